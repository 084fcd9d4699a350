/**
 * Questions of scripts: chats, participants, tickets, history and search, printed a line each. Knows how to ask and
 * which fields; acknowledges nothing, and marks nothing as read.
 */

import type { Writable } from 'node:stream';
import type { Client } from '../../shared/client/client.ts';
import type { Finding, Message, Participant, Ticket } from '../../shared/contract/contract.generated.ts';
import { ChatList } from './chat_list.ts';
import { fieldsLine, messageLine, timeField, written } from './script_output.ts';

export type ScriptQuery =
  | { readonly kind: 'chats' | 'tickets' }
  | { readonly kind: 'participants'; readonly chat: string }
  | { readonly kind: 'history'; readonly chat: string; readonly count: number }
  | { readonly kind: 'search'; readonly words: string; readonly chat: string | undefined };

/** What a script is to be given of a search; older findings are left out. */
const findingsMax = 1_000;
const findingsPage = 100;
/** As much as a page of messages. */
const historyPage = 1_000;
/** Pages of participants or tickets: more than a server can have. */
const pagesMax = 1_000;

/** Resolves when all of it is printed. */
export async function answerScript(client: Client, query: ScriptQuery, output: Writable): Promise<void> {
  for (const line of await linesOf(client, query)) await written(output, line);
}

async function linesOf(client: Client, query: ScriptQuery): Promise<readonly string[]> {
  switch (query.kind) {
    case 'chats': {
      const chats = await new ChatList(client).list();
      return chats.map(({ chat, kind, title, others, unread, participants, role }) =>
        fieldsLine([chat, kind, kind === 'direct' ? others : title, unread, participants, role]),
      );
    }
    case 'participants':
      return (await participantsOf(client, query.chat)).map(({ name, role, online, lastSeenMs, fullName }) =>
        fieldsLine([name, role, online ? 'online' : '', timeField(lastSeenMs), fullName]),
      );
    case 'tickets':
      return (await ticketsOf(client)).map(({ chat, state, place, user, operator, openedMs, waitingMs, subject }) =>
        fieldsLine([chat, state, place, user, operator, timeField(openedMs), Math.floor(waitingMs / 1_000), subject]),
      );
    case 'history':
      return (await historyOf(client, query.chat, query.count)).map((message) => messageLine(message, ['position']));
    case 'search':
      return (await search(client, query.words, query.chat)).map(({ snippet, ...finding }) =>
        messageLine({ ...finding, body: snippet }, ['chat', 'position']),
      );
    default:
      return query satisfies never;
  }
}

async function participantsOf(client: Client, chat: string): Promise<readonly Participant[]> {
  const participants: Participant[] = [];
  for (let page = 0, pageToken = ''; page === 0 || (pageToken !== '' && page < pagesMax); page += 1) {
    const reply = await client.listParticipants(chat, { pageSize: 1_000, pageToken });
    participants.push(...reply.participants);
    pageToken = reply.nextPageToken;
  }
  return participants;
}

async function ticketsOf(client: Client): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = [];
  for (let page = 0, pageToken = ''; page === 0 || (pageToken !== '' && page < pagesMax); page += 1) {
    const reply = await client.listTickets({ pageSize: 100, pageToken });
    tickets.push(...reply.tickets);
    pageToken = reply.nextPageToken;
  }
  return tickets;
}

/** Oldest first, as they came. */
async function historyOf(client: Client, chat: string, count: number): Promise<readonly Message[]> {
  const pages: (readonly Message[])[] = [];
  let left = count;
  for (let before = 0; left > 0; ) {
    const { messages, more } = await client.history(chat, { before, limit: Math.min(left, historyPage) });
    pages.unshift(messages);
    left -= messages.length;
    before = messages[0]?.position ?? 0;
    if (!more || before === 0) break;
  }
  return pages.flat();
}

/** Oldest first, too. */
async function search(client: Client, words: string, chat: string | undefined): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let before = 0; findings.length < findingsMax; ) {
    const page = await client.searchMessages(words, { chat, before, limit: findingsPage });
    findings.push(...page.findings);
    before = page.nextBefore;
    if (before === 0) break;
  }
  return findings.reverse();
}
