/** The index of searches follows the messages at a bounded distance, and forgets those that a sweep deletes. */

import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { searchedUnitsMax } from '../search_words.ts';
import { accountCreated, accountDeleted, chatCreated, messageSent } from '../suite_events.ts';
import { checkLedgerAt } from './check.ts';
import { dataFolder } from './data_folder.ts';
import { numberOf, openForReading, openForWriting } from './database.ts';
import { lagMessagesMax, lagUnitsMax } from './search_index.ts';
import { Sweeper } from './sweeper.ts';

const red = 'red' as ChatId;
const message = messageSent(red, 'alice', 'a word');

function looked(folder: TemporaryDataFolder, sql: string): number {
  const database = openForReading(dataFolder(folder.path).database);
  try {
    return numberOf(database, sql);
  } finally {
    database.close();
  }
}

const behind = 'SELECT count(*) FROM messages WHERE position > (SELECT indexed_position FROM ledger)';
const entries = 'SELECT count(*) FROM search_docsize';

/** Commits of so many messages, one after another; between two lists the ledger is opened anew. */
async function written(folder: TemporaryDataFolder, ...starts: readonly (readonly number[])[]): Promise<void> {
  for (const [start, commits] of starts.entries()) {
    const { ledger } = folder.open({ durability: 'written' });
    if (start === 0 && commits.length > 0)
      await ledger.commit([accountCreated('alice'), accountCreated('bob'), chatCreated(red, 'alice', 'bob')]);
    for (const count of commits) await ledger.commit(Array(count).fill(message));
    await ledger.close();
  }
}

test('the index is behind by less than a bound, in whatever parts and lives the messages came', async (t) => {
  for (const [starts, lag] of [
    [[[1]], 1],
    [[[lagMessagesMax - 1]], lagMessagesMax - 1],
    [[[lagMessagesMax]], 0],
    [[[lagMessagesMax - 1, 1, 1]], 1],
    [[[lagMessagesMax - 1], [1], [1]], 1],
    [[[100], [100], [100, 7]], 7],
    [[[10 * lagMessagesMax + 3, 2]], 2],
  ] as const) {
    using folder = new TemporaryDataFolder();
    await written(folder, ...starts);
    t.is(looked(folder, behind), lag, JSON.stringify(starts));
    t.is(looked(folder, entries), starts.flat().reduce((sum, count) => sum + count, 0) - lag);
    t.deepEqual((await checkLedgerAt(dataFolder(folder.path).database)).problems, []);
  }
});

test('long bodies are indexed after fewer messages, each counted as far as it is searched', async (t) => {
  const half = messageSent(red, 'alice', 'a '.repeat(lagUnitsMax / 16));
  const endless = messageSent(red, 'alice', 'a '.repeat(searchedUnitsMax));
  const searchedMax = lagUnitsMax / searchedUnitsMax;
  for (const [starts, lag] of [
    [[[half], [half, half], [half, half, half, half]], 7],
    [
      [
        [half, half, half, half],
        [half, half, half, half],
      ],
      0,
    ],
    [[Array(searchedMax - 1).fill(endless)], searchedMax - 1],
    [[Array(searchedMax).fill(endless)], 0],
  ] as const) {
    for (const restarted of [false, true]) {
      using folder = new TemporaryDataFolder();
      let opened = folder.open({ durability: 'written' });
      await opened.ledger.commit([accountCreated('alice'), accountCreated('bob'), chatCreated(red, 'alice', 'bob')]);
      for (const events of starts) {
        if (restarted) {
          await opened.ledger.close();
          opened = folder.open({ durability: 'written' });
        }
        await opened.ledger.commit(events);
      }
      await opened.ledger.close();
      t.is(looked(folder, behind), lag);
    }
  }
});

test('of one body no more goes into the index than is searched', async (t) => {
  const bytes: number[] = [];
  for (const length of [searchedUnitsMax, 8 * searchedUnitsMax]) {
    using folder = new TemporaryDataFolder();
    const { ledger } = folder.open({ durability: 'written' });
    await ledger.commit([accountCreated('alice'), accountCreated('bob'), chatCreated(red, 'alice', 'bob')]);
    let word = 0;
    // Words of their own, so that each takes its room in the index.
    let body = '';
    while (body.length < length) body += `w${word++} `;
    await ledger.commit(Array(4).fill(messageSent(red, 'alice', body)));
    await ledger.close();
    bytes.push(looked(folder, 'SELECT sum(length(block)) FROM search_data'));
  }
  t.true((bytes[1] as number) < (bytes[0] as number) * 1.1, `${bytes}`);
});

for (const [why, bounds, kept] of [
  ['by number', { retentionMessagesPerChatMax: 3 }, 3],
  ['by age', { retentionMs: 1 }, 0],
] as const) {
  test(`what is deleted ${why} is not in the index any more, whether or not it was indexed yet`, async (t) => {
    using folder = new TemporaryDataFolder();
    await written(folder, [lagMessagesMax, 100]);
    sweep(folder, bounds);
    t.is(looked(folder, 'SELECT count(*) FROM messages'), kept);
    t.is(looked(folder, entries), 0);
    await written(folder, [], [lagMessagesMax]);
    t.is(looked(folder, entries), lagMessagesMax + kept);
    t.deepEqual((await checkLedgerAt(dataFolder(folder.path).database)).problems, []);
  });
}

test('of an abandoned chat nothing is left', async (t) => {
  using folder = new TemporaryDataFolder();
  await written(folder, [lagMessagesMax + 1]);
  const { ledger } = folder.open();
  await ledger.commit([accountDeleted('alice'), accountDeleted('bob')]);
  await ledger.close();
  sweep(folder, {});
  for (const table of ['messages', 'search_docsize', 'chats', 'participants', 'former_participants']) {
    t.is(looked(folder, `SELECT count(*) FROM ${table}`), 0, table);
  }
});

function sweep(folder: TemporaryDataFolder, bounds: Partial<typeof defaultLimits>): void {
  const options = { durability: 'written', checkpointBytes: defaultLimits.checkpointBytes } as const;
  const database = openForWriting(dataFolder(folder.path).database, options);
  const sweeper = new Sweeper(database, { ...defaultLimits, ...bounds });
  for (sweeper.begin(1_000); !sweeper.done; sweeper.slice());
  database.close();
}
