/** What is answered from memory is written behind: a page still holds all that was answered before, and comes in time. */

import test from 'ava';
import { ChatError } from '../../contract/chat_error.ts';
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
    try {
      ledger.commit(batch);
    } catch (error) {
      // On a slow machine as much waits as may: then there is something that waits all the more.
      t.true(error instanceof ChatError && error.code === 'RESOURCE_EXHAUSTED');
    }
    await settled();
  };
  for (let turn = 0; turn < 50; turn += 1) await keepBusy();
  let read = false;
  const page = Promise.resolve(ledger.readForward(inboxOf(chat), 0, 5, everything)).finally(() => {
    read = true;
  });
  // More each turn than is written meanwhile, so that there always is something that waits.
  while (!read) await keepBusy();
  t.deepEqual(
    (await page).messages.map((message) => message.body),
    ['one', 'two'],
  );
  await ledger.close();
});
