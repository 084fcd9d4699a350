/**
 * Makes a data folder from a backup. Invariant: what it makes is another ledger, by another id: positions that were given
 * out after the backup are given out again, and no cursor may mean two things.
 */

import { existsSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type CopyOptions, copyDatabase, copyFailed } from './backup.ts';
import { checkLedger, type LedgerSummary } from './check.ts';
import { DataFolderError, dataFolder, lockDataFolder, reasonOf } from './data_folder.ts';
import { openForReading, openForWriting } from './database.ts';
import { makeFolder } from './made_folder.ts';
import { writeWhole } from './whole_file.ts';

export interface RestoreOptions extends CopyOptions {
  /** For the restored ledger: random, and never used before. */
  readonly ledgerId: string;
}

/**
 * DataFolderError where the file is no backup of ours, newer than we are or damaged, and where the folder is in use or
 * holds a ledger already; the signal's reason where that is aborted. Then nothing is restored.
 */
export async function restoreLedger(file: string, folder: string, options: RestoreOptions): Promise<LedgerSummary> {
  const source = openForReading(file, { hint: 'name the file of a backup', olderToo: true });
  try {
    source.exec('BEGIN');
    const { path, database } = dataFolder(folder);
    requireNoLedger(path, database);
    const made = madeFolder(path);
    try {
      using _lock = lockDataFolder({ path, database });
      requireNoLedger(path, database);
      return await writeWhole(database, (partial) =>
        install(source, file, partial, options).catch(copyFailed(database, options.signal)),
      );
    } catch (error) {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
      throw error;
    }
  } finally {
    source.close();
  }
}

/** Also a log without its database: SQLite would take it for that of the new one. */
function requireNoLedger(path: string, database: string): void {
  const found = ['', '-wal', '-shm', '-journal'].find((suffix) => existsSync(`${database}${suffix}`));
  if (found === undefined) return;
  throw new DataFolderError(
    `${path} holds a ledger already (${database}${found}): choose another folder with --data, or move that one away`,
  );
}

/** The first folder that had to be made. */
function madeFolder(path: string): string | undefined {
  try {
    return makeFolder(path);
  } catch (error) {
    throw new DataFolderError(`${path} cannot be made: ${reasonOf(error)}`, { cause: error });
  }
}

async function install(
  source: DatabaseSync,
  file: string,
  partial: string,
  options: RestoreOptions,
): Promise<LedgerSummary> {
  await copyDatabase(source, partial, options);
  const copy = openForWriting(partial, { durability: 'synced', checkpointBytes: 1 });
  try {
    const { problems, summary } = await checkLedger(copy, options.onProgress, options.signal);
    if (summary === undefined || problems.length > 0) {
      throw new DataFolderError(
        `${file} is damaged, and was not restored: ${problems[0]} (duet check ${file} tells all)`,
      );
    }
    // Sessions that were ended after the backup, such as stolen ones, would be back: all end, and people log in again.
    copy.exec("DELETE FROM sessions; UPDATE ledger SET unsynced_since = ''");
    copy.prepare('UPDATE ledger SET id = ?').run(options.ledgerId);
    copy.exec('PRAGMA journal_mode = DELETE');
    return { ...summary, id: options.ledgerId };
  } finally {
    copy.close();
  }
}
