/** Asks a server for groups and tickets as those who take part see them, and holds that against what the audit knows. */

import { connect, type Transport, transports } from '../../../shared/client/connect.ts';
import type { Client } from '../../../shared/client/index.ts';
import { ChatError } from '../../../shared/contract/chat_error.ts';
import type { Audit } from './audit.ts';
import type { Ports } from './audited_server.ts';
import type { ChatAudit } from './chat_audit.ts';
import type { ChatModel, Part } from './chat_changes.ts';
import { readableOf } from './chat_differences.ts';

type Find = (text: string) => void;
type Chat = ReturnType<ChatAudit['chats']> extends Iterable<infer Each> ? Each : never;

/** `tokens` by the name of the account. */
export async function inspectChats(
  audit: Audit,
  chats: readonly Chat[],
  ports: Ports,
  tokens: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [index, [account, token]] of Object.entries(tokens).entries()) {
    const transport = transports[index % transports.length] as Transport;
    const find: Find = (text) => audit.find('chat', `to ${account} ${text}`);
    using client = await connect(`${transport}://127.0.0.1:${ports[transport]}`, { token });
    const own = chats.flatMap((chat) => {
      const part = chat.model.participants.find((each) => each.account === account);
      return part === undefined ? [] : [{ ...chat, part }];
    });
    await inspectList(client, own, find);
    for (const { id, model, messages, part } of own) {
      await inspectParticipants(client, id, model, find);
      await inspectHistory(client, id, readableOf(part, messages), find);
    }
    for (const { id, model } of chats) {
      const left = model.title.startsWith('group') && model.former.some((each) => each.account === account);
      if (left) await inspectClosed(client, id, find);
    }
    await inspectInbox(client, own, find);
  }
}

async function inspectList(
  client: Client,
  own: readonly (Chat & { readonly part: Part })[],
  find: Find,
): Promise<void> {
  const listed = new Map<string, string>();
  for (let pageToken = '', more = true; more; more = pageToken !== '') {
    const page = await client.listChats({ pageSize: 100, pageToken });
    for (const { chat, title, role, readPosition } of page.chats) listed.set(chat, `${title} ${role} ${readPosition}`);
    pageToken = page.nextPageToken;
  }
  if (listed.size !== own.length) find(`${listed.size} chats are listed, not ${own.length}`);
  for (const { id, model, part } of own) {
    const expected = `${model.title} ${part.role} ${part.readPosition}`;
    if (listed.get(id) !== expected) find(`${expected} is listed as ${listed.get(id)}`);
  }
}

async function inspectParticipants(client: Client, id: string, model: ChatModel, find: Find): Promise<void> {
  const { participants } = await client.listParticipants(id);
  const shown = (parts: readonly { readonly role: string; readonly joinedPosition: number | undefined }[]): string =>
    parts.map(({ role, joinedPosition }) => `${role} ${joinedPosition}`).join();
  const names = participants.map(({ name }) => name).join();
  const expected = model.participants.map(({ account }) => account).join();
  if (names !== expected) find(`${model.title} has the participants ${names}, not ${expected}`);
  else if (shown(participants) !== shown(model.participants)) find(`${model.title} has ${shown(participants)}`);
}

async function inspectHistory(client: Client, id: string, readable: readonly number[], find: Find): Promise<void> {
  const found: number[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await client.history(id, { after, limit: 1_000 });
    found.push(...page.messages.map(({ position }) => position));
    after = found.at(-1) ?? after;
    more = page.more;
  }
  if (found.join() !== readable.join()) find(`the history of ${id} is ${found}, not ${readable}`);
}

/** Who has left reads nothing. */
async function inspectClosed(client: Client, id: string, find: Find): Promise<void> {
  try {
    await client.history(id);
    find(`${id} is open, which it left`);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'NOT_FOUND') throw error;
  }
}

async function inspectInbox(
  client: Client,
  own: readonly (Chat & { readonly part: Part })[],
  find: Find,
): Promise<void> {
  const expected = own
    .flatMap(({ messages, part }) => readableOf({ ...part, spans: [] }, messages))
    .toSorted((one, other) => one - other);
  const found: number[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await client.fetch(after, 1_000);
    found.push(...page.messages.map(({ position }) => position));
    after = found.at(-1) ?? after;
    more = page.more;
  }
  if (found.join() !== expected.join())
    find(`the inbox has ${found.length} messages, not ${expected.length}, or others`);
}
