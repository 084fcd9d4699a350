/** Who takes part in a chat: listing, adding, removing, leaving, and roles. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  AddParticipantsReply,
  AddParticipantsRequest,
  LeaveChatReply,
  LeaveChatRequest,
  ListParticipantsReply,
  ListParticipantsRequest,
  RemoveParticipantReply,
  RemoveParticipantRequest,
  SetRoleReply,
  SetRoleRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function listParticipants(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: ListParticipantsRequest,
): Eventually<ListParticipantsReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'listParticipants is still to be built');
}

export function addParticipants(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: AddParticipantsRequest,
): Eventually<AddParticipantsReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'addParticipants is still to be built');
}

export function removeParticipant(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: RemoveParticipantRequest,
): Eventually<RemoveParticipantReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'removeParticipant is still to be built');
}

export function leaveChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: LeaveChatRequest,
): Eventually<LeaveChatReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'leaveChat is still to be built');
}

export function setRole(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: SetRoleRequest,
): Eventually<SetRoleReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'setRole is still to be built');
}
