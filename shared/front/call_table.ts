/**
 * What a channel has asked of its server: the calls without an answer, and who listens to which subscription. Knows
 * ids; nothing of encodings or connections. Invariant: each call is answered once, all that are left when the channel
 * ends; a listener hears nothing after the end of its subscription, or of the channel.
 */

import type { SubscriptionListener } from '../contract/channel_port.ts';
import { ChatError, errorCodeOf } from '../contract/chat_error.ts';
import type { SubscriptionClosed } from '../contract/contract.generated.ts';

/** `Call` is what a transport has to keep of a call until its answer comes. */
export class CallTable<Call> {
  readonly #refuse: (call: Call, error: ChatError) => void;
  readonly #calls = new Map<number, Call>();
  readonly #listeners = new Map<number, SubscriptionListener>();
  #calledWith = 0;
  #subscribedWith = 0;
  #ended: ChatError | undefined;

  constructor(refuse: (call: Call, error: ChatError) => void) {
    this.#refuse = refuse;
  }

  /** Why the channel has ended; undefined while it has not. */
  get ended(): ChatError | undefined {
    return this.#ended;
  }

  /** How many calls have no answer. */
  get unanswered(): number {
    return this.#calls.size;
  }

  /** Of a call: even, since subscriptions have the odd ones. */
  nextId(): number {
    this.#calledWith += 2;
    return this.#calledWith;
  }

  add(id: number, call: Call): void {
    this.#calls.set(id, call);
  }

  /** The call, for whoever answers it now. Undefined where it has been answered. */
  take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    if (call !== undefined) this.#calls.delete(id);
    return call;
  }

  /**
   * `start` asks for a subscription, and `cancel` for its end, where it has not come. A ChatError that `start` throws
   * refuses the subscription. Once the channel has ended nothing is asked.
   */
  subscribe(
    listener: SubscriptionListener,
    start: (id: number) => void,
    cancel: (id: number) => void,
  ): { cancel(): void } {
    if (this.#ended !== undefined) return { cancel: () => {} };
    // Counted apart from calls: clients that subscribe in the same order do so with the same ids, and share what is encoded.
    const id = this.#subscribedWith + 1;
    this.#subscribedWith += 2;
    try {
      start(id);
    } catch (error) {
      refuseSoon(error, (refusal) => listener.refused(refusal));
      return { cancel: () => {} };
    }
    this.#listeners.set(id, listener);
    return {
      cancel: () => {
        if (this.#listeners.has(id)) cancel(id);
      },
    };
  }

  /** Undefined where the subscription has ended. */
  listener(id: number): SubscriptionListener | undefined {
    return this.#listeners.get(id);
  }

  /** The listener, for whoever tells it the end. Undefined where it has been told. */
  takeListener(id: number): SubscriptionListener | undefined {
    const listener = this.#listeners.get(id);
    if (listener !== undefined) this.#listeners.delete(id);
    return listener;
  }

  /** The server refused the call or the subscription of that id. */
  refuse(id: number, error: ChatError): void {
    const call = this.take(id);
    const listener = this.takeListener(id);
    if (call !== undefined) this.#refuse(call, error);
    listener?.refused(error);
  }

  /** The server ended the subscription, with a code that this version may not know. */
  subscriptionClosed(id: number, closed: SubscriptionClosed): void {
    this.takeListener(id)?.closed({ ...closed, code: errorCodeOf(closed.code) });
  }

  /** Refuses every call that is left, and forgets the listeners: their channel's owner is told instead. */
  end(error: ChatError): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#listeners.clear();
    for (const call of calls) this.#refuse(call, error);
  }
}

/**
 * Tells of a refusal in a microtask, so that no call is answered before it has returned. Throws what is no ChatError: a
 * programmer's error.
 */
export function refuseSoon(error: unknown, refuse: (error: ChatError, reply: undefined) => void): void {
  if (!(error instanceof ChatError)) throw error;
  queueMicrotask(() => refuse(error, undefined));
}

/** Why a channel ends where handling what the server said threw that. */
export function answerFault(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError('INTERNAL', 'an answer could not be handled', { cause: error });
}
