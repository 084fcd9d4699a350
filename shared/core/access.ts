/** Who may do what in a chat: each check throws the refusal that the caller is told. */

import { ChatError } from '../contract/chat_error.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { ChatId, ChatKind } from '../ledger/ledger.ts';
import type { ParticipantState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import type { AccountState } from './state.ts';

/** The account's part in the chat. NOT_FOUND where it has none: whether there is such a chat is not told. */
export function requireParticipant(account: AccountState, chat: string): ParticipantState {
  const participant = account.chats.get(chat as ChatId);
  if (participant === undefined) throw new ChatError('NOT_FOUND', `you take part in no chat ${chat}`);
  return participant;
}

/** FAILED_PRECONDITION where the chat is of another kind. */
export function requireKind({ chat }: ParticipantState, kind: ChatKind, doing: string): void {
  if (chat.kind === kind) return;
  throw new ChatError(
    'FAILED_PRECONDITION',
    `${doing}: this takes a ${kind} chat, and ${chat.id} is a ${chat.kind} chat`,
  );
}

/** The caller's part in a group that it owns. NOT_FOUND, FAILED_PRECONDITION or PERMISSION_DENIED otherwise. */
export function requireOwner(account: AccountState, chat: string, doing: string): ParticipantState {
  const participant = requireParticipant(account, chat);
  requireKind(participant, 'group', doing);
  if (participant.role === 'owner') return participant;
  throw new ChatError('PERMISSION_DENIED', `${doing}: only an owner of the group may do this`);
}

/** The account of that name. NOT_FOUND where there is none, or one that is being deleted. */
export function requireAccount(core: CoreContext, name: string): AccountState {
  const account = core.state.accountsByName.get(name);
  if (account !== undefined && !core.closing.has(account)) return account;
  throw new ChatError('NOT_FOUND', `there is no account ${name}`);
}

/** The caller's account. UNAUTHENTICATED where its session has ended, or it is being deleted. */
export function requireOpenAccount(core: CoreContext, handle: SessionHandle | undefined): AccountState {
  const account = core.hub.check(handle);
  if (!core.closing.has(account)) return account;
  throw new ChatError('UNAUTHENTICATED', 'this account is being deleted');
}

/** The accounts of these names, each once, in their order. NOT_FOUND where one of them does not exist. */
export function requireAccounts(core: CoreContext, names: readonly string[]): readonly AccountState[] {
  return [...new Set(names)].map((name) => requireAccount(core, name));
}

/** RESOURCE_EXHAUSTED where one of them takes part in as many chats as it may. */
export function requireRoomForChat(core: CoreContext, accounts: readonly AccountState[]): void {
  for (const { chats, name } of accounts) {
    if (chats.size < core.limits.chatsPerAccountMax) continue;
    throw new ChatError('RESOURCE_EXHAUSTED', `${name} takes part in ${chats.size} chats, and more are not allowed`);
  }
}

/**
 * RESOURCE_EXHAUSTED where others have put one of them into as many groups as they may: the room that is left is for
 * its direct chats, its tickets, and groups of its own.
 */
export function requireRoomForGroup(core: CoreContext, accounts: readonly AccountState[]): void {
  requireRoomForChat(core, accounts);
  for (const { groups, name } of accounts) {
    if (groups < core.limits.groupsPerAccountMax) continue;
    throw new ChatError('RESOURCE_EXHAUSTED', `${name} is in ${groups} groups, and others may not put it into more`);
  }
}

/** RESOURCE_EXHAUSTED where all groups together would have more participants than they may. */
export function requireRoomInAll(core: CoreContext, more: number): void {
  const { participantsMax } = core.limits;
  if (core.state.groupParticipants + more <= participantsMax) return;
  throw new ChatError('RESOURCE_EXHAUSTED', `this server is full: its groups take ${participantsMax} participants`);
}

/** RESOURCE_EXHAUSTED where a chat would have more participants than it may. */
export function requireRoomForParticipants(core: CoreContext, participants: number): void {
  const { participantsPerChatMax } = core.limits;
  if (participants <= participantsPerChatMax) return;
  throw new ChatError(
    'RESOURCE_EXHAUSTED',
    `a chat takes at most ${participantsPerChatMax} participants, not ${participants}`,
  );
}
