/** The commands of the desk, for those who ask and those who answer. */

import type { Ticket } from '../../shared/contract/contract.generated.ts';
import { type CommandContext, openChat } from './command_context.ts';
import { textWidth } from './text_width.ts';
import { counted, durationText } from './time_text.ts';

/** More would not be read at a terminal. */
const listedTickets = 50;

export async function openTicket(context: CommandContext, subject: string): Promise<void> {
  const { client, screen, chats, conversation, tickets, ownChanges, user } = context;
  // What an operator mistypes is no call for help.
  if (tickets.isOperator) {
    return screen.problem('expected /desk, /desk next, /desk transfer NAME|queue or /desk close');
  }
  const { chat, place } = await ownChanges.make(client.openTicket(subject));
  tickets.note({ chat, state: 'queued', user, subject, operator: '', place });
  await chats.refresh();
  conversation.open({ chat });
  screen.notice(`your ticket is open, place ${place} in the queue; what you write here will be read: ${subject}`);
}

export async function listTickets({ client, screen, tickets, user }: CommandContext): Promise<void> {
  await tickets.refresh();
  const page = await client.listTickets({ pageSize: listedTickets });
  if (page.tickets.length === 0) {
    return screen.notice(tickets.isOperator ? 'no ticket is open' : 'you have no open ticket: /desk SUBJECT opens one');
  }
  const widest = Math.max(...page.tickets.map(({ user: name }) => textWidth(name)));
  const lines = page.tickets.map((ticket) => ticketText(ticket, tickets.isOperator ? widest : 0, user));
  if (tickets.isOperator)
    lines.unshift(`${counted(page.queued, 'ticket')} waiting${page.queued > 0 ? ': /desk next takes the first' : ''}`);
  if (page.nextPageToken !== '') lines.push('and more');
  screen.notices(lines);
}

export async function takeTicket({
  client,
  screen,
  chats,
  conversation,
  tickets,
  user,
}: CommandContext): Promise<void> {
  const { chat, subject, user: name, waitingMs, queued } = await client.nextTicket();
  const news = tickets.note({ chat, state: 'assigned', user: name, subject, operator: user, place: 0 });
  if (news !== undefined) screen.notice(news);
  screen.notice(`waited ${durationText(waitingMs)}; ${queued} left in the queue`);
  await chats.refresh();
  conversation.open({ chat });
}

export async function transferTicket(context: CommandContext, name: string | undefined): Promise<void> {
  const { client, screen, conversation, tickets } = context;
  const chat = openChat(context, 'desk');
  if (chat === undefined) return;
  const known = tickets.get(chat.chat);
  await client.transferTicket(chat.chat, name);
  const state = name === undefined ? 'queued' : 'assigned';
  const user = known?.user ?? chat.others.split(' ')[0] ?? '';
  const news = tickets.note({ chat: chat.chat, state, user, subject: chat.title, operator: name ?? '', place: 0 });
  if (news !== undefined) screen.notice(news);
  if (conversation.chat?.chat === chat.chat) conversation.close();
}

export async function closeTicket(context: CommandContext): Promise<void> {
  const { client, screen, conversation, tickets, user } = context;
  const chat = openChat(context, 'desk');
  if (chat === undefined) return;
  const known = tickets.get(chat.chat);
  await client.closeTicket(chat.chat);
  const ticket = { chat: chat.chat, user, subject: chat.title, operator: '', ...known, state: 'closed', place: 0 };
  const news = tickets.note(ticket);
  if (news !== undefined) screen.notice(news);
  if (conversation.chat?.chat === chat.chat) conversation.close();
}

function ticketText({ state, user, subject, operator, place, waitingMs }: Ticket, widest: number, own: string): string {
  const queued = state === 'queued';
  const number = queued ? String(place).padStart(3) : '   ';
  const who = widest === 0 ? '' : `  ${user.padEnd(widest)}`;
  const stands = queued
    ? `waiting for ${durationText(waitingMs)}`
    : `with ${operator === own ? 'you' : operator}, waited ${durationText(waitingMs)}`;
  return `${number}${who}  ${stands}: ${subject}`;
}
