/** The participants of a chat, by pages. Takes no lock: a page awaits nothing. */

import type { ListParticipantsReply, ListParticipantsRequest, Participant } from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import { requireParticipant } from './access.ts';
import type { ParticipantState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import { invalid, requireCount } from './validation.ts';

/** Where a page ended: with the participant of that name, who joined at that position. */
interface PageEnd {
  readonly joinedPosition: number;
  readonly name: string;
}

export function listParticipants(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ListParticipantsRequest,
): ListParticipantsReply {
  const account = core.hub.check(handle);
  const pageSize = requireCount('page size', request.pageSize, 100, core.limits.listPageParticipantsMax);
  const { chat } = requireParticipant(account, request.chat);
  const end = request.pageToken === '' ? undefined : requirePageEnd(request.pageToken);
  const following = end === undefined ? [...chat.participants.values()] : after(chat.participants.values(), end);
  const page = following.slice(0, pageSize);
  return {
    participants: page.map((part) => told(core, part)),
    nextPageToken: following.length > pageSize ? tokenOf(page.at(-1)) : '',
  };
}

/** Where the one that the page ended with has gone, those who joined with it come again: none is left out. */
function after(participants: Iterable<ParticipantState>, end: PageEnd): readonly ParticipantState[] {
  const following = [...participants].filter(({ joinedPosition }) => joinedPosition >= end.joinedPosition);
  const at = following.findIndex(
    ({ joinedPosition, account }) => joinedPosition === end.joinedPosition && account.name === end.name,
  );
  return following.slice(at + 1);
}

function told(core: CoreContext, { account, role, joinedPosition }: ParticipantState): Participant {
  const { name, fullName } = account;
  return { name, fullName, role, joinedPosition, ...core.presence.of(account) };
}

function tokenOf(part: ParticipantState | undefined): string {
  return part === undefined ? '' : `${part.joinedPosition}.${part.account.name}`;
}

function requirePageEnd(pageToken: string): PageEnd {
  const [, position, name] = /^(\d{1,16})\.(.+)$/.exec(pageToken) ?? [];
  if (position !== undefined && name !== undefined) return { joinedPosition: Number(position), name };
  throw invalid('page token: none that a page of this list came with');
}
