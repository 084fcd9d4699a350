/** Listing open tickets, page by page: those that wait by their place, then those that have an operator by their age. */

import type { ListTicketsReply, ListTicketsRequest, Ticket } from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';
import { waitedMs } from './desk.ts';
import { isOperator, type TicketState } from './desk_state.ts';
import { invalid, requireCount } from './validation.ts';

/** The last ticket of a page, by what it was sorted by: it may be closed by the time that the next page is asked for. */
interface PageEnd {
  readonly queued: boolean;
  /** The rank of one that waits; when the other was opened. */
  readonly key: number;
  readonly chat: string;
}

export function listTickets(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ListTicketsRequest,
): ListTicketsReply {
  const { hub, limits, environment } = core;
  const { desk } = core.state;
  const account = hub.check(handle);
  const pageSize = requireCount('page size', request.pageSize, 25, limits.listPageTicketsMax);
  const after = request.pageToken === '' ? undefined : parseToken(request.pageToken);
  // No lock: this awaits nothing, so it sees the state between two commits whatever is under way.
  const open = isOperator(account)
    ? [...desk.tickets.values()]
    : desk.of(account).filter(({ user }) => user === account);
  const following = open
    .map((ticket) => ({ ticket, end: endAt(ticket) }))
    .filter(({ end }) => after === undefined || compared(end, after) > 0)
    .sort((one, other) => compared(one.end, other.end));
  const page = following.slice(0, pageSize);
  const last = following.length > pageSize ? page.at(-1) : undefined;
  const nowMs = environment.now();
  return {
    tickets: page.map(({ ticket }) => shown(ticket, desk.placeOf(ticket), nowMs)),
    nextPageToken: last === undefined ? '' : tokenOf(last.end),
    queued: desk.queue.length,
  };
}

function shown(ticket: TicketState, place: number, nowMs: number): Ticket {
  const { chat, user, operator, openedMs } = ticket;
  return {
    chat: chat.id,
    state: operator === undefined ? 'queued' : 'assigned',
    user: user.name,
    subject: chat.title,
    operator: operator?.name ?? '',
    place,
    openedMs,
    waitingMs: waitedMs(ticket, nowMs),
  };
}

function endAt({ chat, operator, rank, openedMs }: TicketState): PageEnd {
  const queued = operator === undefined;
  return { queued, key: queued ? rank : openedMs, chat: chat.id };
}

function compared(one: PageEnd, other: PageEnd): number {
  if (one.queued !== other.queued) return one.queued ? -1 : 1;
  if (one.key !== other.key) return one.key - other.key;
  if (one.chat === other.chat) return 0;
  return one.chat < other.chat ? -1 : 1;
}

function tokenOf({ queued, key, chat }: PageEnd): string {
  return `${queued ? 'queued' : 'assigned'}.${key}.${chat}`;
}

function parseToken(token: string): PageEnd {
  const [, state, key, chat = ''] = /^(queued|assigned)\.(-?\d{1,16})\.([0-9a-f]{1,32})$/.exec(token) ?? [];
  if (state === undefined) throw invalid('page token: it is none of a list of tickets');
  return { queued: state === 'queued', key: Number(key), chat };
}
