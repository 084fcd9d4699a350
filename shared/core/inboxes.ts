/**
 * The inboxes that somebody is connected to: each hands out its account's messages to its subscribers, under its inbox
 * lock. Knows the ledger to catch up from; nothing of who may subscribe.
 */

import { refusalOf } from '../contract/chat_error.ts';
import type { ErrorCode, Message } from '../contract/contract.generated.ts';
import type { Subscriber } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import type { AccountId, ForwardBounds, Ledger, MessagePage, MessageSent } from '../ledger/ledger.ts';
import type { InboxGuard, InboxLock } from '../locks/inbox_lock.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { ChatState } from './chat_state.ts';
import { InboxSubscription } from './inbox_subscription.ts';
import type { AccountState, SessionState, State } from './state.ts';

/** What every inbox needs, handed in once. */
export interface InboxContext {
  readonly state: State;
  readonly ledger: Ledger;
  readonly environment: Environment;
  readonly limits: Limits;
  readonly newInboxLock: () => InboxLock;
}

/** A subscriber of an inbox, and the session it came by. */
interface Attached {
  readonly session: SessionState;
  readonly subscription: InboxSubscription;
}

/** One account's inbox, from its first use on. */
export class Inbox {
  readonly lock: InboxLock;
  readonly #account: AccountState;
  readonly #context: InboxContext;
  #attached: readonly Attached[] = [];
  /** Applied while the lock was held by another: handed out, in order, as soon as it is free. */
  #waiting: Message[] = [];
  #drained: (() => void)[] = [];
  /** One for all messages that are handed out at once: it is left before the next one enters it. */
  readonly #handOutScope = new LockScope();

  constructor(account: AccountState, context: InboxContext) {
    this.#account = account;
    this.#context = context;
    this.lock = context.newInboxLock();
  }

  get subscribers(): number {
    return this.#attached.length;
  }

  /** Hands the message to those who are live. The lock decides the order: where it is taken, the message waits for it. */
  handOut(message: Message): void {
    const guard = this.#waiting.length === 0 ? this.lock.tryExclusive(this.#handOutScope) : undefined;
    if (guard === undefined) {
      this.#handOutLater(message);
      return;
    }
    // No `using`: this is the one path that every message takes.
    try {
      this.#handToLive(message);
    } finally {
      guard.release();
    }
  }

  /**
   * Starts a subscription after that position, by default the acknowledged one. It is live before this returns where
   * there is nothing to wait for.
   */
  subscribe(
    session: SessionState,
    after: number | undefined,
    subscriber: Subscriber,
    onClosed: () => void,
  ): InboxSubscription {
    const attached: Attached = {
      session,
      subscription: new InboxSubscription({
        subscriber,
        after: after ?? this.#account.acknowledgedPosition,
        // Whoever names no position asks for what there is.
        skipForgotten: after === undefined,
        ledgerId: this.#context.ledger.id,
        bounds: this.#context.limits,
        onClosed: () => {
          this.#attached = this.#attached.filter((other) => other !== attached);
          onClosed();
        },
        onDrained: () => this.#subscriberDrained(),
      }),
    };
    this.#attached = [...this.#attached, attached];
    this.#catchUp(attached.subscription).catch((error: unknown) => {
      const refusal = refusalOf(error, 'catching up a subscriber', this.#context.environment);
      attached.subscription.close(refusal.code, refusal.message);
    });
    return attached.subscription;
  }

  /** A page of the inbox: what is applied, after that position. The caller holds the lock. */
  read(after: number, bounds: ForwardBounds): MessagePage | Promise<MessagePage> {
    const { ledger, state } = this.#context;
    // Not beyond what is applied: of two messages that are durable but not applied, only one may be in a known chat.
    return ledger.readForward(this.#account.chats.values(), after, state.position, bounds);
  }

  /** Ends the subscriptions of these sessions. */
  close(sessions: ReadonlySet<SessionState>, code: ErrorCode, message: string): void {
    for (const { session, subscription } of this.#attached)
      if (sessions.has(session)) subscription.close(code, message);
  }

  closeAll(code: ErrorCode, message: string): void {
    for (const { subscription } of this.#attached) subscription.close(code, message);
  }

  /** Resolves when every subscriber has been handed what there is, or after `waitMs`. */
  async drain(waitMs: number): Promise<void> {
    let over = false;
    const timer = this.#context.environment.startTimer(waitMs, () => {
      over = true;
      this.#subscriberDrained();
    });
    while (!over && !this.#allHandedOut()) await new Promise<void>((resolve) => this.#drained.push(resolve));
    timer.cancel();
  }

  /** Pages from the ledger until nothing is left, each under the lock; live from the moment the last one was handed over. */
  async #catchUp(subscription: InboxSubscription): Promise<void> {
    while (subscription.phase === 'catching up') {
      if (!subscription.drained) await new Promise<void>((resolve) => this.#drained.push(resolve));
      else await this.#catchUpPage(subscription);
    }
    this.#subscriberDrained();
  }

  /** At once where ledger and lock are. */
  #catchUpPage(subscription: InboxSubscription): void | Promise<void> {
    const acquired = this.lock.exclusive(new LockScope());
    return acquired instanceof Promise
      ? acquired.then((guard) => this.#handPage(guard, subscription))
      : this.#handPage(acquired, subscription);
  }

  async #handPage(acquired: InboxGuard, subscription: InboxSubscription): Promise<void> {
    using _guard = acquired;
    if (subscription.phase !== 'catching up') return;
    const { limits } = this.#context;
    // A page has to fit into the queue: a subscriber that is full would be closed by its own replay, time and again.
    const messagesMax = Math.min(limits.pageMessagesMax, limits.subscriberQueueMessagesMax);
    const bytesMax = Math.min(limits.pageBytesMax, limits.subscriberQueueBytesMax);
    const { cursor, skipForgotten } = subscription;
    const read = this.read(cursor, { messagesMax, bytesMax, skipForgotten });
    const page = read instanceof Promise ? await read : read;
    for (const message of page.messages) subscription.take(message);
    if (!page.more) subscription.goLive();
  }

  #handOutLater(message: Message): void {
    this.#waiting.push(message);
    if (this.#waiting.length > this.#context.limits.subscriberQueueMessagesMax) {
      this.#waiting = [];
      this.closeAll('SLOW_CONSUMER', 'too many messages came while the inbox was being read');
    } else if (this.#waiting.length === 1) {
      this.#handOutWaiting().catch((error: unknown) => {
        this.#waiting = [];
        const refusal = refusalOf(error, 'handing out messages', this.#context.environment);
        this.closeAll(refusal.code, refusal.message);
      });
    }
  }

  async #handOutWaiting(): Promise<void> {
    using _guard = await this.lock.exclusive(new LockScope());
    for (const message of this.#waiting) this.#handToLive(message);
    this.#waiting = [];
    this.#subscriberDrained();
  }

  /** A subscriber that fails to take it ends, and nothing else: the message is in the ledger, and others have it. */
  #handToLive(message: Message): void {
    for (const { subscription } of this.#attached) {
      if (subscription.phase !== 'live') continue;
      try {
        subscription.take(message);
      } catch (error) {
        const refusal = refusalOf(error, 'handing out messages', this.#context.environment);
        subscription.close(refusal.code, refusal.message);
      }
    }
  }

  #allHandedOut(): boolean {
    if (this.#waiting.length > 0) return false;
    return this.#attached.every(({ subscription }) => subscription.phase === 'live' && subscription.drained);
  }

  #subscriberDrained(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resolve of waiting) resolve();
  }
}

/** All inboxes in use. */
export class Inboxes {
  readonly #context: InboxContext;
  readonly #inboxes = new Map<AccountId, Inbox>();

  constructor(context: InboxContext) {
    this.#context = context;
  }

  of(account: AccountState): Inbox {
    const known = this.#inboxes.get(account.id);
    if (known !== undefined) return known;
    const inbox = new Inbox(account, this.#context);
    this.#inboxes.set(account.id, inbox);
    return inbox;
  }

  isOnline(account: AccountState): boolean {
    return (this.#inboxes.get(account.id)?.subscribers ?? 0) > 0;
  }

  /** Hands the message to those participants who are connected. */
  handOut(event: MessageSent, position: number, chat: ChatState): void {
    let message: Message | undefined;
    for (const id of chat.participants.keys()) {
      const inbox = this.#inboxes.get(id);
      if (inbox === undefined || inbox.subscribers === 0) continue;
      message ??= { position, chat: event.chat, sender: event.sender, timeMs: event.timeMs, body: event.body };
      inbox.handOut(message);
    }
  }

  /** The account is gone. */
  remove(account: AccountState, code: ErrorCode, message: string): void {
    this.#inboxes.get(account.id)?.closeAll(code, message);
    this.#inboxes.delete(account.id);
  }

  closeAll(code: ErrorCode, message: string): void {
    for (const inbox of this.#inboxes.values()) inbox.closeAll(code, message);
  }
}
