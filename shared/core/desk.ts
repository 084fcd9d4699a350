/** The desk: opening, taking, handing over, closing and listing tickets. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  CloseTicketReply,
  CloseTicketRequest,
  ListTicketsReply,
  ListTicketsRequest,
  NextTicketReply,
  NextTicketRequest,
  OpenTicketReply,
  OpenTicketRequest,
  TransferTicketReply,
  TransferTicketRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function openTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: OpenTicketRequest,
): Eventually<OpenTicketReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'openTicket is still to be built');
}

export function nextTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: NextTicketRequest,
): Eventually<NextTicketReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'nextTicket is still to be built');
}

export function transferTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: TransferTicketRequest,
): Eventually<TransferTicketReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'transferTicket is still to be built');
}

export function closeTicket(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: CloseTicketRequest,
): Eventually<CloseTicketReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'closeTicket is still to be built');
}

export function listTickets(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: ListTicketsRequest,
): Eventually<ListTicketsReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'listTickets is still to be built');
}
