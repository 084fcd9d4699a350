/** How far messages have come: marking a chat as read, and asking how many have got a message. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  GetReceiptsReply,
  GetReceiptsRequest,
  MarkReadReply,
  MarkReadRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { CoreContext } from './core_context.ts';

export function markRead(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: MarkReadRequest,
): Eventually<MarkReadReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'markRead is still to be built');
}

export function getReceipts(
  core: CoreContext,
  handle: SessionHandle | undefined,
  _request: GetReceiptsRequest,
): Eventually<GetReceiptsReply> {
  core.hub.check(handle);
  throw new ChatError('UNKNOWN_OPERATION', 'getReceipts is still to be built');
}
