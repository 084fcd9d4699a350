/**
 * One account's inbox: hands out its messages to its subscribers, under its inbox lock, and signals without it. Knows the
 * ledger to catch up from; nothing of who may subscribe.
 */

import { refusalOf } from '../contract/chat_error.ts';
import type { ErrorCode, Message } from '../contract/contract.generated.ts';
import type { Eventually, Signal, Subscriber } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import type { ForwardBounds, Ledger, MessagePage } from '../ledger/ledger.ts';
import type { InboxLock } from '../locks/inbox_lock.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { type CatchUpSource, catchUp } from './catching_up.ts';
import { InboxSubscription } from './inbox_subscription.ts';
import { type SignalKind, signalKind } from './signals/signal_kinds.ts';
import type { AccountState, SessionState, State } from './state.ts';

/** What every inbox needs, handed in once. */
export interface InboxContext {
  readonly state: State;
  readonly ledger: Ledger;
  readonly environment: Environment;
  readonly limits: Limits;
  readonly newInboxLock: () => InboxLock;
}

/** What a subscriber asked for. */
export interface Wanted {
  /** By default the acknowledged position. */
  readonly after: number | undefined;
  readonly signals: ReadonlySet<SignalKind>;
}

/** A subscriber of an inbox, and the session it came by. */
interface Attached {
  readonly session: SessionState;
  readonly signals: ReadonlySet<SignalKind>;
  readonly subscription: InboxSubscription;
}

/** From its first use on. */
export class Inbox {
  readonly lock: InboxLock;
  readonly account: AccountState;
  readonly #context: InboxContext;
  readonly #onAttachedChanged: (inbox: Inbox) => void;
  readonly #catchingUp: CatchUpSource;
  #attached: readonly Attached[] = [];
  /** Applied while the lock was held by another: handed out, in order, as soon as it is free. */
  #waiting: Message[] = [];
  #drained: (() => void)[] = [];
  /** One for all messages that are handed out at once: it is left before the next one enters it. */
  readonly #handOutScope = new LockScope();

  /** `onAttachedChanged` is told after each coming and going of a subscriber. */
  constructor(account: AccountState, context: InboxContext, onAttachedChanged: (inbox: Inbox) => void) {
    this.account = account;
    this.#context = context;
    this.#onAttachedChanged = onAttachedChanged;
    this.lock = context.newInboxLock();
    this.#catchingUp = {
      ...{ lock: this.lock, environment: context.environment, limits: context.limits },
      read: (after, bounds) => this.read(after, bounds),
      untilDrained: () => this.#untilDrained(),
    };
  }

  get subscribers(): number {
    return this.#attached.length;
  }

  /** Whether one of its subscribers asked for such signals. */
  asks(kind: SignalKind): boolean {
    return this.#attached.some(({ signals }) => signals.has(kind));
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

  /** Tells those subscribers who asked for such signals. */
  signal(signal: Signal): void {
    const kind = signalKind(signal);
    for (const { signals, subscription } of this.#attached) {
      if (!signals.has(kind)) continue;
      try {
        subscription.signal(signal);
      } catch (error) {
        this.#endFailed(subscription, error, 'telling a signal');
      }
    }
  }

  /** Starts a subscription. It is live before this returns where there is nothing to wait for. */
  subscribe(
    session: SessionState,
    { after, signals }: Wanted,
    subscriber: Subscriber,
    onClosed: () => void,
  ): InboxSubscription {
    const attached: Attached = {
      session,
      signals,
      subscription: new InboxSubscription({
        subscriber,
        after: after ?? this.account.acknowledgedPosition,
        // Whoever names no position asks for what there is.
        skipForgotten: after === undefined,
        ledgerId: this.#context.ledger.id,
        bounds: this.#context.limits,
        onClosed: () => {
          this.#attached = this.#attached.filter((other) => other !== attached);
          onClosed();
          this.#onAttachedChanged(this);
        },
        onDrained: () => this.#subscriberDrained(),
      }),
    };
    this.#attached = [...this.#attached, attached];
    this.#onAttachedChanged(this);
    catchUp(this.#catchingUp, attached.subscription)
      .then(() => this.#subscriberDrained())
      .catch((error: unknown) => this.#endFailed(attached.subscription, error, 'catching up a subscriber'));
    return attached.subscription;
  }

  /** A page of the inbox: what is applied, after that position. */
  read(after: number, bounds: ForwardBounds): Eventually<MessagePage> {
    const { ledger, state } = this.#context;
    // Not beyond what is applied: of two messages that are durable but not applied, only one may be in a known chat.
    return ledger.readForward(this.account.chats.values(), after, state.position, bounds);
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
    while (!over && !this.#allHandedOut()) await this.#untilDrained();
    timer.cancel();
  }

  #untilDrained(): Promise<void> {
    return new Promise((resolve) => this.#drained.push(resolve));
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

  #handToLive(message: Message): void {
    for (const { subscription } of this.#attached) {
      if (subscription.phase !== 'live') continue;
      try {
        subscription.take(message);
      } catch (error) {
        this.#endFailed(subscription, error, 'handing out messages');
      }
    }
  }

  /** A subscriber that fails to take something ends, and nothing else: messages are in the ledger, and others have them. */
  #endFailed(subscription: InboxSubscription, error: unknown, doing: string): void {
    const refusal = refusalOf(error, doing, this.#context.environment);
    subscription.close(refusal.code, refusal.message);
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
