/** The commands that find, open and read chats. */

import type { Chat, Participant } from '../../shared/contract/contract.generated.ts';
import { chatLabel, chatWhere } from './chat_list.ts';
import { type CommandContext, openChat } from './command_context.ts';
import { textWidth } from './text_width.ts';
import { clockText, counted, lastSeenText } from './time_text.ts';

/** More would not be read at a terminal. */
const listedParticipantsMax = 200;
const newestChatsShown = 30;
/** Older ones in which something is unread. */
const unreadChatsShown = 100;
const findingsShown = 20;

export async function listChats({ chats, conversation, screen, tickets }: CommandContext): Promise<void> {
  await conversation.reader.settled();
  const all = await chats.list();
  const listed = chatsToShow(all);
  chats.number(listed);
  conversation.update();
  if (listed.length === 0) return screen.notice('no chats yet: /to NAME writes to somebody, /list shows who there is');
  const labels = listed.map(chatLabel);
  const widest = Math.max(...labels.map(textWidth));
  const digits = String(listed.length).length;
  const open = conversation.chat?.chat;
  screen.notices([
    ...listed.map((chat, index) => {
      const label = labels[index] ?? '';
      const padded = label + ' '.repeat(widest - textWidth(label));
      const mark = chat.chat === open ? '>' : ' ';
      return `${mark}${String(index + 1).padStart(digits)}  ${padded}  ${aboutChat(chat, tickets.stand(chat.chat))}`.trimEnd();
    }),
    ...(all.length > listed.length ? [`and ${all.length - listed.length} more: /open TITLE opens one of them`] : []),
  ]);
}

/** The newest, and of the others those in which something is unread. */
export function chatsToShow(chats: readonly Chat[]): readonly Chat[] {
  const unread = chats.slice(newestChatsShown).filter((chat) => chat.unread > 0);
  return [...chats.slice(0, newestChatsShown), ...unread.slice(0, unreadChatsShown)];
}

export async function openWhat(context: CommandContext, what: string): Promise<void> {
  const { chats, conversation, screen } = context;
  const found = await chats.find(what, { beginnings: true });
  if (found === undefined) {
    return screen.problem(`there is no chat ${what}: /chats lists them, /to NAME writes to an account`);
  }
  if ('several' in found) {
    return screen.problem(`${found.several.length} chats are called so: /chats numbers them, /open N opens one`);
  }
  conversation.open({ chat: found.chat.chat });
}

/** At once, for what is typed next goes there. */
export async function openAccount({ chats, conversation }: CommandContext, name: string): Promise<void> {
  const target = { name };
  conversation.open(target);
  if (conversation.chat !== undefined) return;
  // One of the older chats, maybe.
  await chats.find(name, { beginnings: false });
  if (conversation.target === target && conversation.chat !== undefined) conversation.open(target);
}

export async function showHistory(context: CommandContext, count: number): Promise<void> {
  const { client, screen, conversation } = context;
  const chat = openChat(context);
  if (chat === undefined) return;
  const { messages, more } = await client.history(chat.chat, { limit: count });
  const which = more ? `the last ${counted(messages.length, 'message')}` : `all ${counted(messages.length, 'message')}`;
  screen.notice(`${which} ${chat.kind === 'direct' ? 'with' : 'in'} ${chatLabel(chat)}:`);
  conversation.print(messages);
  screen.notice('end of history');
}

export async function searchMessages(context: CommandContext, query: string): Promise<void> {
  const { client, screen, chats, user } = context;
  const { findings, nextBefore } = await client.searchMessages(query, { limit: findingsShown });
  if (findings.length === 0) return screen.notice('nothing was found');
  if (findings.some(({ chat }) => chats.get(chat) === undefined)) await chats.list();
  for (const { sender, chat: id, timeMs, snippet, position } of findings.toReversed()) {
    const chat = chats.get(id);
    const where = chat === undefined ? '' : ` ${chat.kind === 'direct' ? `with ${chatLabel(chat)}` : chatWhere(chat)}`;
    const own = sender === user;
    const label = chat?.kind === 'direct' && !own ? sender : `${own ? 'you' : sender}${where}`;
    screen.message({ timeMs, body: snippet, label, own, note: `#${position}` });
  }
  if (nextBefore > 0) screen.notice('there may be more: further words narrow it');
}

export async function showParticipants(context: CommandContext): Promise<void> {
  const { client, screen } = context;
  const chat = openChat(context);
  if (chat === undefined) return;
  const participants: Participant[] = [];
  let pageToken = '';
  do {
    const page = await client.listParticipants(chat.chat, { pageSize: listedParticipantsMax, pageToken });
    participants.push(...page.participants);
    pageToken = page.nextPageToken;
  } while (pageToken !== '' && participants.length < listedParticipantsMax);
  const widest = Math.max(0, ...participants.map(({ name }) => name.length));
  const nowMs = Date.now();
  screen.notices([
    `${chatLabel(chat)}, ${counted(chat.participants, 'participant')}, since ${clockText(chat.createdMs, nowMs)}:`,
    ...participants.map((participant) => `  ${participantText(participant, context, widest, nowMs)}`),
    ...(pageToken === '' ? [] : [`  and ${chat.participants - participants.length} more`]),
  ]);
}

function participantText(
  participant: Participant,
  { user, conversation }: CommandContext,
  widest: number,
  nowMs: number,
): string {
  const { name, fullName, role } = participant;
  const presence = name === user ? 'you' : lastSeenText(participant, nowMs);
  const shownRole = conversation.chat?.kind === 'group' ? role : '';
  const parts = [shownRole, presence, fullName].filter((part) => part !== '');
  return `${name.padEnd(widest)}  ${parts.join(', ')}`.trimEnd();
}

/** `stand`: how a desk chat's ticket stands, as far as is known. */
function aboutChat({ kind, participants, role, unread }: Chat, stand: string | undefined): string {
  const about = [];
  if (unread > 0) about.push(`${unread >= 1_000 ? '1000 or more' : unread} unread`);
  if (kind === 'desk' && stand !== undefined) about.push(stand);
  if (kind === 'group') about.push(counted(participants, 'participant'));
  if (kind === 'group' && role === 'owner') about.push('yours');
  return about.join(', ');
}
