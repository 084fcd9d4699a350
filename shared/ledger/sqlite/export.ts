/**
 * All that accounts have in a ledger as lines of JSON, as it is at one moment, also while a server writes to it. Knows the
 * tables and the shape of the lines; nothing of where they go. Never holds more than one chunk of them.
 */

import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { numberOf, openForReading } from './database.ts';
import type { OnProgress } from './progress.ts';

export interface ExportOptions {
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal;
}

/** Characters gathered before they are handed on. */
const chunkCharacters = 65_536;

/** Nobody can read a chat that has no participants any more, so it is not exported either. */
const readableChats = 'chats WHERE EXISTS (SELECT * FROM participants WHERE participants.chat = chats.number)';

/** In the order of the lines; the names of their columns are those of the contract. */
const queries = {
  ledger: `SELECT 'ledger' AS type, 1 AS version, id AS ledgerId, position,
    (SELECT count(*) FROM accounts) AS accounts,
    (SELECT count(*) FROM ${readableChats}) AS chats,
    (SELECT count(*) FROM messages WHERE chat IN (SELECT number FROM ${readableChats})) AS messages FROM ledger`,
  account: `SELECT 'account' AS type, name, full_name AS fullName, created_ms AS createdMs,
    position AS acknowledgedPosition, role, json(iif(presence_hidden, 'true', 'false')) AS presenceHidden,
    seen_ms AS lastSeenMs FROM accounts JOIN cursors ON account = id ORDER BY number`,
  chat: `SELECT 'chat' AS type, id AS chat, kind, title, created_ms AS createdMs,
    (SELECT json_group_array(name ORDER BY joined_position, place) FROM participants
     JOIN accounts ON accounts.id = account WHERE participants.chat = chats.number) AS participants
    FROM ${readableChats} ORDER BY number`,
  participant: `SELECT 'participant' AS type, chats.id AS chat, name, participants.role AS role,
    joined_position AS joinedPosition, read_position AS readPosition, coalesce(spans, '[]') AS spans
    FROM participants JOIN chats ON chats.number = chat JOIN accounts ON accounts.id = account
    ORDER BY participants.chat, joined_position, place`,
  former: `SELECT 'formerParticipant' AS type, chats.id AS chat, name, left_position AS leftPosition, spans
    FROM former_participants AS former JOIN chats ON chats.number = chat JOIN accounts ON accounts.id = account
    WHERE EXISTS (SELECT * FROM participants WHERE participants.chat = former.chat) ORDER BY left_position`,
  ticket: `SELECT 'ticket' AS type, chats.id AS chat, user.name AS name, operator.name AS operator, rank,
    opened_ms AS openedMs, assigned_ms AS assignedMs
    FROM tickets JOIN chats ON chats.number = chat JOIN accounts AS user ON user.id = account
    LEFT JOIN accounts AS operator ON operator.id = tickets.operator ORDER BY tickets.chat`,
  message: `SELECT 'message' AS type, position, chats.id AS chat, sender, time_ms AS timeMs, body
    FROM messages JOIN chats ON number = messages.chat
    WHERE EXISTS (SELECT * FROM participants WHERE participants.chat = messages.chat) ORDER BY position`,
} as const;

/** Columns of JSON; no other line has one of that name. */
const jsonColumns = ['participants', 'spans', 'presenceHidden'] as const;

/**
 * Hands every line to `write`, some at a time, and waits for it. DataFolderError where there is no ledger at `path`; the
 * signal's reason where that is aborted; whatever `write` rejects with. The number of lines.
 */
export async function exportLedger(
  path: string,
  write: (lines: string) => Promise<void>,
  { onProgress, signal }: ExportOptions,
): Promise<number> {
  const database = openForReading(path);
  try {
    database.exec('BEGIN');
    const total =
      1 +
      numberOf(
        database,
        'SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM participants) + (SELECT count(*) FROM messages)',
      );
    let chunk = '';
    let count = 0;
    for (const line of linesOf(database)) {
      chunk += line;
      count += 1;
      if (chunk.length < chunkCharacters) continue;
      await write(chunk);
      chunk = '';
      onProgress({ done: Math.min(count, total), total, what: 'exporting' });
      // A write that need not wait would never let a signal come in.
      await setImmediate();
      signal?.throwIfAborted();
    }
    await write(chunk);
    return count;
  } finally {
    database.close();
  }
}

function* linesOf(database: DatabaseSync): Iterable<string> {
  for (const sql of Object.values(queries)) {
    for (const row of database.prepare(sql).iterate()) yield `${JSON.stringify(withLists(row))}\n`;
  }
}

/** SQLite has no lists and no booleans: it gives them as JSON. */
function withLists(row: Readonly<Record<string, unknown>>): unknown {
  const given = jsonColumns.flatMap((name) => {
    const text = row[name];
    return typeof text === 'string' ? [[name, JSON.parse(text)] as const] : [];
  });
  return given.length === 0 ? row : { ...row, ...Object.fromEntries(given) };
}
