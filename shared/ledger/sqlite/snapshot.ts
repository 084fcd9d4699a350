/** What the tables say of accounts, sessions, chats, cursors and keys: what a server starts with. Never reads a message. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { AccountId, ChatId, LedgerSnapshot } from '../ledger.ts';
import { numberOf } from './database.ts';

type Items<Name extends keyof LedgerSnapshot> =
  LedgerSnapshot[Name] extends Iterable<infer Item> ? Iterable<Item> : never;

/** Its lists are read from the database while they are gone through. */
export function readSnapshot(database: DatabaseSync, keysMax: number): LedgerSnapshot {
  const rows = (sql: string, ...values: SQLInputValue[]): Iterable<unknown> => database.prepare(sql).iterate(...values);
  return {
    position: numberOf(database, 'SELECT position FROM ledger'),
    accounts: rows(`
      SELECT id AS account, name, full_name AS fullName, password_hash AS passwordHash, position AS acknowledgedPosition
      FROM accounts JOIN cursors ON account = id ORDER BY number
    `) as Items<'accounts'>,
    sessions: rows(`
      SELECT token_hash AS token, account, opened_ms AS openedMs, used_ms AS usedMs FROM sessions ORDER BY number
    `) as Items<'sessions'>,
    chats: chats(rows('SELECT id, account FROM chats JOIN participants ON chat = number ORDER BY number, place')),
    keys: rows(
      `SELECT account, key, position, time_ms AS timeMs, chats.id AS chat, fingerprint
       FROM (SELECT * FROM keys ORDER BY position DESC LIMIT ?) AS keys JOIN chats ON number = chat ORDER BY position`,
      keysMax,
    ) as Items<'keys'>,
  };
}

function* chats(rows: Iterable<unknown>): Items<'chats'> {
  let chat: ChatId | undefined;
  let participants: AccountId[] = [];
  for (const { id, account } of rows as Iterable<{ id: ChatId; account: AccountId }>) {
    if (chat !== undefined && chat !== id) {
      yield { chat, participants };
      participants = [];
    }
    chat = id;
    participants.push(account);
  }
  if (chat !== undefined) yield { chat, participants };
}
