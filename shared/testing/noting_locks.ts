/** Real locks that note who takes which, in which mode. For tests. */

import type { LockWaits } from '../locks/fifo_lock.ts';
import { FifoInboxLock, type InboxGuard, type InboxLock } from '../locks/inbox_lock.ts';
import type { LockScope } from '../locks/lock_scope.ts';
import { FifoMetadataLock, type MetadataGuard, type MetadataLock } from '../locks/metadata_lock.ts';
import { ManualEnvironment } from './manual_environment.ts';

const waits: LockWaits = { environment: new ManualEnvironment(), lockWaitMs: 1_000, lockWaitersMax: 100 };

/** Locks for a core, and what was taken of them so far, in order. */
export interface NotingLocks {
  readonly metadata: MetadataLock;
  readonly newInboxLock: () => InboxLock;
  readonly taken: string[];
}

export function notingLocks(): NotingLocks {
  const taken: string[] = [];
  const metadata = new FifoMetadataLock(waits);
  const note = <T>(what: string, guard: T): T => {
    taken.push(what);
    return guard;
  };
  return {
    taken,
    metadata: {
      shared: (scope: LockScope) => note('metadata shared', metadata.shared(scope)),
      exclusive: (scope: LockScope) => note('metadata exclusive', metadata.exclusive(scope)),
      exclusiveInstead: (shared: MetadataGuard) =>
        note('metadata exclusive instead', metadata.exclusiveInstead(shared)),
    },
    newInboxLock: () => {
      const inbox = new FifoInboxLock(waits);
      return {
        tryExclusive: (after: MetadataGuard | LockScope): InboxGuard | undefined =>
          note('inbox exclusive', inbox.tryExclusive(after)),
        exclusive: (after: MetadataGuard | LockScope) => note('inbox exclusive', inbox.exclusive(after)),
      };
    },
  };
}
