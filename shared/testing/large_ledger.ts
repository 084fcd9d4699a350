/** A ledger of some 12 MiB in a data folder, so that whatever goes through it takes several steps. For tests. */

import type { ChatId, SessionOpened, TokenHash } from '../ledger/ledger.ts';
import { accountCreated, accountDeleted, chatCreated, inboxAcknowledged, messageSent } from '../ledger/suite_events.ts';
import { TemporaryDataFolder } from './temporary_data_folder.ts';

export const largeBodies = 12;
export const largeBody: string = 'x'.repeat(1_048_576);

/** Alice wrote to Bob, as did Carol, who is gone. So is Dave, who wrote to Carol. Alice has a session. */
export async function largeLedger(): Promise<TemporaryDataFolder> {
  const folder = new TemporaryDataFolder();
  const { ledger } = folder.open();
  const chats = ['stays', 'has one left', 'is abandoned'] as ChatId[] as [ChatId, ChatId, ChatId];
  const secrets = { passwordHash: '$argon2id$secret', fullName: 'Alice "A." Liddell' };
  await ledger.commit([{ ...accountCreated('alice'), ...secrets }, accountCreated('bob'), accountCreated('carol')]);
  await ledger.commit([accountCreated('dave'), sessionOpened('alice')]);
  await ledger.commit([chatCreated(chats[0], 'alice', 'bob'), chatCreated(chats[1], 'carol', 'bob')]);
  await ledger.commit([chatCreated(chats[2], 'carol', 'dave'), messageSent(chats[2], 'dave', 'never to be read')]);
  await ledger.commit([messageSent(chats[1], 'carol', 'tab\tline\n\u2028 \u{1f600}', 12)]);
  for (let count = 0; count < largeBodies; count += 1) {
    await ledger.commit([messageSent(chats[0], 'alice', largeBody, count)]);
  }
  await ledger.commit([inboxAcknowledged('bob', 11), accountDeleted('carol'), accountDeleted('dave')]);
  await ledger.close();
  return folder;
}

function sessionOpened(name: string): SessionOpened {
  return { type: 'session_opened', account: accountCreated(name).account, token: 'token hash' as TokenHash, timeMs: 0 };
}
