/**
 * The desk: opening, taking, handing over and closing tickets. Each holds the metadata lock alone, so that a ticket has
 * one operator however many ask for it at once.
 */

import { ChatError } from '../contract/chat_error.ts';
import type {
  CloseTicketReply,
  CloseTicketRequest,
  NextTicketReply,
  NextTicketRequest,
  OpenTicketReply,
  OpenTicketRequest,
  TransferTicketReply,
  TransferTicketRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { ChatId } from '../ledger/ledger.ts';
import { requireAccount, requireRoomForChat } from './access.ts';
import { changeAlone } from './change.ts';
import type { CoreContext } from './core_context.ts';
import { assignEvents, closeEvents, returnEvents } from './desk_events.ts';
import { isOperator, type TicketState } from './desk_state.ts';
import { newId } from './ids.ts';
import type { AccountState } from './state.ts';
import { invalid, requireTitle } from './validation.ts';

export function openTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: OpenTicketRequest,
): Eventually<OpenTicketReply> {
  const { limits, environment } = core;
  const { desk } = core.state;
  core.hub.check(handle);
  const title = requireTitle('subject', request.subject, limits);
  return changeAlone(core, handle, (user, timeMs) => {
    const own = desk.of(user).filter((ticket) => ticket.user === user).length;
    if (own >= limits.ticketsPerAccountMax) throw exhausted(`you have ${own} open tickets, and more are not allowed`);
    const { length } = desk.queue;
    if (length >= limits.ticketQueueMax) throw exhausted(`${length} tickets wait already: try again later`);
    requireRoomForChat(core, [user]);
    const chat = newId<ChatId>(environment);
    return {
      events: [
        { type: 'chat_created', chat, kind: 'desk', title, participants: [user.id], timeMs },
        { type: 'ticket_opened', chat, account: user.id, timeMs },
      ],
      reply: (first) => ({ chat, place: desk.placeOf(desk.ticket(chat)), position: first + 1 }),
    };
  });
}

export function nextTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: NextTicketRequest,
): Eventually<NextTicketReply> {
  const { desk } = core.state;
  requireOperator(core.hub.check(handle));
  return changeAlone(core, handle, (operator, timeMs) => {
    requireOperator(operator);
    // One's own is for somebody else to answer.
    const ticket = desk.queue.find(({ user }) => user !== operator);
    if (ticket === undefined) throw new ChatError('NOT_FOUND', 'no ticket waits');
    requireRoomForChat(core, [operator]);
    const { chat, user, openedMs } = ticket;
    const told = { chat: chat.id, user: user.name, subject: chat.title, openedMs, waitingMs: waitedMs(ticket, timeMs) };
    return {
      events: assignEvents(core, ticket, operator, timeMs),
      reply: () => ({ ...told, queued: desk.queue.length }),
    };
  });
}

export function transferTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: TransferTicketRequest,
): Eventually<TransferTicketReply> {
  core.hub.check(handle);
  return changeAlone(core, handle, (caller, timeMs) => {
    const ticket = requireTicket(core, caller, request.chat);
    if (caller.role !== 'admin' && caller !== ticket.operator) {
      throw new ChatError('PERMISSION_DENIED', `only the ticket's operator, or an admin, may hand it over`);
    }
    if (request.to !== '') {
      const operator = requireNewOperator(core, ticket, request.to);
      return { events: assignEvents(core, ticket, operator, timeMs), reply: () => ({}) };
    }
    if (ticket.operator === undefined) throw precondition(`the ticket ${request.chat} waits already`);
    return { events: returnEvents(core, [ticket], timeMs), reply: () => ({}) };
  });
}

export function closeTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: CloseTicketRequest,
): Eventually<CloseTicketReply> {
  core.hub.check(handle);
  return changeAlone(core, handle, (caller, timeMs) => {
    const ticket = requireTicket(core, caller, request.chat);
    if (caller.role !== 'admin' && caller !== ticket.operator && caller !== ticket.user) {
      throw new ChatError('PERMISSION_DENIED', `only the ticket's user and operator, or an admin, may close it`);
    }
    return { events: closeEvents(ticket, timeMs), reply: () => ({}) };
  });
}

/** Since when a queued ticket is open; how long another one had been when it got its first operator. Clocks are set back. */
export function waitedMs({ operator, openedMs, assignedMs }: TicketState, nowMs: number): number {
  const untilMs = operator === undefined ? nowMs : (assignedMs ?? nowMs);
  return Math.max(0, untilMs - openedMs);
}

function requireOperator(account: AccountState): void {
  if (isOperator(account)) return;
  throw new ChatError('PERMISSION_DENIED', 'only operators may take tickets');
}

/** The open ticket. NOT_FOUND where the caller may not know of it. */
function requireTicket({ state }: CoreContext, caller: AccountState, id: string): TicketState {
  const chat = state.chats.get(id as ChatId);
  const known = chat !== undefined && (caller.chats.has(chat.id) || (isOperator(caller) && chat.kind === 'desk'));
  if (!known) throw new ChatError('NOT_FOUND', `there is no ticket ${id}`);
  const ticket = state.desk.tickets.get(chat.id);
  if (ticket !== undefined) return ticket;
  throw precondition(chat.kind === 'desk' ? `the ticket ${id} is closed` : `the ${chat.kind} chat ${id} is no ticket`);
}

/** Whom the ticket goes to: an operator who can answer it. */
function requireNewOperator(core: CoreContext, ticket: TicketState, name: string): AccountState {
  const target = requireAccount(core, name);
  if (target === ticket.operator) throw invalid(`to: the ticket is ${name}'s already`);
  if (!isOperator(target)) throw precondition(`${name} is no operator`);
  if (target === ticket.user) throw precondition(`${name} opened the ticket, and cannot be its operator`);
  requireRoomForChat(core, [target]);
  return target;
}

function exhausted(message: string): ChatError {
  return new ChatError('RESOURCE_EXHAUSTED', message);
}

function precondition(message: string): ChatError {
  return new ChatError('FAILED_PRECONDITION', message);
}
