/**
 * Opens a data folder for a server: lock, file, what the file says. Runs before the server does, on its own thread, so
 * that it may take its time. Invariant: a ledger whose end may be lost gets another id, so that no cursor means two things.
 */

import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Environment } from '../../contract/environment.ts';
import type { Limits } from '../../contract/limits.ts';
import type { ChatId, ChatKind, LedgerSnapshot } from '../ledger.ts';
import { ChatIndex } from './chat_index.ts';
import { DataFolderError, dataFolder, lockDataFolder, reasonOf } from './data_folder.ts';
import { emptyLog, openForWriting, textOf } from './database.ts';
import type { Durability } from './durability.ts';
import { rowPages } from './row_pages.ts';
import { readSnapshot, type SnapshotChat, type SnapshotChats } from './snapshot.ts';

export interface LedgerFile {
  readonly path: string;
  readonly id: string;
  readonly chats: ChatIndex;
  readonly snapshot: LedgerSnapshot;
  /** Gives the folder back. */
  readonly release: () => void;
}

export interface LedgerFileOptions {
  readonly durability: Durability;
  readonly limits: Limits;
  readonly environment: Pick<Environment, 'randomBytes'>;
}

/** DataFolderError where the folder is in use, not ours, newer than we are, or cannot be used. */
export function openLedgerFile(folder: string, options: LedgerFileOptions): LedgerFile {
  const { durability, limits, environment } = options;
  const { path, database: file } = dataFolder(folder);
  const lock = lockDataFolder({ path, database: file });
  let database: DatabaseSync | undefined;
  try {
    makePrivate(file);
    database = openForWriting(file, { durability, checkpointBytes: limits.checkpointBytes });
    const id = identify(database, durability, environment);
    const opened = database;
    const { chats, indexed } = indexedChats(opened);
    return {
      path: file,
      id,
      chats,
      snapshot: readSnapshot(opened, indexed, limits.keysMax),
      release: () => {
        opened.close();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    database?.close();
    lock[Symbol.dispose]();
    if (!isOfTheDisk(error)) throw error;
    throw new DataFolderError(`${file} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

/** Whether SQLite or the system refused: a full disk, above all. Anything else is a bug of ours. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && !(error instanceof DataFolderError) && ('errcode' in error || 'syscall' in error);
}

/** The ledger's id: a new one for a new file, and for one that did not end well and may have lost its newest events. */
function identify(
  database: DatabaseSync,
  durability: Durability,
  environment: Pick<Environment, 'randomBytes'>,
): string {
  const newId = Buffer.from(environment.randomBytes(8)).toString('hex');
  // Whatever the durability: from here on the mark is there.
  database.exec('PRAGMA synchronous = FULL');
  database.prepare("INSERT OR IGNORE INTO ledger (one, id, position, unsynced_since) VALUES (1, ?, 0, '')").run(newId);
  const unsyncedSince = textOf(database, 'SELECT unsynced_since FROM ledger');
  if (mayHaveLost(unsyncedSince)) database.prepare('UPDATE ledger SET id = ?').run(newId);
  const now = { synced: '', written: bootId(), memory: unknownBoot }[durability];
  database.prepare('UPDATE ledger SET unsynced_since = ?').run(now);
  emptyLog(database);
  return textOf(database, 'SELECT id FROM ledger');
}

/**
 * Makes a new file that its owner alone can read, whatever the folder allows; SQLite's own files beside it follow. Before
 * there is any connection: to close the file is to lose the locks that this process has on it.
 */
function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

const unknownBoot = 'unknown';

/** The system writes what it was given unless it goes down itself, and then it comes up under another boot id. */
function mayHaveLost(unsyncedSince: string): boolean {
  return unsyncedSince !== '' && (unsyncedSince === unknownBoot || unsyncedSince !== bootId());
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Elsewhere than on Linux: there an end that was not clean counts as a loss.
    return unknownBoot;
  }
}

const kinds = ['direct', 'group', 'desk'] as const satisfies readonly ChatKind[];

function indexedChats(database: DatabaseSync): { chats: ChatIndex; indexed: SnapshotChats } {
  const chats = new ChatIndex();
  const indexed = new Map<number, SnapshotChat>();
  // A number for the kind: each text would be a new string.
  const sql = `SELECT number, id, forgotten_position, (kind = 'group') + 2 * (kind = 'desk'), title, created_ms,
    coalesce((SELECT max(position) FROM messages WHERE chat = number), 0)
    FROM chats WHERE number > ? ORDER BY number`;
  type Row = readonly [
    number,
    ChatId,
    forgotten: number,
    kind: 0 | 1 | 2,
    title: string,
    created: number,
    last: number,
  ];
  for (const page of rowPages<Row>(database, sql, [0], ([number]) => [number])) {
    for (const [number, chat, forgotten, kind, title, createdMs, last] of page) {
      const lastPosition = Math.max(last, forgotten);
      chats.add(chat, number, lastPosition);
      const newest = Math.max(lastPosition, number);
      indexed.set(number, { chat, kind: kinds[kind], title, createdMs, lastPosition: newest });
    }
  }
  return { chats, indexed };
}
