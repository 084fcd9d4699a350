/** How far messages have come: marking a chat as read, and asking how many have got a message. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  GetReceiptsReply,
  GetReceiptsRequest,
  MarkReadReply,
  MarkReadRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { requireParticipant } from './access.ts';
import type { ChatState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { spansOf } from './history.ts';
import { receiptCounts } from './signals/receipt_counts.ts';
import { requirePosition } from './validation.ts';

/** Of two marks of two devices the lower one never takes the position back: they hold the inbox lock, as acknowledges do. */
export function markRead(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: MarkReadRequest,
): Eventually<MarkReadReply> {
  const { hub, ledger, state, metadata, inboxes, journal } = core;
  const account = hub.check(handle);
  const { position, ledgerId } = request;
  requireParticipant(account, request.chat);
  requirePosition('position', position, ledgerId, { id: ledger.id, position: state.position });
  return holding(metadata.shared(new LockScope()), (guard) =>
    holding(inboxes.of(account).lock.exclusive(guard), () => {
      hub.check(handle);
      const { chatId, readPosition } = requireParticipant(account, request.chat);
      if (position <= readPosition) return { readPosition };
      const event = { type: 'chat_read', chat: chatId, account: account.id, readPosition: position } as const;
      return andThen(journal.commit([event]), () => ({ readPosition: position }));
    }),
  );
}

/** No lock: it counts without awaiting anything, so it sees the state between two commits. */
export function getReceipts(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: GetReceiptsRequest,
): Eventually<GetReceiptsReply> {
  const { hub, ledger, state, limits } = core;
  const account = hub.check(handle);
  const { chat } = requireParticipant(account, request.chat);
  requirePosition('position', request.position, request.ledgerId, { id: ledger.id, position: state.position });
  if (chat.participants.size > limits.receiptParticipantsMax) {
    const message = `receipts: there are none in chats of more than ${limits.receiptParticipantsMax}`;
    throw new ChatError('FAILED_PRECONDITION', message);
  }
  return andThen(messageAt(core, chat, request.position), (position) => {
    // Read anew: the session may have ended meanwhile, or its part in the chat.
    requireParticipant(hub.check(handle), request.chat);
    const isReadable = spansOf(core, account, chat.id).some(({ after, upTo }) => after < position && position <= upTo);
    if (!isReadable) throw new ChatError('NOT_FOUND', `you can read no message of ${chat.id} up to that position`);
    return receiptCounts(chat, account, position);
  });
}

/**
 * The newest message of the chat that is not after the position; 0 where there is none. Marks between two messages of
 * the chat would tell what somebody received elsewhere.
 */
function messageAt({ ledger }: CoreContext, chat: ChatState, position: number): Eventually<number> {
  if (position >= chat.lastPosition) return chat.lastPosition;
  const page = ledger.readBackward(chat.id, 0, position + 1, { messagesMax: 1, bytesMax: 1 });
  return andThen(page, ({ messages }) => messages[0]?.position ?? 0);
}
