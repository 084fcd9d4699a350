/** A page is of one moment: what a sweep deletes in the middle of reading it is on it, or the page is refused. */

import type { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { accountCreated, chatCreated, messageSent } from '../suite_events.ts';
import { dataFolder } from './data_folder.ts';
import { openForReading, openForWriting } from './database.ts';
import { Reader } from './reader.ts';
import { Sweeper } from './sweeper.ts';

const [red, blue] = ['red', 'blue'] as ChatId[] as [ChatId, ChatId];
/** The chats by their numbers, which are their positions. */
const [redNumber, blueNumber] = [3, 4];
const bounds = { messagesMax: 100, bytesMax: 1_000 };

/** The same database, but for `before`, which is called before each statement about messages is run. */
function interrupted(database: DatabaseSync, before: () => void): DatabaseSync {
  const prepare = (sql: string): unknown => {
    const statement = database.prepare(sql);
    const after = <T>(run: (...values: number[]) => T): ((...values: number[]) => T) => {
      return (...values) => {
        if (sql.includes('FROM messages')) before();
        return run(...values);
      };
    };
    return {
      setReturnArrays: (arrays: boolean) => statement.setReturnArrays(arrays),
      get: after((...values) => statement.get(...values)),
      all: after((...values) => statement.all(...values)),
      iterate: after((...values) => statement.iterate(...values)),
    };
  };
  return { prepare, exec: (sql: string) => database.exec(sql) } as unknown as DatabaseSync;
}

for (const [what, chats, positions] of [
  ['one chat', [redNumber], [5, 7, 9]],
  ['several chats', [redNumber, blueNumber], [5, 6, 7, 8, 9, 10]],
] as const) {
  test(`a page of ${what} is whole although a sweep comes while it is read, and the next one is refused`, async (t) => {
    using folder = new TemporaryDataFolder();
    const { ledger } = folder.open();
    await ledger.commit([accountCreated('alice'), accountCreated('bob')]);
    await ledger.commit([chatCreated(red, 'alice', 'bob'), chatCreated(blue, 'alice', 'bob')]);
    for (const chat of [red, blue, red, blue, red, blue]) await ledger.commit([messageSent(chat, 'alice', 'x')]);
    await ledger.close();
    const path = dataFolder(folder.path).database;
    const writing = openForWriting(path, { durability: 'written', checkpointBytes: defaultLimits.checkpointBytes });
    const reading = openForReading(path);
    const sweep = (): void => {
      const sweeper = new Sweeper(writing, { ...defaultLimits, retentionMessagesPerChatMax: 1 });
      for (sweeper.begin(0); !sweeper.done; sweeper.slice());
    };
    const request = {
      type: 'forward',
      chats,
      froms: chats.map(() => 0),
      upTo: 10,
      bounds,
      skipForgotten: false,
    } as const;
    const page = new Reader(interrupted(reading, sweep)).read(request);
    const next = new Reader(reading).read(request);
    for (const database of [writing, reading]) database.close();
    t.is(page.type, 'page');
    if (page.type !== 'page') return;
    t.deepEqual(
      [...page.columns.numbers].filter((_, index) => index % 5 === 0),
      positions,
    );
    t.deepEqual(next, { type: 'forgotten', position: chats.length === 1 ? 7 : 8 });
  });
}
