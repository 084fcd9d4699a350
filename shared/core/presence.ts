/** Hiding one's presence, and telling that one is typing. */

import type {
  SetPresenceReply,
  SetPresenceRequest,
  SetTypingReply,
  SetTypingRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { requireParticipant } from './access.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { requireWritable } from './send_decision.ts';

/** Two of them of one account come one after the other, as its acknowledges do: what was asked last counts. */
export function setPresence(
  core: CoreContext,
  handle: SessionHandle | undefined,
  { hidden }: SetPresenceRequest,
): Eventually<SetPresenceReply> {
  const { hub, metadata, inboxes, journal } = core;
  const account = hub.check(handle);
  return holding(metadata.shared(new LockScope()), (guard) =>
    holding(inboxes.of(account).lock.exclusive(guard), () => {
      hub.check(handle);
      if (account.presenceHidden === hidden) return {};
      return andThen(journal.commit([{ type: 'presence_hidden', account: account.id, hidden }]), () => ({}));
    }),
  );
}

/** No lock: nothing is awaited, and nothing changes. */
export function setTyping(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SetTypingRequest,
): SetTypingReply {
  const account = core.hub.check(handle);
  requireWritable(core, account, request.chat);
  core.signals.typing.tell(requireParticipant(account, request.chat), request.typing);
  return {};
}
