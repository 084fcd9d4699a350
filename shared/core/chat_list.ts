/** The chats of an account, by pages. Shares the metadata lock while the unread messages are counted. */

import type { Chat, ListChatsReply, ListChatsRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { ChatState, ParticipantState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { invalid, requireCount } from './validation.ts';

/** A chat that gets a message between two pages moves before both: its subscribers hear of it. */
export function listChats(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ListChatsRequest,
): Eventually<ListChatsReply> {
  core.hub.check(handle);
  const pageSize = requireCount('page size', request.pageSize, 25, core.limits.listPageChatsMax);
  const before = requireToken(request.pageToken);
  return holding(core.metadata.shared(new LockScope()), () => {
    const account = core.hub.check(handle);
    const newest = newestChats(account.chats.values(), before, pageSize + 1);
    const page = newest.slice(0, pageSize);
    const nextPageToken = newest.length > pageSize ? String(page.at(-1)?.chat.lastPosition) : '';
    return andThen(countUnread(core, page), (unread) => ({
      chats: page.map((part, index) => listed(part, unread[index] ?? 0, core.limits.chatNamesMax)),
      nextPageToken,
    }));
  });
}

/** Of the chats whose last position is before that one, so many with the highest, the highest first. One pass. */
function newestChats(parts: Iterable<ParticipantState>, before: number, countMax: number): readonly ParticipantState[] {
  const newest: ParticipantState[] = [];
  for (const part of parts) {
    const { lastPosition } = part.chat;
    if (lastPosition >= before) continue;
    const last = newest.length < countMax ? undefined : newest.at(-1);
    if (last !== undefined && last.chat.lastPosition > lastPosition) continue;
    const at = newest.findIndex(({ chat }) => chat.lastPosition < lastPosition);
    newest.splice(at < 0 ? newest.length : at, 0, part);
    if (newest.length > countMax) newest.pop();
  }
  return newest;
}

/** In the order of `parts`. The ledger is asked only of those that have something after what was read. */
function countUnread(core: CoreContext, parts: readonly ParticipantState[]): Eventually<readonly number[]> {
  const asked = parts.filter(({ chat, readPosition }) => chat.lastPosition > readPosition);
  if (asked.length === 0) return parts.map(() => 0);
  const ranges = asked.map(({ chatId, readPosition, account }) => ({
    chatId,
    after: readPosition,
    sender: account.name,
  }));
  return andThen(core.ledger.countUnread(ranges, core.limits.unreadCountMax), (counts) =>
    parts.map((part) => counts[asked.indexOf(part)] ?? 0),
  );
}

function listed(part: ParticipantState, unread: number, namesMax: number): Chat {
  const { chat, role, readPosition } = part;
  return {
    chat: chat.id,
    kind: chat.kind,
    title: chat.title,
    lastPosition: chat.lastPosition,
    unread,
    role,
    participants: chat.participants.size,
    others: othersOf(chat, part, namesMax).join(' '),
    readPosition,
    createdMs: chat.createdMs,
  };
}

/** The first to have joined; never more than are told. */
function othersOf(chat: ChatState, self: ParticipantState, namesMax: number): readonly string[] {
  const names: string[] = [];
  for (const part of chat.participants.values()) {
    if (names.length === namesMax) break;
    if (part !== self) names.push(part.account.name);
  }
  return names;
}

function requireToken(pageToken: string): number {
  if (pageToken === '') return Infinity;
  if (/^\d{1,16}$/.test(pageToken)) return Number(pageToken);
  throw invalid('page token: none that a page of this list came with');
}
