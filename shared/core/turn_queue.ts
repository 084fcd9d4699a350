/**
 * Work that takes milliseconds and awaits nothing, one piece a turn of the event loop, first come, first served: a
 * client that asks for much of it delays others who want the same, and nobody else. Knows nothing of the work.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { Eventually } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';

export class TurnQueue {
  readonly #environment: Pick<Environment, 'startTimer'>;
  readonly #waitingMax: number;
  readonly #waiting: (() => void)[] = [];
  /** Whether this turn has had its piece. */
  #taken = false;

  constructor(environment: Pick<Environment, 'startTimer'>, waitingMax: number) {
    this.#environment = environment;
    this.#waitingMax = waitingMax;
  }

  /** What `work` returns: at once where this turn has done none yet. RESOURCE_EXHAUSTED where too many wait. */
  run<T>(work: () => T): Eventually<T> {
    if (!this.#taken) {
      this.#nextTurn();
      return work();
    }
    if (this.#waiting.length >= this.#waitingMax) {
      const message = `${this.#waiting.length} requests of this kind wait already`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #nextTurn(): void {
    this.#taken = true;
    this.#environment.startTimer(0, () => {
      const next = this.#waiting.shift();
      this.#taken = next !== undefined;
      if (next === undefined) return;
      this.#nextTurn();
      next();
    });
  }
}
