/**
 * The folder that a ledger lives in: what its files are called, and the lock by which one process at a time has it.
 * Knows nothing of what is in the files.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from './made_folder.ts';

/** What is wrong with a data folder or a file in it, in one line that says what to do. For whoever runs the command. */
export class DataFolderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataFolderError';
  }
}

export interface DataFolder {
  readonly path: string;
  /** Beside it SQLite keeps its write-ahead log (`-wal`) and the index of that (`-shm`). */
  readonly database: string;
}

export function dataFolder(path: string): DataFolder {
  return { path, database: join(path, 'ledger.db') };
}

/**
 * Makes the folder where it is missing, readable by its owner alone, and locks it until disposed of, or until the
 * process ends, however that comes about. DataFolderError where another process has it, or where it cannot be made.
 */
export function lockDataFolder({ path, database }: DataFolder): Disposable {
  const pidFile = join(path, 'server.pid');
  try {
    // Also one that is there, without a ledger: whoever made it may have been killed before it was synced.
    if (!existsSync(database)) makeFolder(path);
  } catch (error) {
    throw new DataFolderError(`${path} cannot be made: ${reasonOf(error)}`, { cause: error });
  }
  const lock = openLock(path);
  try {
    // Node has no file locks; SQLite's are let go of by the system when the process ends.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw new DataFolderError(`${path} cannot be locked: ${reasonOf(error)}`, { cause: error });
    const who = pidIn(pidFile);
    throw new DataFolderError(
      `${path} is in use by another Duet${who}: stop that, or choose another folder with --data`,
    );
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw new DataFolderError(`${pidFile} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
  return { [Symbol.dispose]: () => lock.close() };
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, 'lock'));
  } catch (error) {
    throw new DataFolderError(`${path} cannot be written to: ${reasonOf(error)}`, { cause: error });
  }
}

function pidIn(file: string): string {
  try {
    return ` (process ${readFileSync(file, 'utf8').trim()})`;
  } catch {
    return '';
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
