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
  ...(['cursors', 'participants', 'former_participants', 'sessions', 'tickets'] as const).map((table) => ({
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
  ...(['participants', 'former_participants'] as const).map((table) => ({
    broken: `${table} of no known chat`,
    sql: `SELECT chat FROM ${table} WHERE chat NOT IN (SELECT number FROM chats)`,
  })),
  {
    broken: 'participants who joined before there was their account or chat, or are yet to join',
    sql: `SELECT account FROM participants JOIN accounts ON id = account
          WHERE joined_position < number OR joined_position < chat OR joined_position > ${ledgerPosition}`,
  },
  {
    broken: 'participants who have read up to a position that cannot be',
    sql: `SELECT account FROM participants WHERE read_position < joined_position OR read_position > ${ledgerPosition}`,
  },
  {
    broken: 'participants with spans of what comes after their joining, or that end before they begin',
    sql: `SELECT account FROM participants JOIN json_each(spans)
          WHERE value ->> 0 > value ->> 1 OR value ->> 1 > joined_position`,
  },
  {
    broken: 'former_participants with spans of what comes after their leaving, or that end before they begin',
    sql: `SELECT account FROM former_participants JOIN json_each(spans)
          WHERE value ->> 0 > value ->> 1 OR value ->> 1 > left_position`,
  },
  {
    broken: 'former_participants that take part',
    sql: 'SELECT account FROM former_participants JOIN participants USING (chat, account)',
  },
  {
    broken: 'groups without an owner',
    sql: `SELECT number FROM chats WHERE kind = 'group'
          AND number IN (SELECT chat FROM participants)
          AND number NOT IN (SELECT chat FROM participants WHERE role = 'owner')`,
  },
  {
    broken: 'owners of chats that are no groups',
    sql: `SELECT account FROM participants JOIN chats ON number = chat WHERE role = 'owner' AND kind <> 'group'`,
  },
  {
    broken: 'tickets of chats that are no desk chats',
    sql: `SELECT chat FROM tickets WHERE chat NOT IN (SELECT number FROM chats WHERE kind = 'desk')`,
  },
  ...(['account', 'operator'] as const).map((column) => ({
    broken: `tickets whose ${column} takes no part in their chat`,
    sql: `SELECT chat FROM tickets WHERE ${column} IS NOT NULL
          AND NOT EXISTS (SELECT * FROM participants WHERE chat = tickets.chat AND account = tickets.${column})`,
  })),
  {
    broken: 'tickets with a place in the queue that others have',
    sql: 'SELECT rank FROM tickets WHERE operator IS NULL GROUP BY rank HAVING count(*) > 1',
  },
  {
    broken: 'messages that the index of searches lacks',
    sql: `SELECT position FROM messages WHERE position <= (SELECT indexed_position FROM ledger)
          AND position NOT IN (SELECT id FROM search_docsize)`,
  },
  {
    broken: 'entries of the index of searches for messages that are not there',
    sql: 'SELECT id FROM search_docsize WHERE id NOT IN (SELECT position FROM messages)',
  },
  {
    broken: 'indexes of searches that go beyond the ledger',
    sql: 'SELECT indexed_position FROM ledger WHERE indexed_position > position',
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
