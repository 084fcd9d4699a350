/** Opens the database file: refuses what is not ours or newer than us, and brings what is older up to date. */

import { accessSync, constants } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError, reasonOf } from './data_folder.ts';
import type { Durability } from './durability.ts';
import { applicationId, migrations, schemaVersion } from './schema.ts';

/** Older ones can corrupt a write-ahead log that two connections use: see sqlite.org/wal.html, "The WAL-Reset Bug". */
const sqliteVersionMin = [3, 51, 3];

/** How long to wait for another connection, such as that of a backup. */
const busyMs = 5_000;

export interface DatabaseOptions {
  readonly durability: Durability;
  readonly checkpointBytes: number;
}

/** For the one connection that writes. Makes the file where there is none. */
export function openForWriting(path: string, { durability, checkpointBytes }: DatabaseOptions): DatabaseSync {
  return opened(path, false, (database) => {
    // First of all: to turn the log on changes the file, and it may be somebody else's.
    requireKnownFile(database, path);
    const pages = Math.max(1, Math.round(checkpointBytes / numberOf(database, 'PRAGMA page_size')));
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === 'synced' ? 'FULL' : 'NORMAL'};
      PRAGMA wal_autocheckpoint = ${pages};
      PRAGMA journal_size_limit = ${checkpointBytes};
    `);
    migrate(database, path);
  });
}

export interface ReadingOptions {
  /** What to do where there is no file. */
  readonly hint?: string;
  /** Whether tables of an older Duet will do. */
  readonly olderToo?: boolean;
}

/** For those that only read, in this process or another. DataFolderError where there is no file, or none of ours. */
export function openForReading(path: string, options: ReadingOptions = {}): DatabaseSync {
  requireReadable(path, options.hint ?? 'name its folder with --data');
  return opened(path, true, (database) => {
    const version = requireKnownFile(database, path);
    if (version === 0) throw new DataFolderError(`${path} is empty: it holds no ledger`);
    if (version < schemaVersion && options.olderToo !== true) {
      throw new DataFolderError(`${path} was written by an older Duet: run duet serve with it once`);
    }
  });
}

function requireReadable(path: string, hint: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new DataFolderError(`there is no ledger at ${path}: ${hint}`);
    throw new DataFolderError(`${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** Throws where this SQLite is too old to be trusted with two connections. */
export function requireSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const at = sqliteVersionMin.findIndex((least, index) => parts[index] !== least);
  if (at === -1 || (parts[at] ?? 0) > (sqliteVersionMin[at] ?? 0)) return;
  const least = sqliteVersionMin.join('.');
  throw new DataFolderError(
    `SQLite ${version} can damage its log: ${least} or newer is needed, which newer Node.js have`,
  );
}

function opened(path: string, readOnly: boolean, prepare: (database: DatabaseSync) => void): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly, timeout: busyMs });
    requireSqliteVersion(textOf(database, 'SELECT sqlite_version()'));
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof DataFolderError) throw error;
    throw new DataFolderError(`${path} cannot be opened: ${openingFailure(error)}`, { cause: error });
  }
}

const sqliteCantOpen = 14;
const sqliteReadOnlyDirectory = 8 | (6 << 8);

function openingFailure(error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  if (code !== sqliteCantOpen && code !== sqliteReadOnlyDirectory) return reasonOf(error);
  // Even to read, SQLite needs the index of its log, and makes it where no server has.
  return `${reasonOf(error)}; it takes a user who may write to its folder, or a copy of the folder`;
}

function migrate(database: DatabaseSync, path: string): void {
  const version = requireKnownFile(database, path);
  if (version === schemaVersion) return;
  database.exec('BEGIN IMMEDIATE');
  for (const step of migrations.slice(version)) step(database);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT`);
}

/** The version of the file's schema; 0 for a new file. */
function requireKnownFile(database: DatabaseSync, path: string): number {
  const version = numberOf(database, 'PRAGMA user_version');
  const isNew = numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isNew && numberOf(database, 'PRAGMA application_id') !== applicationId) {
    throw new DataFolderError(`${path} is an SQLite file, but not of Duet: choose another`);
  }
  if (version > schemaVersion) {
    const versions = `version ${version} of its tables; this one knows ${schemaVersion}`;
    throw new DataFolderError(`${path} was written by a newer Duet (${versions}): run that one, or a newer one still`);
  }
  return version;
}

/** Moves the log into the file, as far as nobody reads from it: a backup that takes its time is not waited for. */
export function emptyLog(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = ${busyMs}`);
}

/** The first column of the first row. */
export function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
}

export function textOf(database: DatabaseSync, sql: string): string {
  return String(Object.values(database.prepare(sql).get() ?? {})[0]);
}
