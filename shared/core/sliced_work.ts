/**
 * Work that may be long, done a slice a turn of the event loop, so that whatever it is for keeps nobody waiting. Knows
 * steps, which whoever works counts; nothing of what they do. Invariant: all jobs together take no more steps a turn
 * than the bound, and one uninterrupted stretch of a job beyond it; a long one gives way to the others each turn.
 */

import type { Environment, Timer } from '../contract/environment.ts';

/** Yields how many steps it has done since it yielded last: inboxes, chats and participants looked at. */
export type Job = Generator<number, void, void>;

/** A few hundred microseconds. */
export const stepsPerTurnMax = 2_000;

export class SlicedWork {
  readonly #environment: Environment;
  /** The one whose turn it is first. */
  readonly #jobs: Job[] = [];
  #stepsLeft = stepsPerTurnMax;
  #timer: Timer | undefined;
  #working = false;
  #closed = false;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Starts before this returns, unless others have used up this turn. */
  start(job: Job): void {
    if (this.#closed) return;
    this.#jobs.push(job);
    this.#work();
  }

  /** Starts with the next turn: for whoever calls from within what has to be over first. */
  startLater(job: Job): void {
    if (this.#closed) return;
    this.#jobs.push(job);
    this.#nextTurn();
  }

  /** What is not done is not done any more. */
  close(): void {
    this.#closed = true;
    this.#jobs.length = 0;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #work(): void {
    // A job that starts another one has not come to its end.
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#stepsLeft > 0) {
        const job = this.#jobs.shift();
        if (job === undefined) break;
        if (!this.#workOn(job)) this.#jobs.push(job);
      }
    } finally {
      this.#working = false;
    }
    this.#nextTurn();
  }

  /** Whether it is done: one that fails is. */
  #workOn(job: Job): boolean {
    try {
      while (this.#stepsLeft > 0) {
        const { done, value } = job.next();
        if (done === true) return true;
        this.#stepsLeft -= value;
      }
      return false;
    } catch (error) {
      this.#environment.reportFault('telling signals', error);
      return true;
    }
  }

  #nextTurn(): void {
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = this.#environment.startTimer(0, () => {
      this.#timer = undefined;
      this.#stepsLeft = stepsPerTurnMax;
      if (this.#jobs.length > 0) this.#work();
    });
  }
}
