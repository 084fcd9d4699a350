/** What a lock costs that nobody else wants: measured in this process, without the `using` scope. */

import { FifoInboxLock } from '../shared/locks/inbox_lock.ts';
import { LockScope } from '../shared/locks/lock_scope.ts';
import { FifoMetadataLock, type MetadataGuard } from '../shared/locks/metadata_lock.ts';
import { median } from './statistics/median.ts';

/** Nanoseconds for an acquire and a release; medians of several batches. */
export interface LockCosts {
  readonly metadataSharedNs: number;
  readonly metadataExclusiveNs: number;
  readonly inboxNs: number;
}

const batches = 15;
const batchAcquires = 200_000;

const waits = {
  environment: { startTimer: () => ({ cancel: () => {} }) },
  lockWaitMs: 1_000,
  lockWaitersMax: 1,
};

export function measureLockCosts(): LockCosts {
  const metadata = new FifoMetadataLock(waits);
  const inbox = new FifoInboxLock(waits);
  return {
    metadataSharedNs: costNs(() => release(metadata.shared(new LockScope()))),
    metadataExclusiveNs: costNs(() => release(metadata.exclusive(new LockScope()))),
    inboxNs: costNs(() => inbox.tryExclusive(new LockScope())?.release()),
  };
}

function release(guard: MetadataGuard | Promise<MetadataGuard>): void {
  if (guard instanceof Promise) throw new Error('a lock that nobody wants was not free');
  guard.release();
}

function costNs(acquireAndRelease: () => void): number {
  const costs = Array.from({ length: batches }, () => {
    const startedMs = performance.now();
    for (let count = 0; count < batchAcquires; count += 1) acquireAndRelease();
    return ((performance.now() - startedMs) * 1e6) / batchAcquires;
  });
  return median(costs);
}
