/** Hiding one's presence, and telling that one is typing. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  SetPresenceReply,
  SetPresenceRequest,
  SetTypingReply,
  SetTypingRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function setPresence(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: SetPresenceRequest,
): Eventually<SetPresenceReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'setPresence is still to be built');
}

export function setTyping(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: SetTypingRequest,
): Eventually<SetTypingReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'setTyping is still to be built');
}
