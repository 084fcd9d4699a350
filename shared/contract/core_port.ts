/**
 * What a front is handed to serve clients with. The core satisfies it; so can a stand-in that forwards to
 * a core elsewhere. Knows nothing of frames, streams or sockets.
 */

import type { ChatOperations, Message, PushPush, SubscribeRequest, SubscriptionClosed } from './contract.generated.ts';

/** A session as the core knows it; a front keeps it for a connection and shows it with each operation. */
export interface SessionHandle {
  /** The account's name. */
  readonly account: string;
}

/** The reply where it is known at once (which costs no promise), else a promise of it. */
export type Eventually<T> = T | Promise<T>;

/** What a subscriber is told of besides messages. Not kept: whoever is away misses it, and asks for what stands. */
export type Signal = Exclude<PushPush, { readonly case: 'message' } | { readonly case: 'closed' }>;

/**
 * The receiving end of a subscription, owned by the front. The core calls it in order, never again after
 * `closed`, and never while a call of it is still running.
 */
export interface Subscriber {
  /** Takes a message. False asks the core to wait until `resume` of the subscription is called. */
  message(message: Message): boolean;
  /** Takes a signal, of those that its request asked for. False as for a message. */
  signal(signal: Signal): boolean;
  /** The end. What was given to `message` before still has to reach the client first. */
  closed(closed: SubscriptionClosed): void;
}

/** The sending end of a subscription, owned by the core. */
export interface Subscription {
  /** The front can take messages again. */
  resume(): void;
  /** Ends the subscription: `closed` is called, with UNSUBSCRIBED, before this returns. */
  unsubscribe(): void;
  /** The client is gone: ends the subscription without telling anybody. */
  abandon(): void;
}

export type ChatOperation<Name extends keyof ChatOperations> = (
  session: SessionHandle | undefined,
  request: ChatOperations[Name]['request'],
) => Eventually<ChatOperations[Name]['reply']>;

/** Everything throws, or rejects with, a ChatError; anything else is a fault. */
export interface CorePort {
  /** One function an operation. Those that need a token check the session each time; undefined is UNAUTHENTICATED. */
  readonly operations: { readonly [Name in keyof ChatOperations]: ChatOperation<Name> };
  /** The session of a token. UNAUTHENTICATED where there is none. */
  resume(token: string): SessionHandle;
  /** Starts handing out the inbox; `subscriber` may be called before this returns. */
  subscribe(session: SessionHandle | undefined, request: SubscribeRequest, subscriber: Subscriber): Subscription;
}
