/** The commands of the desk, for those who ask and those who answer. */

import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Ticket } from '../../shared/contract/contract.generated.ts';
import { type CommandContext, openChat } from './command_context.ts';
import { textWidth } from './text_width.ts';
import { agoText, counted, durationText } from './time_text.ts';

/** More would not be read at a terminal. */
const listedTickets = 50;

export async function openTicket(context: CommandContext, subject: string): Promise<void> {
  const { client, screen, chats, conversation, tickets, own, ownChanges, user } = context;
  // It may have been given or taken since.
  await own.refresh();
  // What an operator mistypes is no call for help.
  if (own.isOperator) {
    return screen.problem('expected /desk, /desk next, /desk transfer NAME|queue or /desk close');
  }
  const { chat, place } = await ownChanges.make(client.openTicket(subject));
  tickets.note({ chat, state: 'queued', user, subject, operator: '', place });
  await chats.refresh();
  conversation.open({ chat });
  screen.notice(`your ticket is open, place ${place} in the queue; what you write here will be read: ${subject}`);
}

export async function listTickets({ screen, tickets, user }: CommandContext): Promise<void> {
  const { tickets: open, queued, more } = await tickets.refresh();
  if (open.length === 0) {
    return screen.notice(tickets.isOperator ? 'no ticket is open' : 'you have no open ticket: /desk SUBJECT opens one');
  }
  const shown = open.slice(0, listedTickets);
  const widest = tickets.isOperator ? Math.max(...shown.map(({ user: name }) => textWidth(name))) : 0;
  const nowMs = Date.now();
  const lines = shown.map((ticket) => ticketText(ticket, { widest, user, nowMs }));
  if (tickets.isOperator)
    lines.unshift(`${counted(queued, 'ticket')} waiting${queued > 0 ? ': /desk next takes the first' : ''}`);
  if (open.length > shown.length) lines.push(`and ${open.length - shown.length}${more ? ' or' : ''} more`);
  screen.notices(lines);
}

export async function takeTicket(context: CommandContext): Promise<void> {
  const { client, screen, chats, conversation, tickets, user } = context;
  const taken = await orRefresh(context, client.nextTicket());
  const { chat, subject, user: name, openedMs, queued } = taken;
  tickets.note({ chat, state: 'assigned', user: name, subject, operator: user, place: 0 });
  screen.notice(`opened ${agoText(openedMs, Date.now())}; ${queued} left in the queue`);
  await chats.refresh();
  conversation.open({ chat });
}

/** `subject` is what a user means by it, for whom there is nothing to transfer. */
export async function transferTicket(
  context: CommandContext,
  name: string | undefined,
  subject: string,
): Promise<void> {
  const { client, conversation, tickets, own } = context;
  await own.refresh();
  if (!own.isOperator) return openTicket(context, subject);
  const chat = openChat(context, 'desk');
  if (chat === undefined) return;
  const known = tickets.get(chat.chat);
  await orRefresh(context, client.transferTicket(chat.chat, name));
  const state = name === undefined ? 'queued' : 'assigned';
  const user = known?.user ?? chat.others.split(' ')[0] ?? '';
  tickets.note({ chat: chat.chat, state, user, subject: chat.title, operator: name ?? '', place: 0 });
  if (conversation.chat?.chat === chat.chat) conversation.close();
}

export async function closeTicket(context: CommandContext): Promise<void> {
  const { client, conversation, tickets, user } = context;
  const chat = openChat(context, 'desk');
  if (chat === undefined) return;
  const known = tickets.get(chat.chat);
  await orRefresh(context, client.closeTicket(chat.chat));
  tickets.note({ chat: chat.chat, user, subject: chat.title, operator: '', ...known, state: 'closed', place: 0 });
  if (conversation.chat?.chat === chat.chat) conversation.close();
}

/** What is refused shows that role or tickets are others than was known. */
async function orRefresh<Reply>({ tickets }: CommandContext, asked: Promise<Reply>): Promise<Reply> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChatError) await tickets.refresh().catch(() => {});
    throw error;
  }
}

/** `widest`: of the names of users; 0 where the tickets are all one's own. */
function ticketText(
  { state, user, subject, operator, place, openedMs, waitingMs }: Ticket,
  { widest, user: self, nowMs }: { readonly widest: number; readonly user: string; readonly nowMs: number },
): string {
  const queued = state === 'queued';
  const number = queued ? String(place).padStart(3) : '   ';
  const who = widest === 0 ? '' : `  ${user.padEnd(widest)}`;
  // One that came back has not waited all the time.
  const stands = queued
    ? `opened ${agoText(openedMs, nowMs)}`
    : `with ${operator === self ? 'you' : operator}, waited ${durationText(waitingMs)}`;
  return `${number}${who}  ${stands}: ${subject}`;
}
