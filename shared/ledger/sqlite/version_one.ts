/** The tables of the first version, as its Duet made them. For tests, and never to be changed. */

export const versionOne = `
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
`;
