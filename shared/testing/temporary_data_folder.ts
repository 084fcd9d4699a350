/** A data folder for the length of a test, opened as a server opens it, and as a kill would leave it. For tests. */

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { State } from '../core/state.ts';
import { dataFolder } from '../ledger/sqlite/data_folder.ts';
import type { Durability } from '../ledger/sqlite/durability.ts';
import { SqliteLedger } from '../ledger/sqlite/sqlite_ledger.ts';
import { ManualEnvironment } from './manual_environment.ts';

export interface TestLedgerOptions {
  readonly durability?: Durability;
  readonly limits?: Partial<Limits>;
  readonly environment?: ManualEnvironment;
  /** By default a failure is thrown, and ends the test. */
  readonly onFailure?: (error: Error) => void;
}

/** Removed, with all that is in it, when it is disposed of. */
export class TemporaryDataFolder implements Disposable {
  readonly path: string = mkdtempSync(join(tmpdir(), 'duet-data-'));

  /** The ledger in it, and what its events add up to. */
  open(options: TestLedgerOptions = {}): { readonly ledger: SqliteLedger; readonly state: State } {
    const limits = { ...defaultLimits, ...options.limits };
    const { ledger, snapshot } = SqliteLedger.open({
      folder: this.path,
      durability: options.durability ?? 'synced',
      limits,
      environment: options.environment ?? new ManualEnvironment(),
      onFailure: options.onFailure ?? thrown,
    });
    return { ledger, state: State.recovered(snapshot, limits) };
  }

  /** Another folder, with what a kill at this moment would leave in this one. While nothing is being written. */
  asKilledNow(): TemporaryDataFolder {
    const copy = new TemporaryDataFolder();
    const from = dataFolder(this.path).database;
    const to = dataFolder(copy.path).database;
    // Not the index of the log: it is in the memory of the processes that share it, and made anew from the log.
    for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
    return copy;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function thrown(error: Error): never {
  throw error;
}
