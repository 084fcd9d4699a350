/**
 * A chat, and who takes part in it: a part of the state, changed by it alone. Knows accounts; nothing of events.
 * Invariant: the participants of a chat and the chats of an account are the same thing seen from two sides.
 */

import assert from 'node:assert/strict';
import type { AccountId, ParticipantRole, Span } from '../ledger/ledger.ts';
import type { AccountState, ChatState, ParticipantState } from './state_types.ts';

export type { ChatState, ParticipantState } from './state_types.ts';

export interface Joining {
  readonly account: AccountState;
  readonly role: ParticipantRole;
  readonly joinedPosition: number;
  readonly spans: readonly Span[];
  readonly readPosition: number;
}

/** The former participants of every chat that nobody has left: most. Nothing is ever put into it. */
const nobody: ChatState['former'] = new Map();

export function newChat(of: Pick<ChatState, 'id' | 'kind' | 'title' | 'createdMs' | 'lastPosition'>): ChatState {
  const { id, kind, title, createdMs, lastPosition } = of;
  return { id, kind, title, createdMs, lastPosition, participants: new Map(), owners: 0, former: nobody };
}

export function join(chat: ChatState, { account, role, joinedPosition, spans, readPosition }: Joining): void {
  assert(!chat.participants.has(account.id), 'whoever joins a chat does not take part in it');
  const participant = { chatId: chat.id, chat, account, role, joinedPosition, spans, readPosition };
  chat.participants.set(account.id, participant);
  account.chats.set(chat.id, participant);
  if (chat.kind === 'group') account.groups += 1;
  if (role === 'owner') chat.owners += 1;
  chat.former.delete(account.id);
  account.formerChats.delete(chat);
}

/** The two sides of a direct chat find it by each other. */
export function linkDirectChat(chat: ChatState): void {
  const accounts = [...chat.participants.values()].map(({ account }) => account);
  for (const account of accounts) {
    for (const other of accounts) if (other !== account) account.directChats.set(other.id, chat);
  }
}

export function setRole(participant: ParticipantState, role: ParticipantRole): void {
  if (participant.role !== role) participant.chat.owners += role === 'owner' ? 1 : -1;
  participant.role = role;
}

/** What a group counts for among the participants of all of them: present ones, and those of before that it remembers. */
export function countOf({ kind, participants, former }: ChatState): number {
  return kind === 'group' ? participants.size + former.size : 0;
}

/** What it could read up to that position is remembered, of so many of those who went last. */
export function leave(participant: ParticipantState, position: number, formerMax: number): AccountId | undefined {
  const { chat, account, joinedPosition } = participant;
  chat.participants.delete(account.id);
  account.chats.delete(chat.id);
  if (chat.kind === 'group') account.groups -= 1;
  if (participant.role === 'owner') chat.owners -= 1;
  return rememberFormer(chat, account, [...participant.spans, { after: joinedPosition, upTo: position }], formerMax);
}

/** Whoever is forgotten instead: the account's own side of it is left to the caller. */
export function rememberFormer(
  chat: ChatState,
  account: AccountState,
  spans: readonly Span[],
  formerMax: number,
): AccountId | undefined {
  if (chat.former === nobody) chat.former = new Map();
  chat.former.set(account.id, spans);
  account.formerChats.add(chat);
  if (chat.former.size <= formerMax) return undefined;
  const [oldest] = chat.former.keys();
  if (oldest !== undefined) chat.former.delete(oldest);
  return oldest;
}

/** The account is gone: what others see of the chat goes on without it. The account's own side is not kept up. */
export function removeDeleted(chat: ChatState, account: AccountState): void {
  if (chat.participants.get(account.id)?.role === 'owner') chat.owners -= 1;
  chat.participants.delete(account.id);
  if (chat.kind !== 'direct') return;
  for (const other of chat.participants.values()) {
    if (other.account.directChats.get(account.id) === chat) other.account.directChats.delete(account.id);
  }
}

/** After a start: the account's own side has the order of the events, which chats, one after another, do not give. */
export function orderChats({ id, chats, formerChats }: AccountState): void {
  reorder(
    [...chats.values()],
    (part) => part.joinedPosition,
    (ordered) => {
      chats.clear();
      for (const part of ordered) chats.set(part.chatId, part);
    },
  );
  reorder(
    [...formerChats],
    (chat) => chat.former.get(id)?.at(-1)?.upTo ?? 0,
    (ordered) => {
      formerChats.clear();
      for (const chat of ordered) formerChats.add(chat);
    },
  );
}

/** Most are in order: those cost no sort. */
function reorder<T>(items: readonly T[], positionOf: (item: T) => number, put: (ordered: readonly T[]) => void): void {
  const inOrder = items.every((item, at) => at === 0 || positionOf(items[at - 1] as T) < positionOf(item));
  if (!inOrder) put(items.toSorted((one, other) => positionOf(one) - positionOf(other)));
}
