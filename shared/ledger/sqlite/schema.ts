/** What is in the database file: its tables, version by version. A file is brought up to date by the steps it lacks. */

import type { DatabaseSync } from 'node:sqlite';
import { SearchIndex } from './search_index.ts';

/** "Duet" in ASCII: what SQLite calls the application id. It tells our files from those of others. */
export const applicationId = 0x44756574;

/**
 * Step n makes version n + 1 of version n; a step that was released never changes again.
 *
 * The number of an account, session or chat is the position of the event that made it: unique for all time, and in
 * the order of the events. `forgotten_position`: messages of the chat up to it were deleted by retention.
 */
export const migrations: readonly ((database: DatabaseSync) => void)[] = [
  (database) =>
    database.exec(`
  CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    unsynced_since TEXT NOT NULL
  ) STRICT;

  CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE cursors (
    account TEXT PRIMARY KEY,
    position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    number INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    used_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_account ON sessions (account);

  CREATE TABLE chats (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    forgotten_position INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE participants (
    chat INTEGER NOT NULL,
    account TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (chat, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX participants_by_account ON participants (account);

  CREATE TABLE messages (
    position INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_chat ON messages (chat);

  CREATE TABLE keys (
    position INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    chat INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL
  ) STRICT;
  `),
  conversations,
];

export const schemaVersion = migrations.length;

/**
 * `place` is the order of those who joined with the same event. `spans` is what a participant may read of what came
 * before its joining, as JSON: pairs of `after` and `up to`; null for nothing. `search` is the index of messages up to
 * `indexed_position`, whose rows are search_index.ts's. What was acknowledged counts as read.
 */
function conversations(database: DatabaseSync): void {
  database.exec(`
  ALTER TABLE ledger ADD COLUMN indexed_position INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE accounts ADD COLUMN role TEXT NOT NULL DEFAULT 'user';
  ALTER TABLE accounts ADD COLUMN presence_hidden INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE accounts ADD COLUMN seen_ms INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE chats ADD COLUMN title TEXT NOT NULL DEFAULT '';

  ALTER TABLE participants ADD COLUMN role TEXT NOT NULL DEFAULT 'member';
  ALTER TABLE participants ADD COLUMN joined_position INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE participants ADD COLUMN read_position INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE participants ADD COLUMN spans TEXT;
  UPDATE participants SET joined_position = chat,
    read_position = max(chat, (SELECT position FROM cursors WHERE cursors.account = participants.account));

  CREATE TABLE former_participants (
    chat INTEGER NOT NULL,
    account TEXT NOT NULL,
    left_position INTEGER NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (chat, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX former_participants_by_account ON former_participants (account);
  CREATE INDEX former_participants_by_leaving ON former_participants (chat, left_position);

  CREATE TABLE tickets (
    chat INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    operator TEXT,
    rank INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    assigned_ms INTEGER
  ) STRICT;

  CREATE VIRTUAL TABLE search USING fts5(words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
  `);
  new SearchIndex(database).catchUp();
}
