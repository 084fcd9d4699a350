/** Fetching from, acknowledging and subscribing to one's own inbox. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  AcknowledgeReply,
  AcknowledgeRequest,
  FetchReply,
  FetchRequest,
  SubscribeRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle, Subscriber, Subscription } from '../contract/core_port.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import { requireSignalKinds } from './signals/signal_kinds.ts';
import { requireCount, requirePosition } from './validation.ts';

export function fetch(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: FetchRequest,
): Eventually<FetchReply> {
  const { hub, limits, metadata, inboxes } = core;
  const account = hub.check(handle);
  requireKnownPosition(core, 'after', request.after ?? 0, request.ledgerId);
  const messagesMax = requireCount('limit', request.limit, 100, limits.pageMessagesMax);
  const inbox = inboxes.of(account);
  return holding(metadata.shared(new LockScope()), (guard) =>
    holding(inbox.lock.exclusive(guard), () => {
      hub.check(handle);
      return inbox.read(request.after ?? account.acknowledgedPosition, {
        messagesMax,
        bytesMax: limits.pageBytesMax,
        // Whoever names no position asks for what there is.
        skipForgotten: request.after === undefined,
      });
    }),
  );
}

export function acknowledge(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: AcknowledgeRequest,
): Eventually<AcknowledgeReply> {
  const { hub, metadata, inboxes, journal } = core;
  const account = hub.check(handle);
  const { position } = request;
  requireKnownPosition(core, 'position', position, request.ledgerId);
  const inbox = inboxes.of(account);
  return holding(metadata.shared(new LockScope()), (guard) =>
    holding(inbox.lock.exclusive(guard), () => {
      hub.check(handle);
      if (position <= account.acknowledgedPosition) return { acknowledgedPosition: account.acknowledgedPosition };
      const event = { type: 'inbox_acknowledged', account: account.id, acknowledgedPosition: position } as const;
      return andThen(journal.commit([event]), () => ({ acknowledgedPosition: position }));
    }),
  );
}

export function subscribe(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SubscribeRequest,
  subscriber: Subscriber,
): Subscription {
  const { hub, inboxes, limits } = core;
  const session = hub.checkSession(handle);
  const account = session.state.account;
  if (core.closing.has(account)) throw new ChatError('UNAUTHENTICATED', 'this account is being deleted');
  requireKnownPosition(core, 'after', request.after ?? 0, request.ledgerId);
  const wanted = { after: request.after, signals: requireSignalKinds(request.signals) };
  const inbox = inboxes.of(account);
  if (inbox.subscribers >= limits.subscriptionsPerAccountMax) {
    throw new ChatError('RESOURCE_EXHAUSTED', `${inbox.subscribers} subscribers are connected to this inbox already`);
  }
  hub.subscriptionOpened(session);
  const closed = (): void => hub.subscriptionClosed(session);
  const subscription = inbox.subscribe(session.state, wanted, subscriber, closed);
  return {
    resume: () => subscription.resume(),
    unsubscribe: () => subscription.close('UNSUBSCRIBED', 'the client ended the subscription'),
    abandon: () => subscription.abandon(),
  };
}

function requireKnownPosition(core: CoreContext, what: string, position: number, ledgerId: string): void {
  requirePosition(what, position, ledgerId, { id: core.ledger.id, position: core.state.position });
}
