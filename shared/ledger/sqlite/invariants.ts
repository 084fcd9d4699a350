/**
 * What always holds between the tables, each as a query for the rows that break it. Knows the tables; nothing of pages
 * and indexes, which SQLite checks itself.
 */

export interface Invariant {
  /** What such rows are, after their number. */
  readonly broken: string;
  /** Selects one number or text of each row that breaks it: what it can be found by. */
  readonly sql: string;
}

const ledgerPosition = '(SELECT position FROM ledger)';

/** The tables whose rows are events, each at a position of its own. The longest is last: the others are looked up in it. */
const events = [
  ['accounts', 'number'],
  ['sessions', 'number'],
  ['chats', 'number'],
  ['messages', 'position'],
] as const;

export const invariants: readonly Invariant[] = [
  ...[...events, ['keys', 'position'] as const].map(([table, position]) => ({
    broken: `${table} outside of the ledger's positions`,
    sql: `SELECT ${position} FROM ${table} WHERE ${position} < 1 OR ${position} > ${ledgerPosition}`,
  })),
  ...events.flatMap(([left, leftPosition], index) =>
    events.slice(index + 1).map(([right, rightPosition]) => ({
      broken: `positions of both ${left} and ${right}`,
      sql: `SELECT ${left}.${leftPosition} FROM ${left} CROSS JOIN ${right} ON ${right}.${rightPosition} = ${left}.${leftPosition}`,
    })),
  ),
  ...(['name', 'id'] as const).map((column) => ({
    broken: `${column}s of more than one account`,
    sql: `SELECT ${column} FROM accounts NOT INDEXED GROUP BY ${column} HAVING count(*) > 1`,
  })),
  {
    broken: 'accounts without a cursor',
    sql: 'SELECT name FROM accounts WHERE id NOT IN (SELECT account FROM cursors)',
  },
  ...(['cursors', 'participants', 'sessions'] as const).map((table) => ({
    broken: `${table} of no known account`,
    sql: `SELECT account FROM ${table} WHERE account NOT IN (SELECT id FROM accounts)`,
  })),
  {
    broken: 'cursors outside of the ledger, or from before their account',
    sql: `SELECT name FROM cursors JOIN accounts ON id = account WHERE position < number OR position > ${ledgerPosition}`,
  },
  {
    broken: 'sessions from before their account',
    sql: 'SELECT sessions.number FROM sessions JOIN accounts ON id = account WHERE sessions.number < accounts.number',
  },
  {
    broken: 'participants of no known chat',
    sql: 'SELECT chat FROM participants WHERE chat NOT IN (SELECT number FROM chats)',
  },
  {
    broken: 'chats from before one of their participants',
    sql: 'SELECT chat FROM participants JOIN accounts ON id = account WHERE chat < number',
  },
  {
    broken: 'direct chats of more than two',
    sql: `SELECT number FROM chats WHERE kind = 'direct' AND (SELECT count(*) FROM participants WHERE chat = number) > 2`,
  },
  {
    broken: 'pairs of accounts with more than one direct chat',
    sql: `SELECT min(chat) FROM
          (SELECT chat, min(account) AS one, max(account) AS other FROM participants JOIN chats ON number = chat
           WHERE kind = 'direct' GROUP BY chat HAVING count(*) = 2)
          GROUP BY one, other HAVING count(*) > 1`,
  },
  {
    broken: 'chats whose messages are forgotten up to a position that cannot be',
    sql: `SELECT number FROM chats WHERE forgotten_position <> 0
          AND (forgotten_position <= number OR forgotten_position > ${ledgerPosition})`,
  },
  {
    broken: 'messages in no known chat',
    sql: 'SELECT position FROM messages WHERE chat NOT IN (SELECT number FROM chats)',
  },
  { broken: 'messages from before their chat', sql: 'SELECT position FROM messages WHERE position <= chat' },
  {
    broken: 'idempotency keys of another chat or time than their message',
    sql: `SELECT keys.position FROM keys JOIN messages ON messages.position = keys.position
          WHERE messages.chat <> keys.chat OR messages.time_ms <> keys.time_ms`,
  },
  {
    broken: 'idempotency keys of messages that are not there, although none was deleted',
    sql: `SELECT position FROM keys JOIN chats ON number = chat
          WHERE position > forgotten_position AND position NOT IN (SELECT position FROM messages)`,
  },
];
