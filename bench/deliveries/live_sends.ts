/**
 * Sends at a steady rate, in an open loop: what is late is sent all the same, and its response counts from when it was
 * intended. Knows channels; nothing of who receives.
 */

import { setTimeout } from 'node:timers/promises';
import type { Channel } from '../../shared/contract/channel_port.ts';
import type { Pacer } from '../load/pacer.ts';
import type { LivePart } from './delivery_duties.ts';

/** A reply that has not come by then does not come. */
const replyMsMax = 20_000;

export interface LiveSendsOptions {
  /** That take turns. */
  readonly channels: readonly Channel[];
  readonly chat: string;
  readonly body: string;
  /** Calls `sendDue` whenever something is due. */
  readonly pacer: Pacer;
  readonly everyMs: number;
}

export class LiveSends {
  readonly #options: LiveSendsOptions;
  readonly #intendedMs: number[] = [];
  readonly #positions: number[] = [];
  readonly #responseMs: number[] = [];
  readonly #failed = Promise.withResolvers<never>();
  readonly #allAnswered = Promise.withResolvers<void>();
  #firstMs = 0;
  #planned = 0;
  #sent = 0;
  #answered = 0;
  #ended = false;

  constructor(options: LiveSendsOptions) {
    this.#options = options;
    this.#failed.promise.catch(() => {});
  }

  begin(): void {
    this.#firstMs = performance.now() + this.#options.everyMs;
    this.#plan();
  }

  sendDue(): void {
    const { pacer } = this.#options;
    while (!this.#ended && pacer.nextMs <= performance.now()) {
      const intendedMs = pacer.nextMs;
      pacer.shift();
      this.#plan();
      this.#send(intendedMs);
    }
  }

  fail(error: Error): void {
    this.#failed.reject(error);
  }

  /** Resolves with all that was sent, once each has been answered. */
  async end(): Promise<LivePart> {
    this.#ended = true;
    this.#options.pacer.clear();
    if (this.#answered === this.#sent) this.#allAnswered.resolve();
    const waiting = new AbortController();
    const late = setTimeout(replyMsMax, undefined, { signal: waiting.signal }).then((): never => {
      throw new Error(`${this.#sent - this.#answered} sends have no reply after ${replyMsMax / 1_000} s`);
    });
    try {
      await Promise.race([this.#allAnswered.promise, this.#failed.promise, late]);
    } finally {
      waiting.abort();
      late.catch(() => {});
    }
    return {
      positions: Float64Array.from(this.#positions),
      intendedAtEpochMs: Float64Array.from(this.#intendedMs, (ms) => performance.timeOrigin + ms),
      responseMs: Float64Array.from(this.#responseMs),
    };
  }

  #plan(): void {
    const { pacer, everyMs } = this.#options;
    while (pacer.hasRoom) {
      pacer.plan(this.#firstMs + this.#planned * everyMs);
      this.#planned += 1;
    }
  }

  #send(intendedMs: number): void {
    const { channels, chat, body } = this.#options;
    const index = this.#sent;
    this.#sent += 1;
    this.#intendedMs[index] = intendedMs;
    const channel = channels[index % channels.length] as Channel;
    channel.call('send', { to: '', body, key: '', chat }, (error, reply) => {
      if (reply === undefined) return this.fail(error ?? new Error('a send had no reply'));
      this.#responseMs[index] = performance.now() - intendedMs;
      this.#positions[index] = reply.position;
      this.#answered += 1;
      if (this.#ended && this.#answered === this.#sent) this.#allAnswered.resolve();
    });
  }
}
