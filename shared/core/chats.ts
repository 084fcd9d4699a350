/** Groups: creating and renaming them. Both hold the metadata lock alone. */

import type {
  CreateChatReply,
  CreateChatRequest,
  RenameChatReply,
  RenameChatRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { ChatId } from '../ledger/ledger.ts';
import {
  requireAccounts,
  requireOwner,
  requireRoomForChat,
  requireRoomForGroup,
  requireRoomForParticipants,
  requireRoomInAll,
} from './access.ts';
import { changeAlone } from './change.ts';
import type { CoreContext } from './core_context.ts';
import { newId } from './ids.ts';
import { requireNames, requireTitle } from './validation.ts';

export function createChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: CreateChatRequest,
): Eventually<CreateChatReply> {
  core.hub.check(handle);
  const title = requireTitle('title', request.title, core.limits);
  requireNames('participants', request.participants, 0, core.limits);
  return changeAlone(core, handle, (owner, timeMs) => {
    // Whoever names itself among the others takes part once, as their owner.
    const others = requireAccounts(core, request.participants).filter((account) => account !== owner);
    const accounts = [owner, ...others];
    requireRoomForParticipants(core, accounts.length);
    requireRoomInAll(core, accounts.length);
    requireRoomForChat(core, [owner]);
    requireRoomForGroup(core, others);
    const chat = newId<ChatId>(core.environment);
    const participants = accounts.map(({ id }) => id);
    return {
      events: [{ type: 'chat_created', chat, kind: 'group', title, participants, timeMs }],
      reply: (position) => ({ chat, position, timeMs }),
    };
  });
}

export function renameChat(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: RenameChatRequest,
): Eventually<RenameChatReply> {
  core.hub.check(handle);
  const title = requireTitle('title', request.title, core.limits);
  return changeAlone(core, handle, (caller, timeMs) => {
    const { chat } = requireOwner(caller, request.chat, 'renaming');
    return {
      events: [{ type: 'chat_renamed', chat: chat.id, title, timeMs }],
      reply: (position) => ({ position }),
    };
  });
}
