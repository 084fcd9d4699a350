/** What the tables say of accounts, sessions, chats, cursors and keys: what a server starts with. Never reads a message. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  AccountId,
  AccountRole,
  ChatSnapshot,
  KeyUse,
  LedgerSnapshot,
  ParticipantSnapshot,
  TicketSnapshot,
  TokenHash,
} from '../ledger.ts';
import { numberOf } from './database.ts';
import { spansOf } from './participant_writer.ts';
import { rowPages } from './row_pages.ts';

type Item<Name extends keyof LedgerSnapshot> = LedgerSnapshot[Name] extends Iterable<infer Each> ? Each : never;

/** One for all: most chats have nobody who left. */
const nobody: readonly never[] = [];

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

type PartRow = readonly [
  chat: number,
  AccountId,
  place: number,
  isOwner: 0 | 1,
  joined: number,
  read: number,
  spans: string | null,
];

function* chats(database: DatabaseSync, known: SnapshotChats): Iterable<ChatSnapshot> {
  const former = formerParticipants(database);
  const gathered = (rows: PartRow[]): ChatSnapshot | undefined => {
    const number = rows[0]?.[0] ?? 0;
    const chat = known.get(number);
    if (chat === undefined) return undefined;
    const { chat: id, kind, title, createdMs, lastPosition } = chat;
    const participants = rows.sort(byJoining).map(participantOf);
    return { chat: id, kind, title, createdMs, lastPosition, participants, former: former.get(number) ?? nobody };
  };
  // As the table lies: by chat, but not in the order of joining. A number for the role: each text would be a new string.
  const sql = `SELECT chat, account, place, role = 'owner', joined_position, read_position, spans
    FROM participants WHERE (chat, account) > (?, ?) ORDER BY chat, account`;
  let ofChat: PartRow[] = [];
  for (const page of rowPages<PartRow>(database, sql, [0, ''], ([chat, account]) => [chat, account])) {
    for (const row of page) {
      if (row[0] !== ofChat[0]?.[0]) {
        const chat = gathered(ofChat);
        if (chat !== undefined) yield chat;
        ofChat = [];
      }
      ofChat.push(row);
    }
  }
  const last = gathered(ofChat);
  if (last !== undefined) yield last;
}

function byJoining(left: PartRow, right: PartRow): number {
  return left[4] - right[4] || left[2] - right[2];
}

function participantOf([, account, , isOwner, joinedPosition, readPosition, spans]: PartRow): ParticipantSnapshot {
  return { account, role: isOwner === 1 ? 'owner' : 'member', joinedPosition, readPosition, spans: spansOf(spans) };
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
  const oldest = numberOf(database, `SELECT coalesce(min(position), 0) FROM (${newest})`);
  type Row = readonly [number, AccountId, string, number, number, string];
  const sql = `SELECT position, account, key, time_ms, chat, fingerprint FROM keys
    WHERE position > ? ORDER BY position`;
  for (const page of rowPages<Row>(database, sql, [oldest - 1], ([position]) => [position])) {
    for (const [position, account, key, timeMs, number, fingerprint] of page) {
      const chat = known.get(number)?.chat;
      if (chat !== undefined) yield { account, key, position, timeMs, chat, fingerprint };
    }
  }
}

/** As arrays, see row_pages.ts. */
function rows<Row extends readonly unknown[]>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): Iterable<Row> {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement.iterate(...values) as Iterable<unknown> as Iterable<Row>;
}
