/**
 * One subscriber's way through an inbox: catching up from the ledger, then live. Knows its own queue; the inbox
 * decides when it is handed what. Invariant: messages leave in the order of their positions, each once. Signals have no
 * place in that order: they leave as soon as there is room, before messages that wait.
 */

import type { ErrorCode, Message } from '../contract/contract.generated.ts';
import type { Signal, Subscriber } from '../contract/core_port.ts';
import { signalSubject } from './signals/signal_kinds.ts';

export interface QueueBounds {
  readonly subscriberQueueMessagesMax: number;
  readonly subscriberQueueBytesMax: number;
  readonly subscriberSignalsMax: number;
}

type Phase = 'catching up' | 'live' | 'closed';

export class InboxSubscription {
  /** Whether messages that were deleted are passed over, instead of ending it with OUT_OF_RANGE. */
  readonly skipForgotten: boolean;
  readonly #subscriber: Subscriber;
  readonly #bounds: QueueBounds;
  readonly #ledgerId: string;
  readonly #onClosed: () => void;
  readonly #onDrained: () => void;
  /** Handed to us but not to the subscriber, since it said that it is full. */
  #queue: Message[] = [];
  #queueBytes = 0;
  /** The newest of each subject, for the same reason. */
  readonly #signals = new Map<string, Signal>();
  #blocked = false;
  /** Whether the subscriber is taking something this moment: nothing else is handed to it meanwhile. */
  #handing = false;
  #phase: Phase = 'catching up';
  /** The newest message that was handed to us. */
  #cursor: number;
  /** The newest message that was handed to the subscriber. */
  #delivered: number;

  constructor(options: {
    subscriber: Subscriber;
    after: number;
    skipForgotten: boolean;
    ledgerId: string;
    bounds: QueueBounds;
    onClosed: () => void;
    onDrained: () => void;
  }) {
    this.skipForgotten = options.skipForgotten;
    this.#subscriber = options.subscriber;
    this.#bounds = options.bounds;
    this.#ledgerId = options.ledgerId;
    this.#onClosed = options.onClosed;
    this.#onDrained = options.onDrained;
    this.#cursor = options.after;
    this.#delivered = options.after;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** Whether nothing waits for the subscriber to make room. */
  get drained(): boolean {
    return !this.#blocked;
  }

  /** From now on messages come as they are applied. */
  goLive(): void {
    if (this.#phase === 'catching up') this.#phase = 'live';
  }

  /** Takes a message; one that was taken before is passed over. Ends with SLOW_CONSUMER where the queue is full. */
  take(message: Message): void {
    if (this.#phase === 'closed' || message.position <= this.#cursor) return;
    this.#cursor = message.position;
    if (this.#blocked || this.#handing) {
      this.#enqueue(message);
      return;
    }
    this.#hand(message);
    if (this.#signals.size > 0 || this.#queue.length > 0) this.#handWaiting();
  }

  /** Takes a signal, in any phase. Ends with SLOW_CONSUMER where those about too many subjects wait. */
  signal(signal: Signal): void {
    if (this.#phase === 'closed') return;
    // Who types does so for a moment: when there is room again it is over.
    if (signal.case === 'typing' && (this.#blocked || this.#phase !== 'live')) return;
    if (!this.#blocked && !this.#handing) {
      this.#handSignal(signal);
      if (this.#signals.size > 0 || this.#queue.length > 0) this.#handWaiting();
      return;
    }
    this.#signals.set(signalSubject(signal), signal);
    const { subscriberSignalsMax } = this.#bounds;
    if (this.#signals.size > subscriberSignalsMax) {
      this.close('SLOW_CONSUMER', `more than ${subscriberSignalsMax} signals wait`);
    }
  }

  /** The subscriber has room again. */
  resume(): void {
    if (this.#phase === 'closed' || !this.#blocked) return;
    this.#blocked = false;
    this.#handWaiting();
    if (!this.#blocked) this.#onDrained();
  }

  /** Tells the subscriber why, and from where to resume. What is queued stays in the inbox. */
  close(code: ErrorCode, message: string): void {
    if (this.#phase === 'closed') return;
    this.abandon();
    this.#subscriber.closed({ code, position: this.#delivered, ledgerId: this.#ledgerId, message });
  }

  /** Ends without telling the subscriber. */
  abandon(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#queue = [];
    this.#signals.clear();
    this.#onClosed();
    this.#onDrained();
  }

  #hand(message: Message): void {
    this.#handing = true;
    try {
      if (!this.#subscriber.message(message)) this.#blocked = true;
    } finally {
      this.#handing = false;
    }
    // Only now: where it throws, the message is still to come.
    this.#delivered = Math.max(this.#delivered, message.position);
  }

  #handSignal(signal: Signal): void {
    this.#handing = true;
    try {
      if (!this.#subscriber.signal(signal)) this.#blocked = true;
    } finally {
      this.#handing = false;
    }
  }

  /** What waits, until the subscriber is full, or ends the subscription. */
  #handWaiting(): void {
    while (!this.#blocked && (this.#signals.size > 0 || this.#queue.length > 0)) {
      for (const [subject, signal] of this.#signals) {
        if (this.#blocked) return;
        this.#signals.delete(subject);
        this.#handSignal(signal);
      }
      this.#handQueue();
    }
  }

  #handQueue(): void {
    const queue = this.#queue;
    let index = 0;
    for (; index < queue.length && !this.#blocked; index += 1) {
      const message = queue[index] as Message;
      this.#queueBytes -= Buffer.byteLength(message.body);
      this.#hand(message);
      // The subscriber has ended it: nothing is handed after the end.
      if (this.#queue !== queue) return;
    }
    this.#queue = queue.slice(index);
  }

  #enqueue(message: Message): void {
    this.#queue.push(message);
    this.#queueBytes += Buffer.byteLength(message.body);
    const { subscriberQueueMessagesMax, subscriberQueueBytesMax } = this.#bounds;
    if (this.#queue.length <= subscriberQueueMessagesMax && this.#queueBytes <= subscriberQueueBytesMax) return;
    this.close(
      'SLOW_CONSUMER',
      `more than ${subscriberQueueMessagesMax} messages or ${subscriberQueueBytesMax} bytes wait`,
    );
  }
}
