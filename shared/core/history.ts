/** Reading a chat, backwards and forwards: those spans of it that the caller may read. Shares the metadata lock. */

import type { HistoryReply, HistoryRequest, Message } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { ChatId, MessagePage, PageBounds, Span } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { requireParticipant } from './access.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { clippedSpans, readableSpans } from './spans.ts';
import type { AccountState } from './state.ts';
import { invalid, requireCount, requirePosition } from './validation.ts';

/** Messages that are forgotten are passed over, in either direction. */
export function history(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: HistoryRequest,
): Eventually<HistoryReply> {
  const { hub, limits, ledger, state, metadata } = core;
  const { before, after, ledgerId } = request;
  hub.check(handle);
  if (after !== undefined && before !== 0) throw invalid('before: has to be 0 where after is given');
  const here = { id: ledger.id, position: state.position };
  requirePosition('before', before, ledgerId, here);
  requirePosition('after', after ?? 0, ledgerId, here);
  const messagesMax = requireCount('limit', request.limit, 100, limits.pageMessagesMax);
  const bounds = { messagesMax, bytesMax: limits.pageBytesMax };
  return holding(metadata.shared(new LockScope()), () => {
    const account = hub.check(handle);
    const chat = request.chat as ChatId;
    const spans = clippedSpans(spansOf(core, account, chat), after ?? 0, before === 0 ? state.position + 1 : before);
    if (after === undefined) {
      const read = (span: Span, within: PageBounds): Eventually<MessagePage> =>
        ledger.readBackward(chat, span.after, span.upTo + 1, within);
      return readSpans([...spans].reverse(), bounds, read, newestFirst);
    }
    const read = (span: Span, within: PageBounds): Eventually<MessagePage> =>
      ledger.readForward([{ chatId: chat, joinedPosition: span.after }], span.after, span.upTo, {
        ...within,
        skipForgotten: true,
      });
    return readSpans(spans, bounds, read, oldestFirst);
  });
}

/** What the account may read of the chat now. Operators read all of any desk chat, to know what a ticket is about. */
export function spansOf(core: CoreContext, account: AccountState, id: ChatId): readonly Span[] {
  const { position, chats } = core.state;
  if (account.role !== 'user' && chats.get(id)?.kind === 'desk') return [{ after: 0, upTo: position }];
  return readableSpans(requireParticipant(account, id), position);
}

/** How the next messages join those of a page so far, of which they are nearest first. */
interface Direction {
  /** Nearest first, from messages that are oldest first; and back. */
  turned(messages: readonly Message[]): readonly Message[];
}

const oldestFirst: Direction = { turned: (messages) => messages };
const newestFirst: Direction = { turned: (messages) => messages.toReversed() };

/** One page over spans, the nearest first. */
function readSpans(
  spans: readonly Span[],
  bounds: PageBounds,
  read: (span: Span, within: PageBounds) => Eventually<MessagePage>,
  direction: Direction,
): Eventually<MessagePage> {
  const [span, ...rest] = spans;
  if (span === undefined) return { messages: [], more: false };
  const page = read(span, bounds);
  if (rest.length === 0) return page;
  return andThen(page, (first) => readFurther(first, rest, bounds, read, direction));
}

/** Goes on with the next span until one does not fit. Where the page is full, it is asked whether there is one more. */
function readFurther(
  page: MessagePage,
  spans: readonly Span[],
  bounds: PageBounds,
  read: (span: Span, within: PageBounds) => Eventually<MessagePage>,
  direction: Direction,
): Eventually<MessagePage> {
  const [span, ...rest] = spans;
  if (span === undefined || page.more) return page;
  const messagesLeft = bounds.messagesMax - page.messages.length;
  const bytesLeft = bounds.bytesMax - bytesOf(page.messages);
  const within = { messagesMax: Math.max(1, messagesLeft), bytesMax: Math.max(1, bytesLeft) };
  return andThen(read(span, within), (next) => {
    // Of a page of its own the first message is given whatever its size; of this one it is not the first.
    const isFull =
      messagesLeft < next.messages.length || (page.messages.length > 0 && bytesLeft < bytesOf(next.messages));
    if (isFull) return { messages: page.messages, more: true };
    const nearest = [...direction.turned(page.messages), ...direction.turned(next.messages)];
    const joined = { messages: direction.turned(nearest), more: next.more };
    return readFurther(joined, rest, bounds, read, direction);
  });
}

function bytesOf(messages: readonly Message[]): number {
  return messages.reduce((bytes, { body }) => bytes + Buffer.byteLength(body), 0);
}
