/** What tests of conversations do again and again: make a group, say something in it, read what somebody can. */

import type { ChatOperations } from '../contract/contract.generated.ts';
import type { TestAccount } from './transport.ts';

type Page = Partial<ChatOperations['history']['request']>;

/** The id of a new group, which the first account owns. */
export async function newGroup(owner: TestAccount, ...others: readonly TestAccount[]): Promise<string> {
  const { chat } = await owner.client.ask('createChat', { title: 'a group', participants: others.map(nameOf) });
  return chat;
}

/** The position of what was said. */
export async function say({ client }: TestAccount, chat: string, body: string): Promise<number> {
  return (await client.ask('send', { chat, body })).position;
}

/** What of a chat the account can read: the newest page unless another is asked for. */
export async function bodies({ client }: TestAccount, chat: string, page: Page = {}): Promise<readonly string[]> {
  const { messages } = await client.ask('history', { chat, ...page });
  return messages.map(({ body }) => body);
}

/** What is in the account's inbox, from the first message on. */
export async function inboxBodies({ client }: TestAccount): Promise<readonly string[]> {
  const { messages } = await client.ask('fetch', { after: 0 });
  return messages.map(({ body }) => body);
}

/** Who takes part, in order, each with its role: `ann owner`. */
export async function participantsOf({ client }: TestAccount, chat: string): Promise<readonly string[]> {
  const { participants } = await client.ask('listParticipants', { chat });
  return participants.map(({ name, role }) => `${name} ${role}`);
}

export function nameOf({ name }: TestAccount): string {
  return name;
}
