/** The commands that make and change groups: answers are told here, and the signals of the same changes are not. */

import { type CommandContext, openChat } from './command_context.ts';
import { counted } from './time_text.ts';

export async function makeGroup(context: CommandContext, title: string, names: readonly string[]): Promise<void> {
  const { client, screen, chats, conversation, ownChanges } = context;
  const { chat } = await ownChanges.make(client.createChat(title, names));
  await chats.refresh();
  screen.notice(`${title} is made, with ${counted(names.length, 'other')}; /add NAME adds, /who shows who is in`);
  conversation.open({ chat });
}

export async function renameGroup(context: CommandContext, title: string): Promise<void> {
  const { client, screen, chats, conversation, ownChanges } = context;
  const chat = openChat(context, 'group');
  if (chat === undefined) return;
  await ownChanges.make(client.call('renameChat', { chat: chat.chat, title }));
  chats.change(chat.chat, { title });
  conversation.update();
  screen.notice(`${chat.title} is called ${title} now`);
}

export async function addToGroup(
  context: CommandContext,
  names: readonly string[],
  withHistory: boolean,
): Promise<void> {
  const { client, screen, chats, ownChanges } = context;
  const chat = openChat(context, 'group');
  if (chat === undefined) return;
  await ownChanges.make(client.addParticipants(chat.chat, names, { withHistory }));
  const sees = withHistory ? 'and can read what was written before' : 'and can read what is written from now on';
  screen.notice(`added ${names.join(', ')} to ${chat.title}, ${sees}`);
  await chats.refresh();
}

export async function removeFromGroup(context: CommandContext, name: string): Promise<void> {
  const { client, screen, chats, ownChanges, user } = context;
  const chat = openChat(context, 'group');
  if (chat === undefined) return;
  if (name === user) return screen.problem('/leave is how to leave');
  await ownChanges.make(client.removeParticipant(chat.chat, name));
  screen.notice(`removed ${name} from ${chat.title}`);
  await chats.refresh();
}

export async function setRole(context: CommandContext, name: string, role: 'owner' | 'member'): Promise<void> {
  const { client, screen, chats, ownChanges } = context;
  const chat = openChat(context, 'group');
  if (chat === undefined) return;
  await ownChanges.makeRole(chat.chat, name, client.setRole(chat.chat, name, role));
  screen.notice(`${name} is ${role} of ${chat.title} now`);
  await chats.refresh();
}

export async function leaveGroup(context: CommandContext): Promise<void> {
  const { client, screen, chats, conversation, ownChanges } = context;
  const chat = openChat(context, 'group');
  if (chat === undefined) return;
  await ownChanges.make(client.leaveChat(chat.chat));
  if (conversation.chat?.chat === chat.chat) conversation.close();
  chats.remove(chat.chat);
  conversation.update();
  screen.notice(`you left ${chat.title}`);
}
