/**
 * Copies a ledger into one file, as it is at one moment, also while a server writes to it. Knows files and pages; nothing
 * of what the tables say. Invariant: the writer never waits for it, since it only reads.
 */

import { backup, DatabaseSync } from 'node:sqlite';
import { DataFolderError, reasonOf } from './data_folder.ts';
import { numberOf, openForReading, textOf } from './database.ts';
import type { OnProgress } from './progress.ts';
import { writeWhole } from './whole_file.ts';

export interface CopyOptions {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export interface BackupSummary {
  readonly ledgerId: string;
  /** Of the newest event that is in it. */
  readonly position: number;
  readonly bytes: number;
}

/** So many pages are copied between two looks at the signal. */
const pagesAtOnce = 1_000;

/**
 * From the database at `path` into a new `file`. DataFolderError where there is none, or where the file is there already
 * or cannot be written; the signal's reason where that is aborted. Then nothing is left of it.
 */
export async function backupLedger(path: string, file: string, options: CopyOptions): Promise<BackupSummary> {
  const source = openForReading(path);
  try {
    // What others write is not seen from here on. Otherwise the copy would start anew with each of their commits.
    source.exec('BEGIN');
    const summary = {
      ledgerId: textOf(source, 'SELECT id FROM ledger'),
      position: numberOf(source, 'SELECT position FROM ledger'),
      bytes: numberOf(source, 'PRAGMA page_count') * numberOf(source, 'PRAGMA page_size'),
    };
    await writeWhole(file, (partial) => copyDatabase(source, partial, options).catch(copyFailed(file, options.signal)));
    return summary;
  } finally {
    source.close();
  }
}

/** Into an empty file, which is complete by itself. The connection is in a transaction that reads. */
export async function copyDatabase(source: DatabaseSync, file: string, options: CopyOptions): Promise<void> {
  await backup(source, file, {
    rate: pagesAtOnce,
    progress: ({ totalPages, remainingPages }) => {
      options.signal.throwIfAborted();
      options.onProgress({ done: totalPages - remainingPages, total: totalPages, what: 'copying' });
    },
  });
  options.signal.throwIfAborted();
  const copy = new DatabaseSync(file);
  try {
    // The copy says that it has a log beside it, as its source has: without one it can be read where nothing can be written.
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** What to reject with when a copy has failed. */
export function copyFailed(file: string, signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    if (signal.aborted) throw signal.reason;
    if (error instanceof DataFolderError) throw error;
    throw new DataFolderError(`${file} could not be written: ${reasonOf(error)}`, { cause: error });
  };
}
