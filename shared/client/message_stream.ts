/**
 * The messages of an inbox as an async iterator that outlives connections: it resumes by position. Invariant: each
 * message once, in order, without a gap. When its reader is slow it lets go of the subscription and takes it up again
 * later, since what it has not read stays in the inbox; it never makes the connection wait.
 */

import type { Channel } from '../contract/channel_port.ts';
import { ChatError, errorCodeOf } from '../contract/chat_error.ts';
import type { Message, SubscriptionClosed } from '../contract/contract.generated.ts';

export interface MessageStreamOptions {
  /** Messages after this position; undefined for those after the acknowledged one. */
  readonly after: number | undefined;
  readonly ledgerId: string;
  /** How many messages may wait for the reader. */
  readonly messagesMax: number;
  readonly onEnd: () => void;
}

/** Ends of a subscription after which it is taken up again. */
const resumable: ReadonlySet<string> = new Set([
  'SLOW_CONSUMER',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
]);

export class MessageStream implements AsyncIterableIterator<Message> {
  readonly #options: MessageStreamOptions;
  #buffer: Message[] = [];
  /** The index of the next message in the buffer: cheaper than shifting. */
  #next = 0;
  #position: number | undefined;
  #channel: Channel | undefined;
  #subscription: { cancel(): void } | undefined;
  #end: 'done' | ChatError | undefined;
  #wake: (() => void) | undefined;

  constructor(options: MessageStreamOptions) {
    this.#options = options;
    this.#position = options.after;
  }

  /** Goes on over this channel, or waits for one. */
  attach(channel: Channel | undefined): void {
    this.#channel = channel;
    this.#subscription = undefined;
    this.#subscribe();
  }

  /** Ends the iteration: with the error, if there is one, once what has come is read. */
  end(error?: ChatError): void {
    if (this.#end !== undefined) return;
    this.#end = error ?? 'done';
    const subscription = this.#subscription;
    this.#subscription = undefined;
    subscription?.cancel();
    this.#options.onEnd();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Message>> {
    for (;;) {
      const message = this.#take();
      if (message !== undefined) return { done: false, value: message };
      if (this.#end instanceof ChatError) throw this.#end;
      if (this.#end === 'done') return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<Message>> {
    this.#buffer = [];
    this.#next = 0;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #take(): Message | undefined {
    const message = this.#buffer[this.#next];
    if (message === undefined) return undefined;
    this.#next += 1;
    if (this.#next === this.#buffer.length) {
      this.#buffer = [];
      this.#next = 0;
      // Let go of while the buffer was full: there is room again.
      this.#subscribe();
    }
    return message;
  }

  #subscribe(): void {
    if (this.#channel === undefined || this.#subscription !== undefined || this.#end !== undefined) return;
    const after = this.#position;
    const ledgerId = after === undefined ? '' : this.#options.ledgerId;
    let current = true;
    const subscription = this.#channel.subscribe(
      { after, ledgerId },
      {
        message: (message) => {
          if (current) current = this.#onMessage(message);
        },
        closed: (closed) => {
          if (current) this.#onClosed(closed);
        },
        refused: (error) => {
          if (current) this.end(error);
        },
      },
    );
    if (current) this.#subscription = subscription;
    else subscription.cancel();
  }

  /** False when the buffer is full and the subscription was let go of. */
  #onMessage(message: Message): boolean {
    this.#position = message.position;
    this.#buffer.push(message);
    this.#wake?.();
    if (this.#buffer.length - this.#next < this.#options.messagesMax) return true;
    this.#subscription?.cancel();
    this.#subscription = undefined;
    return false;
  }

  #onClosed({ code, message }: SubscriptionClosed): void {
    this.#subscription = undefined;
    if (code === 'UNSUBSCRIBED') this.end();
    else if (!resumable.has(code)) this.end(new ChatError(errorCodeOf(code), message));
    else if (code !== 'UNAVAILABLE') this.#subscribe();
    // Otherwise the server is stopping: the next channel takes it up.
  }
}
