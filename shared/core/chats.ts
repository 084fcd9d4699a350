/** Groups: creating and renaming them, and listing the chats of an account. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  CreateChatReply,
  CreateChatRequest,
  ListChatsReply,
  ListChatsRequest,
  RenameChatReply,
  RenameChatRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function createChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: CreateChatRequest,
): Eventually<CreateChatReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'createChat is still to be built');
}

export function renameChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: RenameChatRequest,
): Eventually<RenameChatReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'renameChat is still to be built');
}

export function listChats(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: ListChatsRequest,
): Eventually<ListChatsReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'listChats is still to be built');
}
