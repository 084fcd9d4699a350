/**
 * The messages of an inbox as an async iterator that outlives connections: it resumes by position. Invariant: each
 * message once, in order, without a gap. When its reader is slow it lets go of the subscription and takes it up again
 * later, since what it has not read stays in the inbox; it never makes the connection wait.
 */

import type { Channel } from '../contract/channel_port.ts';
import { ChatError, errorCodeOf } from '../contract/chat_error.ts';
import type { Message, SubscriptionClosed } from '../contract/contract.generated.ts';
import type { Signal } from '../contract/core_port.ts';
import { type BackoffBounds, backoffMs } from './backoff.ts';

export interface MessageStreamOptions {
  /** Messages after this position; undefined for those after the acknowledged one. */
  readonly after: number | undefined;
  /** The ledger in which `after` counts. */
  readonly ledgerId: string;
  /** What to be told of besides messages. */
  readonly signals: readonly string[];
  /** Told of each signal at once, whatever waits for the reader. */
  readonly onSignal: (signal: Signal) => void;
  /** How many messages may wait for the reader. */
  readonly messagesMax: number;
  /** How long the bodies of those may be together, in UTF-16 code units, beyond the first. */
  readonly charactersMax: number;
  /** Waits before a subscription that the server could not go on with is taken up again. */
  readonly backoff: BackoffBounds;
  /** The server has ended the stream for good. Answers what the reader is told: undefined for a plain end. */
  readonly onRefused: (error: ChatError) => ChatError | undefined;
  readonly onEnd: () => void;
}

interface Reader {
  readonly resolve: (result: IteratorResult<Message>) => void;
  readonly reject: (error: ChatError) => void;
}

const done: IteratorResult<Message> = { done: true, value: undefined };

export class MessageStream implements AsyncIterableIterator<Message> {
  readonly #options: MessageStreamOptions;
  /** Calls of `next` that wait for a message; then the buffer is empty. */
  readonly #readers: Reader[] = [];
  #buffer: Message[] = [];
  /** The index of the next message in the buffer: cheaper than shifting. */
  #next = 0;
  #characters = 0;
  /** The newest message that came. */
  #position: number | undefined;
  #channel: Channel | undefined;
  /** Stands for the subscription in force: what another one still says is passed over. */
  #current: object | undefined;
  #subscription: { cancel(): void } | undefined;
  #retry: NodeJS.Timeout | undefined;
  #attempt = 0;
  #subscriptions = 0;
  #end: 'done' | ChatError | undefined;

  constructor(options: MessageStreamOptions) {
    this.#options = options;
    this.#position = options.after;
  }

  /** Goes on over this channel, or waits for one. */
  attach(channel: Channel | undefined): void {
    this.#letGo();
    this.#attempt = 0;
    this.#channel = channel;
    this.#subscribe();
  }

  /** Ends the iteration: with the error, if there is one, once what has come is read. */
  end(error?: ChatError): void {
    if (this.#end !== undefined) return;
    this.#end = error ?? 'done';
    this.#letGo();
    this.#options.onEnd();
    for (const reader of this.#readers.splice(0)) this.#tellEnd(reader);
  }

  next(): Promise<IteratorResult<Message>> {
    const message = this.#take();
    if (message !== undefined) return Promise.resolve({ done: false, value: message });
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      if (this.#end === undefined) this.#readers.push(reader);
      else this.#tellEnd(reader);
    });
  }

  /** Ends the iteration; what has come and is not read stays in the inbox. */
  async return(): Promise<IteratorResult<Message>> {
    this.#buffer = [];
    this.#next = 0;
    this.end();
    return done;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The error is thrown once, as by any iterator; after it there is just the end. */
  #tellEnd(reader: Reader): void {
    const end = this.#end;
    this.#end = 'done';
    if (end instanceof ChatError) reader.reject(end);
    else reader.resolve(done);
  }

  #take(): Message | undefined {
    const message = this.#buffer[this.#next];
    if (message === undefined) return undefined;
    this.#next += 1;
    this.#characters -= message.body.length;
    if (this.#next === this.#buffer.length) {
      this.#buffer = [];
      this.#next = 0;
      // Let go of while the buffer was full: there is room again.
      this.#subscribe();
    } else if (this.#next >= this.#options.messagesMax) {
      // A reader that is never quite done must not keep all that it has read.
      this.#buffer = this.#buffer.slice(this.#next);
      this.#next = 0;
    }
    return message;
  }

  #subscribe(): void {
    const channel = this.#channel;
    const busy = this.#current !== undefined || this.#retry !== undefined;
    if (channel === undefined || busy || this.#end !== undefined) return;
    const current = {};
    this.#current = current;
    this.#subscriptions += 1;
    if (this.#position === undefined) this.#findPosition(channel, current);
    else this.#subscribeAfter(this.#position, channel, current);
  }

  /** What is acknowledged may move while we are away: only a position of our own resumes without a gap. */
  #findPosition(channel: Channel, current: object): void {
    channel.call('acknowledge', { position: 0, ledgerId: '' }, (error, reply) => {
      if (this.#current !== current) return;
      if (reply !== undefined) this.#subscribeAfter(reply.acknowledgedPosition, channel, current);
      else this.#onRefused(error ?? new ChatError('INTERNAL', 'neither reply nor error'));
    });
  }

  #subscribeAfter(after: number, channel: Channel, current: object): void {
    this.#position = after;
    const subscription = channel.subscribe(
      { after, ledgerId: this.#options.ledgerId, signals: this.#options.signals },
      {
        message: (message) => {
          if (this.#current === current) this.#onMessage(message);
        },
        signal: (signal) => {
          if (this.#current === current) this.#onSignal(signal);
        },
        closed: (closed) => {
          if (this.#current === current) this.#onClosed(closed);
        },
        refused: (error) => {
          if (this.#current === current) this.#onRefused(error);
        },
      },
    );
    // The channel may have called already, and made us let go.
    if (this.#current === current) this.#subscription = subscription;
    else subscription.cancel();
  }

  #letGo(): void {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    this.#current = undefined;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    subscription?.cancel();
  }

  #onMessage(message: Message): void {
    this.#position = message.position;
    this.#attempt = 0;
    const reader = this.#readers.shift();
    if (reader !== undefined) {
      reader.resolve({ done: false, value: message });
      return;
    }
    this.#buffer.push(message);
    this.#characters += message.body.length;
    const { messagesMax, charactersMax } = this.#options;
    if (this.#buffer.length - this.#next >= messagesMax || this.#characters >= charactersMax) this.#letGo();
  }

  /** In a microtask: what the listener throws is the process', not the end of a connection that is in order. */
  #onSignal(signal: Signal): void {
    queueMicrotask(() => this.#options.onSignal(signal));
  }

  #onClosed({ code, message }: SubscriptionClosed): void {
    const error = new ChatError(errorCodeOf(code), message);
    if (error.code === 'SLOW_CONSUMER') {
      this.#letGo();
      this.#subscribe();
    } else if (error.retryable) this.#retryLater();
    else if (error.code === 'UNSUBSCRIBED') this.end();
    else this.end(this.#options.onRefused(error));
  }

  /** A stream that has been going on is not given up for what may pass; one that cannot even begin says so. */
  #onRefused(error: ChatError): void {
    const passing = error.code === 'UNAVAILABLE' || (error.retryable && this.#subscriptions > 1);
    if (passing) this.#retryLater();
    else this.end(this.#options.onRefused(error));
  }

  /** After a while over the same channel, unless another one comes before. */
  #retryLater(): void {
    this.#letGo();
    const retryMs = backoffMs(this.#attempt, this.#options.backoff, Math.random());
    this.#attempt += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#subscribe();
    }, retryMs);
  }
}
