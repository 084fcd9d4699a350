/** What is answered from memory is written behind: a page still holds all that was answered before, and comes in time. */

import test from 'ava';
import { settled } from '../../testing/core_fixture.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import type { ChatId } from '../ledger.ts';
import { accountCreated, chatCreated, inboxOf, messageSent } from '../suite_events.ts';

const chat = 'a chat' as ChatId;
const everything = { messagesMax: 10, bytesMax: 1_000_000 };

test('a page waits for what was answered before it was asked, and not for what is sent afterwards', async (t) => {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open({ durability: 'memory' });
  ledger.commit([accountCreated('alice'), accountCreated('bob'), chatCreated(chat, 'alice', 'bob')]);
  for (const body of ['one', 'two']) ledger.commit([messageSent(chat, 'alice', body)]);
  // The threads have started.
  await ledger.readForward(inboxOf(chat), 0, 5, everything);
  const batch = Array.from({ length: 20 }, () => messageSent(chat, 'alice', 'x'.repeat(500)));
  const keepBusy = async (): Promise<void> => {
    ledger.commit(batch);
    await settled();
  };
  for (let turn = 0; turn < 50; turn += 1) await keepBusy();
  let read = false;
  const page = Promise.resolve(ledger.readForward(inboxOf(chat), 0, 5, everything)).finally(() => {
    read = true;
  });
  // More each turn than is written meanwhile, so that there always is something that waits.
  let turns = 0;
  for (; !read && turns < 2_000; turns += 1) await keepBusy();
  t.true(read, 'it was asked long ago');
  t.deepEqual(
    (await page).messages.map((message) => message.body),
    ['one', 'two'],
  );
  await ledger.close();
});
