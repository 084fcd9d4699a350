/**
 * One page of a search, however many chats it is over: in groups of chats that one search of a ledger may ask for, and in
 * slices that keep a turn of the event loop short. Knows what a ledger finds; nothing of who may read what.
 *
 * A page is complete down to its frontier, the highest position at which one of the groups had to stop. The chats with
 * the newest messages come first: what they find moves the frontier up, and chats with nothing above it are not asked.
 */

import type { Message } from '../contract/contract.generated.ts';
import type { Eventually } from '../contract/core_port.ts';
import type { SearchPage, SearchRequest, Span } from '../ledger/ledger.ts';
import { searchedSpansMax } from '../ledger/search_bounds.ts';

/** What one turn of the event loop looks at: a few milliseconds on a ledger that searches in this thread. */
const sliceMessages = 500;
const sliceBytes = 65_536;

type SearchedChat = SearchRequest['chats'][number];

/** A chat as far as it takes to know whether to look into it. */
export interface SearchableChat {
  readonly chatId: SearchedChat['chatId'];
  /** Of its newest message. */
  readonly lastPosition: number;
  /** How many spans there are, at most. */
  readonly spansMax: number;
  /** With after < position < before; in order, without overlaps. */
  spans(after: number, before: number): readonly Span[];
}

type FoundPage = Pick<SearchPage, 'messages' | 'nextBefore'>;

export type LedgerSearch = (request: SearchRequest) => Eventually<SearchPage>;

/** `search`: of the ledger, a slice at a time. The bounds are those of the whole page, each group has a share of them. */
export async function searchGroups(
  chats: readonly SearchableChat[],
  request: Omit<SearchRequest, 'chats'>,
  search: LedgerSearch,
): Promise<FoundPage> {
  const { before, messagesMax } = request;
  const groups = grouped(chats);
  let { lookedAtMax, lookedAtBytesMax } = request;
  let messages: readonly Message[] = [];
  let frontier = 0;
  for (const [index, group] of groups.entries()) {
    const floor = Math.max(0, frontier - 1);
    const asked = group
      .filter(({ lastPosition }) => lastPosition > floor)
      .map((chat) => ({ chatId: chat.chatId, spans: chat.spans(floor, before) }))
      .filter(({ spans }) => spans.length > 0);
    if (asked.length === 0) continue;
    const share = {
      lookedAtMax: shareOf(lookedAtMax, groups.length - index),
      lookedAtBytesMax: shareOf(lookedAtBytesMax, groups.length - index),
    };
    const page = await inSlices({ ...request, ...share, chats: asked }, search);
    lookedAtMax -= share.lookedAtMax;
    lookedAtBytesMax -= Math.max(share.lookedAtBytesMax, page.lookedAtBytes);
    messages = newest([...messages, ...page.messages], messagesMax);
    const isFull = messages.length === messagesMax;
    frontier = Math.max(frontier, page.nextBefore, isFull ? (messages.at(-1)?.position ?? 0) : 0);
  }
  return { messages: messages.filter(({ position }) => position >= frontier), nextBefore: frontier };
}

function grouped(chats: readonly SearchableChat[]): readonly (readonly SearchableChat[])[] {
  const spans = chats.reduce((sum, { spansMax }) => sum + spansMax, 0);
  if (spans <= searchedSpansMax) return [chats];
  const groups: SearchableChat[][] = [];
  let room = 0;
  for (const chat of chats.toSorted((one, other) => other.lastPosition - one.lastPosition)) {
    if (chat.spansMax > room) {
      groups.push([]);
      room = searchedSpansMax;
    }
    groups.at(-1)?.push(chat);
    room -= chat.spansMax;
  }
  return groups;
}

/** At least one, so that every group gets on. */
function shareOf(left: number, groupsLeft: number): number {
  return Math.max(1, Math.floor(left / groupsLeft));
}

/** Of what one slice looks at: a slice that goes on has looked at as much as it might, or its only body is longer. */
async function inSlices(request: SearchRequest, search: LedgerSearch): Promise<SearchPage> {
  let { before, lookedAtMax, lookedAtBytesMax } = request;
  const messages: Message[] = [];
  let lookedAtBytes = 0;
  while (true) {
    const slice = {
      messagesMax: request.messagesMax - messages.length,
      lookedAtMax: Math.min(lookedAtMax, sliceMessages),
      lookedAtBytesMax: Math.min(lookedAtBytesMax, sliceBytes),
    };
    const page = await search({ ...request, ...slice, before });
    messages.push(...page.messages);
    before = page.nextBefore;
    lookedAtMax -= slice.lookedAtMax;
    lookedAtBytesMax -= Math.max(slice.lookedAtBytesMax, page.lookedAtBytes);
    lookedAtBytes += page.lookedAtBytes;
    const isDone = before === 0 || messages.length >= request.messagesMax || lookedAtMax <= 0 || lookedAtBytesMax <= 0;
    if (isDone) return { messages, nextBefore: before, lookedAtBytes };
  }
}

function newest(messages: readonly Message[], messagesMax: number): readonly Message[] {
  return messages.toSorted((one, other) => other.position - one.position).slice(0, messagesMax);
}
