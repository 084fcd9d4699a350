/** Work that is done once for all that was noted within a time. Knows nothing of the work. */

import type { Environment, Timer } from '../../contract/environment.ts';

export class Debounce {
  readonly #environment: Environment;
  readonly #delayMs: number;
  readonly #work: () => void;
  #timer: Timer | undefined;
  #closed = false;

  constructor(environment: Environment, delayMs: number, work: () => void) {
    this.#environment = environment;
    this.#delayMs = delayMs;
    this.#work = work;
  }

  /** There is something to do: `delayMs` after the first such call since it was done last. */
  note(delayMs = this.#delayMs): void {
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = this.#environment.startTimer(delayMs, () => {
      this.#timer = undefined;
      this.#work();
    });
  }

  /** Nothing is done any more. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
