/**
 * Sends in bursts, several without waiting for an answer, and writes down each send before it and its fate after it.
 * How a send is made, and whether it is ever repeated, is the way's concern.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { ChatError } from '../../../shared/contract/chat_error.ts';
import type { SendReply } from '../../../shared/contract/contract.generated.ts';
import type { Chance } from './chance.ts';
import type { SendLogWriter } from './send_log.ts';
import { accountName, accountOf, bodyOf, type SendId } from './sends.ts';

/** The way of a sender to the server. */
export interface SendWay {
  /** Counts the connections over which the order of sends is the server's concern. */
  readonly connection: number;
  /** How many sends may be without an answer. */
  readonly atOnceMax: number;
  /** Resolves when it makes sense to send. */
  ready(): Promise<void>;
  /** Rejects with UNAVAILABLE where nobody will ever know. */
  send(to: string, body: string, id: SendId): Promise<SendReply>;
  close(): void;
}

/** Longest wait between two bursts: a hundred senders that never rest would leave a small machine to nobody else. */
const pauseMsMax = 60;
/** One in so many sends goes to anybody at all, so that chats are made all the time. */
const strangersOneIn = 20;

export class Sender {
  readonly #number: number;
  readonly #accounts: number;
  readonly #way: SendWay;
  readonly #log: SendLogWriter;
  readonly #chance: Chance;
  readonly #ended: Promise<void>;
  #sends = 0;
  #stopping = false;
  #round: { readonly from: number; readonly resolve: () => void } | undefined;

  constructor(number: number, accounts: number, way: SendWay, log: SendLogWriter, chance: Chance) {
    this.#number = number;
    this.#accounts = accounts;
    this.#way = way;
    this.#log = log;
    this.#chance = chance;
    this.#ended = this.#run();
  }

  /** Resolves when a send that begins from now on is acknowledged. */
  round(): Promise<void> {
    return new Promise((resolve) => {
      this.#round = { from: this.#sends, resolve };
    });
  }

  /** Nothing new is sent; resolves when nothing waits for an answer. */
  async drain(): Promise<void> {
    this.#stopping = true;
    await this.#ended;
    this.#way.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      await this.#way.ready();
      const burst = 1 + this.#chance.below(this.#way.atOnceMax);
      await Promise.all(Array.from({ length: burst }, () => this.#send()));
      await pause(this.#chance.below(pauseMsMax));
    }
  }

  async #send(): Promise<void> {
    const id = { sender: this.#number, send: this.#sends };
    this.#sends += 1;
    const to = this.#recipient();
    this.#log.write({ type: 'intended', ...id, to, connection: this.#way.connection });
    try {
      const { position, chat } = await this.#way.send(accountName(to), bodyOf(id), id);
      this.#log.write({ type: 'acknowledged', ...id, position, chat });
      if (this.#round !== undefined && id.send >= this.#round.from) this.#round.resolve();
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { code } = error;
      this.#log.write(code === 'UNAVAILABLE' ? { type: 'unanswered', ...id } : { type: 'refused', ...id, code });
    }
  }

  /** Mostly a neighbour, so that chats have many messages, of two senders. */
  #recipient(): number {
    const near = this.#chance.below(2) === 0 ? 1 : this.#accounts - 1;
    const step = this.#chance.below(strangersOneIn) === 0 ? 1 + this.#chance.below(this.#accounts - 1) : near;
    return (accountOf(this.#number) + step) % this.#accounts;
  }
}
