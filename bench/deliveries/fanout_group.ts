/**
 * One group with its sender and its subscribers, all of them there: what each message takes to reach them, and how many
 * a second do. Knows no transport. Sender and subscribers share a process, and so a clock.
 */

import { setTimeout } from 'node:timers/promises';
import type { Channel } from '../../shared/contract/channel_port.ts';
import { median } from '../statistics/median.ts';
import { Arrivals, DeliveryFault } from './arrivals.ts';
import type { FanoutAsked, FanoutClientSetup, FanoutMeasured } from './delivery_duties.ts';

type Times = Pick<FanoutMeasured, 'firstMs' | 'medianMs' | 'lastMs'>;
type Rate = Pick<FanoutMeasured, 'deliveries' | 'elapsedMs'>;

type GroupBounds = Pick<FanoutClientSetup, 'bodyBytes' | 'deliveryMsMax'>;

export class FanoutGroup {
  readonly #chat: string;
  readonly #body: string;
  readonly #sender: Channel;
  readonly #subscribers: number;
  readonly #deliveryMsMax: number;
  #arrivals: Arrivals;
  #failed: (error: Error) => void = () => {};
  /** Of the message that is on its way alone: when each subscriber had it. */
  #times: number[] | undefined;
  #onReached: (messages: number) => void = () => {};
  #sent: number[] = [];

  constructor(chat: string, sender: Channel, subscribers: number, { bodyBytes, deliveryMsMax }: GroupBounds) {
    this.#deliveryMsMax = deliveryMsMax;
    this.#chat = chat;
    this.#sender = sender;
    this.#subscribers = subscribers;
    this.#body = 'x'.repeat(bodyBytes);
    this.#arrivals = this.#newArrivals();
  }

  /** A subscriber, counted from 0, has this message. */
  take(subscriber: number, position: number): void {
    this.#times?.push(performance.now());
    try {
      this.#arrivals.take(subscriber, position);
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  fail(error: Error): void {
    this.#failed(error);
  }

  /** Each is sent when all have the one before. Rejects with a DeliveryFault. */
  async oneAtATime({ messagesMax, ms }: FanoutAsked['oneAtATime']): Promise<Times> {
    const times = { firstMs: [] as number[], medianMs: [] as number[], lastMs: [] as number[] };
    this.#begin();
    const endMs = performance.now() + ms;
    while (times.lastMs.length < messagesMax && (performance.now() < endMs || times.lastMs.length === 0)) {
      const arrived: number[] = [];
      this.#times = arrived;
      const sentMs = performance.now();
      const { reached, acknowledged } = this.#sendOne();
      await this.#bounded(Promise.all([reached, acknowledged]));
      times.firstMs.push((arrived[0] ?? 0) - sentMs);
      times.medianMs.push(median(arrived) - sentMs);
      times.lastMs.push((arrived.at(-1) ?? 0) - sentMs);
    }
    this.#times = undefined;
    this.#arrivals.require(this.#sent);
    return times;
  }

  /**
   * As many as can be, `window` of them under way: sent, and not had by everybody yet. From the first send to the last
   * delivery. Rejects with a DeliveryFault.
   */
  async saturate({ ms, window }: FanoutAsked['saturate']): Promise<Rate> {
    this.#begin();
    const { promise, resolve } = Promise.withResolvers<void>();
    const startMs = performance.now();
    let begun = 0;
    let acknowledged = 0;
    let lastMs = startMs;
    const goOn = (): void => {
      const over = performance.now() - startMs >= ms;
      while (!over && begun - this.#arrivals.reached < window) {
        begun += 1;
        this.#send(() => {
          acknowledged += 1;
          if (acknowledged === begun && this.#arrivals.reached === begun) resolve();
        });
      }
      if (over && acknowledged === begun && this.#arrivals.reached === begun) resolve();
    };
    this.#onReached = () => {
      lastMs = performance.now();
      goOn();
    };
    goOn();
    await this.#bounded(promise, ms);
    this.#arrivals.require(this.#sent);
    return { deliveries: begun * this.#subscribers, elapsedMs: lastMs - startMs };
  }

  #begin(): void {
    this.#arrivals = this.#newArrivals();
    this.#sent = [];
  }

  #newArrivals(): Arrivals {
    return new Arrivals(this.#subscribers, (messages) => this.#onReached(messages));
  }

  #sendOne(): { readonly reached: Promise<void>; readonly acknowledged: Promise<void> } {
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    const { promise: acknowledged, resolve: acknowledge } = Promise.withResolvers<void>();
    this.#onReached = () => resolve();
    this.#send(acknowledge);
    return { reached, acknowledged };
  }

  #send(acknowledge: () => void): void {
    this.#sender.call('send', { to: '', body: this.#body, key: '', chat: this.#chat }, (error, reply) => {
      if (reply === undefined) return this.#failed(error ?? new Error('a send had no reply'));
      this.#sent.push(reply.position);
      acknowledge();
    });
  }

  /** Rejects where a delivery is wrong, or does not come in time. */
  async #bounded(work: Promise<unknown>, ms = 0): Promise<void> {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    this.#failed = reject;
    const waiting = new AbortController();
    const late = setTimeout(ms + this.#deliveryMsMax, undefined, { signal: waiting.signal }).then(() => {
      this.#arrivals.require(this.#sent);
      throw new DeliveryFault(`a reply has not come within ${this.#deliveryMsMax / 1_000} s`);
    });
    try {
      await Promise.race([work, failed, late]);
    } finally {
      waiting.abort();
      late.catch(() => {});
      this.#failed = () => {};
    }
  }
}
