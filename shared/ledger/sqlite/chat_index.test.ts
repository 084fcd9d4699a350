/** What is known of chats on the server's thread goes when a sweep has deleted them from the tables. */

import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import {
  accountCreated,
  accountDeleted,
  chatCreated,
  groupCreated,
  messageSent,
  participantRemoved,
} from '../suite_events.ts';
import { ChatIndex } from './chat_index.ts';
import { dataFolder } from './data_folder.ts';
import { openForWriting } from './database.ts';
import { Writer } from './writer.ts';

const [red, blue, green] = ['red', 'blue', 'green'] as ChatId[] as [ChatId, ChatId, ChatId];

test('a sweep tells which chats it has deleted, each once, and they are known no more', async (t) => {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open();
  const made = [chatCreated(red, 'alice', 'bob'), groupCreated(blue, 'alice'), groupCreated(green, 'bob')];
  await ledger.commit([accountCreated('alice'), accountCreated('bob'), ...made]);
  await ledger.commit(Array(1_500).fill(messageSent(blue, 'alice', 'hello')));
  await ledger.commit([participantRemoved(blue, 'alice'), accountDeleted('alice')]);
  await ledger.close();
  const index = new ChatIndex();
  index.apply(made, 3);
  const options = { durability: 'written', checkpointBytes: defaultLimits.checkpointBytes } as const;
  const writer = new Writer(openForWriting(dataFolder(folder.path).database, options), defaultLimits);
  const swept = (): number[] => {
    const deleted: number[] = [];
    writer.beginSweep(0);
    for (let chats = writer.sweep(); chats !== undefined; chats = writer.sweep()) deleted.push(...chats);
    return deleted;
  };
  const deleted = swept();
  t.deepEqual(deleted, [4]);
  t.deepEqual(swept(), []);
  index.forget(deleted);
  t.deepEqual(
    [red, blue, green].map((chat) => index.number(chat)),
    [3, undefined, 5],
  );
  t.is(index.size, 2);
  writer.close();
});
