/** Each invariant that `duet check` looks at is found where it is broken, and by its name; damaged pages are, too. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { ManualEnvironment } from '../../testing/manual_environment.ts';
import type { ChatId, TokenHash } from '../ledger.ts';
import { accountCreated, accountDeleted, chatCreated, inboxAcknowledged, messageSent } from '../suite_events.ts';
import { checkLedgerAt } from './check.ts';
import { invariants } from './invariants.ts';
import { SqliteLedger } from './sqlite_ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'duet-check-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const chat = 'chat' as ChatId;
const key = { key: 'k', fingerprint: 'f' };

/** Positions: alice 1, bob 2, carol 3, a session 4, a chat 5, its messages 6 and 7, the second one with a key. */
const sound = (async () => {
  const path = join(folder, 'sound');
  const onFailure = (error: Error): void => {
    throw error;
  };
  const environment = new ManualEnvironment();
  const options = { folder: path, durability: 'synced', limits: defaultLimits, environment, onFailure } as const;
  const { ledger } = SqliteLedger.open(options);
  const { account } = accountCreated('alice');
  await ledger.commit([accountCreated('alice'), accountCreated('bob'), accountCreated('carol')]);
  await ledger.commit([{ type: 'session_opened', account, token: 'hash' as TokenHash, timeMs: 0 }]);
  await ledger.commit([chatCreated(chat, 'alice', 'bob'), messageSent(chat, 'alice', 'hello')]);
  await ledger.commit([{ ...messageSent(chat, 'alice', 'x'.repeat(10_000), 1), ...key }]);
  await ledger.commit([inboxAcknowledged('bob', 6), accountDeleted('carol')]);
  await ledger.close();
  return { id: ledger.id, file: join(path, 'ledger.db') };
})();

test('a sound ledger has no problems, and is summed up', async (t) => {
  const { id, file } = await sound;
  const { summary, problems } = await checkLedgerAt(file);
  t.deepEqual(problems, []);
  t.like(summary, { id, position: 9, counts: { accounts: 2, sessions: 1, chats: 1, messages: 2, keys: 1 } });
});

test('a check tells how far it is, up to the last of its steps', async (t) => {
  const { file } = await sound;
  const done: number[] = [];
  let total = 0;
  const onProgress = (progress: { readonly done: number; readonly total: number }): void => {
    done.push(progress.done);
    total = progress.total;
  };
  await checkLedgerAt(file, { onProgress });
  t.is(done.length, invariants.length + 2);
  t.deepEqual(
    done,
    [...new Set(done)].sort((a, b) => a - b),
  );
  t.is(done.at(-1), total - 1);
});

/** For each invariant, what breaks it, and what is found then. */
const broken: Readonly<Record<string, readonly [sql: string, ...problems: readonly string[]]>> = {
  'a message beyond the ledger': [
    "INSERT INTO messages VALUES (10, 5, 0, 'alice', '')",
    "messages outside of the ledger's positions: 1, the first is 10",
  ],
  'an account, a session and a chat beyond the ledger': [
    `UPDATE accounts SET number = 11 WHERE name = 'bob'; UPDATE cursors SET position = 9 WHERE account = 'bob';
     UPDATE sessions SET number = 12; INSERT INTO chats VALUES (13, 'late', 'direct', 0, 0, '')`,
    "accounts outside of the ledger's positions: 1, the first is 11",
    "sessions outside of the ledger's positions: 1, the first is 12",
    "chats outside of the ledger's positions: 1, the first is 13",
    'cursors outside of the ledger, or from before their account: 1, the first is bob',
    'participants who joined before there was their account or chat, or are yet to join: 1, the first is bob',
  ],
  'a key beyond the ledger': [
    "INSERT INTO keys SELECT 10, account, chat, time_ms, 'later', fingerprint FROM keys",
    "keys outside of the ledger's positions: 1, the first is 10",
    'idempotency keys of messages that are not there, although none was deleted: 1, the first is 10',
  ],
  'a position below the first': [
    "UPDATE accounts SET number = 0 WHERE name = 'alice'",
    "accounts outside of the ledger's positions: 1, the first is 0",
  ],
  'a position of two events': [
    "INSERT INTO messages VALUES (4, 5, 0, 'alice', '')",
    'positions of both sessions and messages: 1, the first is 4',
    'messages from before their chat: 1, the first is 4',
  ],
  'a name that is taken twice': [
    `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT NOT NULL UNIQUE', 'name TEXT NOT NULL')
     WHERE name = 'accounts'; DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_accounts_2'; PRAGMA writable_schema = RESET; VACUUM;
     UPDATE accounts SET name = 'alice'`,
    'names of more than one account: 1, the first is alice',
  ],
  'an account without a cursor': [
    "DELETE FROM cursors WHERE account = 'bob'",
    'accounts without a cursor: 1, the first is bob',
  ],
  'rows of an account that is not there': [
    "DELETE FROM accounts WHERE name = 'alice'",
    'cursors of no known account: 1, the first is alice',
    'participants of no known account: 1, the first is alice',
    'sessions of no known account: 1, the first is alice',
  ],
  'a cursor beyond the ledger': [
    "UPDATE cursors SET position = 10 WHERE account = 'alice'",
    'cursors outside of the ledger, or from before their account: 1, the first is alice',
  ],
  'a cursor from before its account': [
    "UPDATE cursors SET position = 1 WHERE account = 'bob'",
    'cursors outside of the ledger, or from before their account: 1, the first is bob',
  ],
  'a session from before its account': [
    "UPDATE sessions SET account = 'bob', number = 1; UPDATE accounts SET number = 3 WHERE name = 'alice'; UPDATE cursors SET position = 9",
    'sessions from before their account: 1, the first is 1',
  ],
  'a chat that is not there': [
    'DELETE FROM chats',
    'participants of no known chat: 2, the first is 5',
    'messages in no known chat: 2, the first is 6',
  ],
  'a direct chat of three': [
    "INSERT INTO accounts VALUES (3, 'carol', 'carol', '', '', 0, 'user', 0, 0); INSERT INTO cursors VALUES ('carol', 3); INSERT INTO participants VALUES (5, 'carol', 2, 'member', 5, 5, NULL)",
    'direct chats of more than two: 1, the first is 5',
  ],
  'two chats of the same two': [
    "INSERT INTO chats VALUES (8, 'again', 'direct', 0, 0, ''); INSERT INTO participants VALUES (8, 'bob', 0, 'member', 8, 8, NULL), (8, 'alice', 1, 'member', 8, 8, NULL)",
    'pairs of accounts with more than one direct chat: 1, the first is 5',
  ],
  'messages forgotten from before their chat': [
    'UPDATE chats SET forgotten_position = 5',
    'chats whose messages are forgotten up to a position that cannot be: 1, the first is 5',
  ],
  'messages forgotten that are yet to come': [
    'UPDATE chats SET forgotten_position = 10',
    'chats whose messages are forgotten up to a position that cannot be: 1, the first is 5',
  ],
  'a key of another message': [
    'UPDATE keys SET time_ms = 2',
    'idempotency keys of another chat or time than their message: 1, the first is 7',
  ],
  'a message that is lost, and its key is not': [
    'DELETE FROM messages WHERE position = 7',
    'idempotency keys of messages that are not there, although none was deleted: 1, the first is 7',
  ],
  'a participant who is yet to join': [
    "UPDATE participants SET joined_position = 10, read_position = 10 WHERE account = 'bob'",
    'participants who joined before there was their account or chat, or are yet to join: 1, the first is bob',
    'participants who have read up to a position that cannot be: 1, the first is bob',
  ],
  'a participant with a span of what is yet to come': [
    "UPDATE participants SET spans = '[[0,4],[4,6]]' WHERE account = 'bob'",
    'participants with spans of what comes after their joining, or that end before they begin: 1, the first is bob',
  ],
  'a span that ends before it begins': [
    "UPDATE participants SET spans = '[[4,3]]' WHERE account = 'bob'",
    'participants with spans of what comes after their joining, or that end before they begin: 1, the first is bob',
  ],
  'somebody who takes part and does not': [
    "INSERT INTO former_participants VALUES (5, 'bob', 7, '[[5,8]]')",
    'former_participants that take part: 1, the first is bob',
    'former_participants with spans of what comes after their leaving, or that end before they begin: 1, the first is bob',
  ],
  'somebody who took part in a chat that is not there': [
    "INSERT INTO former_participants VALUES (4, 'carol', 7, '[[5,7]]')",
    'former_participants of no known account: 1, the first is carol',
    'former_participants of no known chat: 1, the first is 4',
  ],
  'a group that nobody owns': ["UPDATE chats SET kind = 'group'", 'groups without an owner: 1, the first is 5'],
  'an owner of a direct chat': [
    "UPDATE participants SET role = 'owner' WHERE account = 'bob'",
    'owners of chats that are no groups: 1, the first is bob',
  ],
  'a ticket of a direct chat': [
    "INSERT INTO tickets VALUES (5, 'alice', 'bob', 5, 0, 0)",
    'tickets of chats that are no desk chats: 1, the first is 5',
  ],
  'a ticket of others': [
    "UPDATE chats SET kind = 'desk'; INSERT INTO tickets VALUES (5, 'dave', 'carol', 5, 0, 0)",
    'tickets of no known account: 1, the first is dave',
    'tickets whose account takes no part in their chat: 1, the first is 5',
    'tickets whose operator takes no part in their chat: 1, the first is 5',
  ],
  'two tickets at one place': [
    `UPDATE chats SET kind = 'desk'; INSERT INTO tickets VALUES (5, 'alice', NULL, 5, 0, NULL);
     INSERT INTO chats VALUES (8, 'again', 'desk', 0, 0, ''); INSERT INTO participants VALUES (8, 'bob', 0, 'member', 8, 8, NULL);
     INSERT INTO tickets VALUES (8, 'bob', NULL, 5, 0, NULL)`,
    'tickets with a place in the queue that others have: 1, the first is 5',
  ],
  'messages that are not indexed': [
    'UPDATE ledger SET indexed_position = 6',
    'messages that the index of searches lacks: 1, the first is 6',
  ],
  'a message that is indexed and not there': [
    "INSERT INTO search (rowid, words) VALUES (5, 'lost')",
    'entries of the index of searches for messages that are not there: 1, the first is 5',
  ],
  'an index of what is yet to come': [
    'UPDATE ledger SET indexed_position = 10',
    'messages that the index of searches lacks: 2, the first is 6',
    'indexes of searches that go beyond the ledger: 1, the first is 10',
  ],
  'a ledger without its position': ['DELETE FROM ledger', 'the ledger has neither id nor position'],
};

for (const [what, [sql, ...problems]] of Object.entries(broken)) {
  test(`${what} is found`, async (t) => {
    const file = join(folder, what);
    writeFileSync(file, readFileSync((await sound).file));
    const database = new DatabaseSync(file, { defensive: false });
    database.exec(sql);
    database.close();
    t.deepEqual([...(await checkLedgerAt(file)).problems].sort(), [...problems].sort());
  });
}

test('each invariant is one of those that are broken here', (t) => {
  const found = Object.values(broken).flatMap(([, ...problems]) => problems);
  // Each of these is one query for several tables or columns; one of them stands for all.
  const sameQuery = /^positions of both|^ids of more than one/;
  const never = invariants.filter((one) => !found.some((problem) => problem.startsWith(`${one.broken}:`)));
  t.deepEqual(
    never.filter((one) => !sameQuery.test(one.broken)),
    [],
  );
});

test('a page that was overwritten is found, and what can still be looked at is', async (t) => {
  const file = join(folder, 'overwritten');
  const bytes = readFileSync((await sound).file);
  // The root of `messages`: whatever else a page may say, it says what kind it is first.
  const database = new DatabaseSync((await sound).file, { readOnly: true });
  const root = Number(
    database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'messages'").get()?.['rootpage'],
  );
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.close();
  bytes.fill(0x55, (root - 1) * pageBytes, root * pageBytes);
  writeFileSync(file, bytes);
  const { problems } = await checkLedgerAt(file);
  t.true(problems.length > 0);
  t.regex(problems.join('\n'), /malformed|Tree/);
});

test('an index that lacks a row is found', async (t) => {
  const file = join(folder, 'index');
  writeFileSync(file, readFileSync((await sound).file));
  const database = new DatabaseSync(file, { defensive: false });
  // What is inserted while the index is not known is not in it.
  database.exec(`
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET name = 'hidden', type = 'table', tbl_name = 'hidden', sql = 'CREATE TABLE hidden (x)' WHERE name = 'messages_by_chat';
  `);
  database.close();
  const blind = new DatabaseSync(file, { defensive: false });
  blind.exec("INSERT INTO messages VALUES (8, 5, 0, 'alice', '')");
  blind.exec(`
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET name = 'messages_by_chat', type = 'index', tbl_name = 'messages', sql = 'CREATE INDEX messages_by_chat ON messages (chat)' WHERE name = 'hidden';
  `);
  blind.close();
  t.regex((await checkLedgerAt(file)).problems.join('\n'), /missing from index messages_by_chat/);
});
