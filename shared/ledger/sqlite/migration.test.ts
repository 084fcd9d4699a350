/** A ledger of the first version is brought up to date: what was in it is there, and is found. */

import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { AccountId, ChatId } from '../ledger.ts';
import { inboxOf, messageSent } from '../suite_events.ts';
import { checkLedgerAt } from './check.ts';
import { dataFolder } from './data_folder.ts';
import { applicationId } from './schema.ts';
import { versionOne } from './version_one.ts';

const red = 'red' as ChatId;
const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId];
const everything = { messagesMax: 5_000, bytesMax: 1_000_000 };

/** More than one page of what an index that catches up reads. */
const messages = 2_345;
const last = 4 + messages;

/** Alice and Bob have a direct chat, of which Alice has acknowledged 100 messages and Bob none; Carol has a chat alone. */
function ledgerOfVersionOne(): TemporaryDataFolder {
  const folder = new TemporaryDataFolder();
  const database = new DatabaseSync(dataFolder(folder.path).database);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1; BEGIN`);
  database.exec(versionOne);
  database.exec(`
    INSERT INTO ledger VALUES (1, 'the id', ${last}, '');
    INSERT INTO accounts VALUES (1, 'alice', 'alice', 'Alice', 'hash', 5), (2, 'bob', 'bob', 'Bob', 'hash', 6);
    INSERT INTO cursors VALUES ('alice', 104), ('bob', 2);
    INSERT INTO sessions VALUES (3, 'token', 'alice', 7, 8);
    INSERT INTO chats VALUES (4, 'red', 'direct', 9, 0);
    INSERT INTO participants VALUES (4, 'alice', 0), (4, 'bob', 1);
  `);
  const insert = database.prepare('INSERT INTO messages VALUES (?, 4, 10, ?, ?)');
  for (let count = 1; count <= messages; count += 1) insert.run(4 + count, 'bob', `Nachricht für dich, ${count}`);
  database.prepare('INSERT INTO keys VALUES (?, ?, 4, 10, ?, ?)').run(last, 'bob', 'k', 'f');
  database.exec('COMMIT');
  database.close();
  return folder;
}

test('a ledger of version 1 is opened with all that was in it, and its messages are found', async (t) => {
  using folder = ledgerOfVersionOne();
  const { ledger, state } = folder.open();
  try {
    t.is(ledger.id, 'the id');
    t.is(state.position, last);
    t.like(state.accountsByName.get('alice'), { role: 'user', presenceHidden: false, seenMs: 0, fullName: 'Alice' });
    t.deepEqual([...state.sessions.keys()] as string[], ['token']);
    const chat = state.chats.get(red);
    t.like(chat, { kind: 'direct', title: '', createdMs: 9, lastPosition: last });
    const parts = [...(chat?.participants.values() ?? [])].map(
      ({ account, role, joinedPosition, spans, readPosition }) => {
        return [account.name, role, joinedPosition, spans, readPosition];
      },
    );
    t.deepEqual(parts, [
      ['alice', 'member', 4, [], 104],
      ['bob', 'member', 4, [], 4],
    ]);
    t.is(state.accounts.get(alice)?.directChats.get(bob), chat);
    t.is(state.keys.of(bob).length, 1);
    t.is((await ledger.readForward(inboxOf(red), 0, last, everything)).messages.length, messages);
    t.deepEqual(await ledger.countUnread([{ chatId: red, after: 104, sender: 'alice' }], 5_000), [messages - 100]);
    const [position] = [await ledger.commit([messageSent(red, 'alice', 'Danke FUR 7')])];
    const found = async (text: string): Promise<readonly number[]> => {
      const chats = [{ chatId: red, spans: [{ after: 4, upTo: Infinity }] }];
      const words = [
        { text, isPrefix: false },
        { text: 'fur', isPrefix: false },
      ];
      const request = { chats, words, before: Infinity, messagesMax: 10, lookedAtMax: 10, lookedAtBytesMax: Infinity };
      return (await ledger.search(request)).messages.map((message) => message.position);
    };
    t.deepEqual(await found('1'), [5]);
    t.deepEqual(await found('7'), [position, 11]);
    t.deepEqual(await found(String(messages)), [last]);
  } finally {
    await ledger.close();
  }
  t.deepEqual((await checkLedgerAt(dataFolder(folder.path).database)).problems, []);
});

test('a step that fails leaves the ledger as it was', async (t) => {
  using folder = ledgerOfVersionOne();
  const { database: path } = dataFolder(folder.path);
  const change = (sql: string): void => {
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
  };
  change('CREATE TABLE tickets (in_the_way)');
  t.throws(() => folder.open(), { message: /tickets already exists/ });
  change('DROP TABLE tickets');
  const { ledger, state } = folder.open();
  await ledger.close();
  t.is(state.position, last);
  const database = new DatabaseSync(path);
  const { indexed_position: indexed } = database.prepare('SELECT indexed_position FROM ledger').get() ?? {};
  database.close();
  t.is(indexed, last, 'all is indexed by then');
});
