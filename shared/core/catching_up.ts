/**
 * Hands a subscriber what came before it, page by page, until it is live. Knows one inbox's lock and pages; nothing of
 * other subscribers. Invariant: between the end of the last page and being live nothing is applied: the lock is held.
 */

import type { Eventually } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import type { ForwardBounds, MessagePage } from '../ledger/ledger.ts';
import type { InboxGuard, InboxLock } from '../locks/inbox_lock.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { InboxSubscription } from './inbox_subscription.ts';

/** The inbox, as far as catching up goes. */
export interface CatchUpSource {
  readonly lock: InboxLock;
  readonly environment: Environment;
  readonly limits: Limits;
  read(after: number, bounds: ForwardBounds): Eventually<MessagePage>;
  /** Resolves when a subscriber has room again, or has gone. */
  untilDrained(): Promise<void>;
}

/**
 * What is left of the inbox is handed over under the lock, live from that moment on. Before that, as long as a page says
 * that there is more, pages are handed over without the lock: nobody else waits for them. Live, at the earliest, before
 * this returns.
 */
export async function catchUp(source: CatchUpSource, subscription: InboxSubscription): Promise<void> {
  while (isCatchingUp(subscription)) {
    if (!subscription.drained) await source.untilDrained();
    else if (await lastPage(source, subscription)) await pagesBefore(source, subscription);
  }
}

/** At once where ledger and lock are. Whether there is more. */
function lastPage(source: CatchUpSource, subscription: InboxSubscription): Promise<boolean> {
  const acquired = source.lock.exclusive(new LockScope());
  return acquired instanceof Promise
    ? acquired.then((guard) => handLastPage(source, guard, subscription))
    : handLastPage(source, acquired, subscription);
}

async function handLastPage(
  source: CatchUpSource,
  acquired: InboxGuard,
  subscription: InboxSubscription,
): Promise<boolean> {
  using _guard = acquired;
  if (!isCatchingUp(subscription)) return false;
  const read = readPage(source, subscription, subscription.cursor);
  const page = read instanceof Promise ? await read : read;
  for (const message of page.messages) subscription.take(message);
  if (!page.more) subscription.goLive();
  return page.more;
}

/** While one page is handed over the next one is read. Others get their turn in between. */
async function pagesBefore(source: CatchUpSource, subscription: InboxSubscription): Promise<void> {
  let reading: Eventually<MessagePage> | undefined = readPage(source, subscription, subscription.cursor);
  while (reading !== undefined) {
    // A ledger that has its pages at once leaves nobody else a turn.
    if (!(reading instanceof Promise)) await laterTurn(source);
    const page: MessagePage = await reading;
    if (!isCatchingUp(subscription)) return;
    const last = page.messages.at(-1)?.position;
    reading = page.more && last !== undefined ? readPage(source, subscription, last) : undefined;
    // Whoever closes the subscription meanwhile waits for no page, and hears of no fault.
    if (reading instanceof Promise) reading.catch(() => undefined);
    while (!subscription.drained && isCatchingUp(subscription)) await source.untilDrained();
    if (!isCatchingUp(subscription)) return;
    for (const message of page.messages) subscription.take(message);
  }
}

function readPage(
  { limits, read }: CatchUpSource,
  { skipForgotten }: InboxSubscription,
  after: number,
): Eventually<MessagePage> {
  // A page has to fit into the queue: a subscriber that is full would be closed by its own replay, time and again.
  const messagesMax = Math.min(
    limits.pageMessagesMax,
    limits.catchUpPageMessagesMax,
    limits.subscriberQueueMessagesMax,
  );
  const bytesMax = Math.min(limits.pageBytesMax, limits.subscriberQueueBytesMax);
  return read(after, { messagesMax, bytesMax, skipForgotten });
}

/** The next but one: what came in this turn is answered at the end of the next, and a page before that would delay it. */
function laterTurn({ environment }: CatchUpSource): Promise<void> {
  return new Promise((resolve) => environment.startTimer(0, () => environment.startTimer(0, resolve)));
}

/** A call, since a phase changes under whoever awaits. */
function isCatchingUp(subscription: InboxSubscription): boolean {
  return subscription.phase === 'catching up';
}
