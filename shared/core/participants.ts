/** Who takes part in a group: adding, removing, leaving, and roles. All of them hold the metadata lock alone. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  AddParticipantsReply,
  AddParticipantsRequest,
  LeaveChatReply,
  LeaveChatRequest,
  RemoveParticipantReply,
  RemoveParticipantRequest,
  SetRoleReply,
  SetRoleRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { AccountId, LedgerEvent, ParticipantRole } from '../ledger/ledger.ts';
import {
  requireAccount,
  requireAccounts,
  requireKind,
  requireOwner,
  requireParticipant,
  requireRoomForGroup,
  requireRoomForParticipants,
  requireRoomInAll,
} from './access.ts';
import { changeAlone } from './change.ts';
import type { ChatState, ParticipantState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import { mergedSpans, newestSpans, readableSpans } from './spans.ts';
import { invalid, requireNames } from './validation.ts';

export function addParticipants(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: AddParticipantsRequest,
): Eventually<AddParticipantsReply> {
  core.hub.check(handle);
  requireNames('accounts', request.accounts, 1, core.limits);
  return changeAlone(core, handle, (caller, timeMs) => {
    const part = requireOwner(caller, request.chat, 'adding');
    const { chat } = part;
    const accounts = requireAccounts(core, request.accounts);
    for (const { id, name } of accounts) {
      if (chat.participants.has(id)) throw new ChatError('FAILED_PRECONDITION', `${name} takes part already`);
    }
    requireRoomForParticipants(core, chat.participants.size + accounts.length);
    // Of those who were here before the chat keeps something already.
    requireRoomInAll(core, accounts.filter(({ id }) => !chat.former.has(id)).length);
    requireRoomForGroup(core, accounts);
    // No message comes between this position and that of the joining: whoever sends shares the lock that is held alone.
    // What the caller may not read it cannot give away, be it by way of somebody else.
    const before = request.withHistory ? readableSpans(part, core.state.position) : [];
    const participants = accounts.map(({ id }) => ({
      account: id,
      spans: newestSpans(mergedSpans([...(chat.former.get(id) ?? []), ...before]), core.limits.spansPerParticipantMax),
    }));
    return {
      events: [{ type: 'participants_added', chat: chat.id, participants, timeMs }],
      reply: (position) => ({ position }),
    };
  });
}

export function removeParticipant(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: RemoveParticipantRequest,
): Eventually<RemoveParticipantReply> {
  core.hub.check(handle);
  return changeAlone(core, handle, (caller, timeMs) => {
    const { chat } = requireOwner(caller, request.chat, 'removing');
    const { account } = requirePartOf(core, chat, request.account);
    if (account === caller) throw invalid('account: to go oneself is to leave the chat');
    return {
      events: [{ type: 'participant_removed', chat: chat.id, account: account.id, reason: 'removed', timeMs }],
      reply: (position) => ({ position }),
    };
  });
}

export function leaveChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: LeaveChatRequest,
): Eventually<LeaveChatReply> {
  core.hub.check(handle);
  return changeAlone(core, handle, (caller, timeMs) => {
    const part = requireParticipant(caller, request.chat);
    // Of the chat of a closed ticket its user is the last: nobody has to be asked, and it takes up room for good.
    if (part.chat.kind !== 'desk' || core.state.desk.tickets.has(part.chat.id)) requireKind(part, 'group', 'leaving');
    // The role first: at no position is the group without an owner.
    const passing = passOwnership(part);
    return {
      events: [
        ...passing,
        { type: 'participant_removed', chat: part.chatId, account: caller.id, reason: 'left', timeMs },
      ],
      reply: (first) => ({ position: first + passing.length }),
    };
  });
}

export function setRole(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SetRoleRequest,
): Eventually<SetRoleReply> {
  core.hub.check(handle);
  const { role } = request;
  if (role !== 'owner' && role !== 'member') throw invalid('role: owner or member is allowed');
  return changeAlone(core, handle, (caller) => {
    const { chat } = requireOwner(caller, request.chat, 'changing a role');
    const part = requirePartOf(core, chat, request.account);
    const reply = (): SetRoleReply => ({});
    if (part.role === role) return { events: [], reply };
    if (role === 'member' && !hasOtherOwner(part)) {
      throw new ChatError('FAILED_PRECONDITION', `${part.account.name} is the only owner: make another one first`);
    }
    return { events: [roleChanged(chat, part.account.id, role)], reply };
  });
}

/** What has to happen before a participant goes: the last owner's role passes to whoever joined first of the others. */
export function passOwnership(going: ParticipantState): readonly LedgerEvent[] {
  if (going.role !== 'owner' || hasOtherOwner(going)) return [];
  for (const { chat, account } of going.chat.participants.values()) {
    if (account !== going.account) return [roleChanged(chat, account.id, 'owner')];
  }
  return [];
}

function hasOtherOwner({ chat, role }: ParticipantState): boolean {
  return chat.owners > (role === 'owner' ? 1 : 0);
}

function requirePartOf(core: CoreContext, chat: ChatState, name: string): ParticipantState {
  const part = chat.participants.get(requireAccount(core, name).id);
  if (part !== undefined) return part;
  throw new ChatError('NOT_FOUND', `${name} takes no part in this chat`);
}

function roleChanged(chat: ChatState, account: AccountId, role: ParticipantRole): LedgerEvent {
  return { type: 'participant_role_changed', chat: chat.id, account, role };
}
