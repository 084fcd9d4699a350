/**
 * How long a server takes to start on a ledger that has been in use for long, and on an empty one. Knows rounds and
 * folders; what is said of it is in recovery_report.ts.
 */

import { join } from 'node:path';
import type { OnProgress } from '../../shared/ledger/sqlite/progress.ts';
import { bytesIn, DataFolders } from '../data_folders.ts';
import { fileSystemOf } from '../saturation/file_system.ts';
import type { DataPlace } from '../saturation/run.ts';
import { fillLedger, type LedgerFill } from './fill_ledger.ts';
import { forgetCached } from './page_cache.ts';
import { measureStart } from './server_start.ts';

/** What a server starts on. */
export const startKinds = ['empty', 'full', 'fullFromDisk'] as const;
export type StartKind = (typeof startKinds)[number];

export interface RecoveryPlan {
  readonly fill: LedgerFill;
  readonly rounds: number;
  /** Where a folder for the ledgers is made, and removed at the end. */
  readonly data: string;
}

export interface Start {
  readonly kind: StartKind;
  readonly round: number;
  /** From the start of the process until it says that it is ready. */
  readonly readyMs: number;
}

export interface RecoveryResult {
  readonly place: DataPlace;
  /** How long the ledger took to fill, and what it holds on the disk. */
  readonly fillMs: number;
  readonly bytes: number;
  /** Those from the disk only where the system can be made to read from there. */
  readonly starts: readonly Start[];
}

/** Rejects with the signal's reason soon after that is aborted. Leaves neither a process nor a folder. */
export async function measureRecovery(
  plan: RecoveryPlan,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<RecoveryResult> {
  using folders = new DataFolders(plan.data);
  const full = folders.make('full');
  const startedMs = performance.now();
  await fillLedger(full, plan.fill, onProgress, signal);
  const fillMs = performance.now() - startedMs;
  const starts: Start[] = [];
  const total = plan.rounds * startKinds.length;
  for (let round = 1; round <= plan.rounds; round += 1) {
    for (const kind of startKinds) {
      onProgress({ done: starts.length, total, what: `starting a server, round ${round}` });
      if (kind === 'fullFromDisk' && !(await forgetCached(join(full, 'ledger.db')))) continue;
      const folder = kind === 'empty' ? folders.make(`empty-${round}`) : full;
      starts.push({ kind, round, readyMs: await measureStart(folder, signal) });
    }
  }
  const place = { folder: folders.root, ...fileSystemOf(folders.root) };
  return { place, fillMs, bytes: bytesIn(full), starts };
}
