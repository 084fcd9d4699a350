/** What the tables say of accounts, sessions, chats, cursors and keys: what a server starts with. Never reads a message. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  AccountId,
  AccountRole,
  ChatSnapshot,
  KeyUse,
  LedgerSnapshot,
  ParticipantRole,
  ParticipantSnapshot,
  TicketSnapshot,
  TokenHash,
} from '../ledger.ts';
import { numberOf } from './database.ts';
import { spansOf } from './participant_writer.ts';

type Item<Name extends keyof LedgerSnapshot> = LedgerSnapshot[Name] extends Iterable<infer Each> ? Each : never;

/** So many are read in one go, which is faster than one by one, and takes less memory than all at once. */
const keysAtOnce = 1_000;

export type SnapshotChat = Omit<ChatSnapshot, 'participants' | 'former'>;

/** The chats of the ledger by their numbers in its tables. To look them up is faster than to join them to each row. */
export type SnapshotChats = ReadonlyMap<number, SnapshotChat>;

/** Its lists are read from the database while they are gone through. */
export function readSnapshot(database: DatabaseSync, known: SnapshotChats, keysMax: number): LedgerSnapshot {
  return {
    position: numberOf(database, 'SELECT position FROM ledger'),
    accounts: accounts(database),
    sessions: sessions(database),
    chats: chats(database, known),
    tickets: tickets(database, known),
    keys: keys(database, known, keysMax),
  };
}

function* accounts(database: DatabaseSync): Iterable<Item<'accounts'>> {
  type Row = [AccountId, string, string, string, number, AccountRole, number, number];
  const sql = `SELECT id, name, full_name, password_hash, position, role, presence_hidden, seen_ms
    FROM accounts JOIN cursors ON account = id ORDER BY number`;
  for (const row of rows<Row>(database, sql)) {
    const [account, name, fullName, passwordHash, acknowledgedPosition, role, hidden, seenMs] = row;
    yield { account, name, fullName, passwordHash, acknowledgedPosition, role, presenceHidden: hidden !== 0, seenMs };
  }
}

function* sessions(database: DatabaseSync): Iterable<Item<'sessions'>> {
  const sql = 'SELECT token_hash, account, opened_ms, used_ms FROM sessions ORDER BY number';
  for (const [token, account, openedMs, usedMs] of rows<[TokenHash, AccountId, number, number]>(database, sql)) {
    yield { token, account, openedMs, usedMs };
  }
}

function* chats(database: DatabaseSync, known: SnapshotChats): Iterable<ChatSnapshot> {
  type Row = readonly [
    chat: number,
    AccountId,
    place: number,
    ParticipantRole,
    joined: number,
    read: number,
    string | null,
  ];
  const former = formerParticipants(database);
  let participants: Row[] = [];
  const gathered = function* (): Iterable<ChatSnapshot> {
    const number = participants[0]?.[0] ?? 0;
    const chat = known.get(number);
    if (chat === undefined) return;
    participants.sort((left, right) => left[4] - right[4] || left[2] - right[2]);
    yield { ...chat, participants: participants.map(participantOf), former: former.get(number) ?? [] };
  };
  const participantOf = ([, account, , role, joinedPosition, readPosition, spans]: Row): ParticipantSnapshot => {
    return { account, role, joinedPosition, readPosition, spans: spansOf(spans) };
  };
  // As the table lies: by chat, but not in the order of joining.
  const sql = `SELECT chat, account, place, role, joined_position, read_position, spans FROM participants ORDER BY chat`;
  for (const next of rows<Row>(database, sql)) {
    if (next[0] !== participants[0]?.[0]) {
      yield* gathered();
      participants = [];
    }
    participants.push(next);
  }
  yield* gathered();
}

/** Of each chat, by its number. */
function formerParticipants(database: DatabaseSync): ReadonlyMap<number, ChatSnapshot['former'][number][]> {
  const former = new Map<number, ChatSnapshot['former'][number][]>();
  const sql = 'SELECT chat, account, spans FROM former_participants ORDER BY left_position';
  for (const [chat, account, spans] of rows<[number, AccountId, string]>(database, sql)) {
    const ofChat = former.get(chat) ?? [];
    ofChat.push({ account, spans: spansOf(spans) });
    former.set(chat, ofChat);
  }
  return former;
}

function* tickets(database: DatabaseSync, known: SnapshotChats): Iterable<TicketSnapshot> {
  type Row = [number, AccountId, AccountId | null, number, number, number | null];
  const sql = 'SELECT chat, account, operator, rank, opened_ms, assigned_ms FROM tickets ORDER BY chat';
  for (const [number, account, operator, rank, openedMs, assignedMs] of rows<Row>(database, sql)) {
    const chat = known.get(number)?.chat;
    if (chat === undefined) continue;
    // In the order in which the state makes a ticket: then all of them have one shape.
    yield { chat, account, operator: operator ?? undefined, assignedMs: assignedMs ?? undefined, rank, openedMs };
  }
}

/** The newest. */
function* keys(database: DatabaseSync, known: SnapshotChats, keysMax: number): Iterable<KeyUse> {
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
      const chat = known.get(number)?.chat;
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
