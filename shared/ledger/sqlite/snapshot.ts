/** What the tables say of accounts, sessions, chats, cursors and keys: what a server starts with. Never reads a message. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { AccountId, ChatId, KeyUse, LedgerSnapshot, TokenHash } from '../ledger.ts';
import { numberOf } from './database.ts';

type Item<Name extends keyof LedgerSnapshot> = LedgerSnapshot[Name] extends Iterable<infer Each> ? Each : never;

/** So many are read in one go, which is faster than one by one, and takes less memory than all at once. */
const keysAtOnce = 1_000;

/** The chats of the ledger by their numbers in its tables. To look them up is faster than to join them to each row. */
type ChatIds = ReadonlyMap<number, ChatId>;

/** Its lists are read from the database while they are gone through. */
export function readSnapshot(database: DatabaseSync, chatIds: ChatIds, keysMax: number): LedgerSnapshot {
  return {
    position: numberOf(database, 'SELECT position FROM ledger'),
    accounts: accounts(database),
    sessions: sessions(database),
    chats: chats(database, chatIds),
    keys: keys(database, chatIds, keysMax),
  };
}

function* accounts(database: DatabaseSync): Iterable<Item<'accounts'>> {
  const sql = `SELECT id, name, full_name, password_hash, position FROM accounts JOIN cursors ON account = id ORDER BY number`;
  for (const row of rows<[AccountId, string, string, string, number]>(database, sql)) {
    const [account, name, fullName, passwordHash, acknowledgedPosition] = row;
    yield { account, name, fullName, passwordHash, acknowledgedPosition };
  }
}

function* sessions(database: DatabaseSync): Iterable<Item<'sessions'>> {
  const sql = 'SELECT token_hash, account, opened_ms, used_ms FROM sessions ORDER BY number';
  for (const [token, account, openedMs, usedMs] of rows<[TokenHash, AccountId, number, number]>(database, sql)) {
    yield { token, account, openedMs, usedMs };
  }
}

function* chats(database: DatabaseSync, chatIds: ChatIds): Iterable<Item<'chats'>> {
  type Participant = readonly [chat: number, account: AccountId, place: number];
  let participants: Participant[] = [];
  const gathered = function* (): Iterable<Item<'chats'>> {
    const chat = chatIds.get(participants[0]?.[0] ?? 0);
    if (chat === undefined) return;
    participants.sort((left, right) => left[2] - right[2]);
    yield { chat, participants: participants.map(([, account]) => account) };
  };
  // As the table lies: by chat, but not by place.
  for (const next of rows<Participant>(database, 'SELECT chat, account, place FROM participants ORDER BY chat')) {
    if (next[0] !== participants[0]?.[0]) {
      yield* gathered();
      participants = [];
    }
    participants.push(next);
  }
  yield* gathered();
}

/** The newest. */
function* keys(database: DatabaseSync, chatIds: ChatIds, keysMax: number): Iterable<KeyUse> {
  // There is no oldest one of none, and all would be read.
  if (keysMax === 0) return;
  const newest = `SELECT position FROM keys ORDER BY position DESC LIMIT ${keysMax}`;
  let from = numberOf(database, `SELECT coalesce(min(position), 0) FROM (${newest})`);
  const page = database.prepare(
    `SELECT position, account, key, time_ms, chat, fingerprint FROM keys
     WHERE position >= ? ORDER BY position LIMIT ${keysAtOnce}`,
  );
  page.setReturnArrays(true);
  for (let more = true; more; ) {
    const found = page.all(from) as unknown[] as [number, AccountId, string, number, number, string][];
    for (const [position, account, key, timeMs, number, fingerprint] of found) {
      const chat = chatIds.get(number);
      if (chat !== undefined) yield { account, key, position, timeMs, chat, fingerprint };
    }
    from = (found.at(-1)?.[0] ?? 0) + 1;
    more = found.length === keysAtOnce;
  }
}

/** As arrays: the objects that SQLite's binding makes of rows take twice as long to make, and to read. */
function rows<Row extends readonly unknown[]>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): Iterable<Row> {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement.iterate(...values) as Iterable<unknown> as Iterable<Row>;
}
