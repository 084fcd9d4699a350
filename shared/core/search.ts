/** Searching the messages that an account may read. */

import { ChatError } from '../contract/chat_error.ts';
import type { SearchMessagesReply, SearchMessagesRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function searchMessages(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: SearchMessagesRequest,
): Eventually<SearchMessagesReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'searchMessages is still to be built');
}
