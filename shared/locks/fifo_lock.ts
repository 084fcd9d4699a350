/**
 * A readers-writer lock for one thread: strictly first come, first served. Knows waiting; nothing of what is
 * protected. Invariant: while anyone waits, nobody who came later gets in. A reader that finds that it has to be a
 * writer came when it came to read.
 *
 * Whoever waits is handed a guard that is made as the lock is granted, and goes on in the very next microtask: before
 * anybody hears that the lock was released, and could take it, too, and be done first.
 */

import assert from 'node:assert/strict';
import { ChatError } from '../contract/chat_error.ts';
import type { Environment, Timer } from '../contract/environment.ts';

export interface LockWaits {
  readonly environment: Pick<Environment, 'startTimer'>;
  /** Longest wait, in milliseconds. */
  readonly lockWaitMs: number;
  /** Most waiters at once. */
  readonly lockWaitersMax: number;
}

interface Waiter {
  readonly exclusive: boolean;
  /** It was in already, as a reader: before all who came after that. */
  readonly wasIn: boolean;
  readonly granted: () => void;
  readonly timer: Timer;
}

export class FifoLock {
  readonly #waits: LockWaits;
  readonly #waiters: Waiter[] = [];
  #readers = 0;
  #writing = false;

  constructor(waits: LockWaits) {
    this.#waits = waits;
  }

  /** Takes the lock together with other readers, if that needs no waiting. */
  tryShared(): boolean {
    if (this.#writing || this.#waiters.length > 0) return false;
    this.#readers += 1;
    return true;
  }

  /** Takes the lock alone, if that needs no waiting. */
  tryExclusive(): boolean {
    if (this.#writing || this.#readers > 0 || this.#waiters.length > 0) return false;
    this.#writing = true;
    return true;
  }

  /** Makes a reader a writer, if that needs no waiting. */
  tryExclusiveInstead(): boolean {
    assert(this.#readers > 0, 'nobody reads who could write instead');
    if (this.#readers > 1 || this.#waiters[0]?.wasIn === true) return false;
    this.#readers = 0;
    this.#writing = true;
    return true;
  }

  /** Makes a reader a writer: it lets go of the lock, and has it alone before anyone who came later. Fails as `wait`. */
  exclusiveInstead<Guard>(guard: () => Guard): Promise<Guard> {
    const first = this.#waiters.findIndex(({ wasIn }) => !wasIn);
    const waiting = this.#waitAt(first < 0 ? this.#waiters.length : first, { exclusive: true, wasIn: true }, guard);
    this.releaseShared();
    return waiting;
  }

  /**
   * Resolves with that guard when the lock is held. DEADLINE_EXCEEDED after lockWaitMs; RESOURCE_EXHAUSTED if too many
   * wait. Hand on this promise itself: behind a further `then` the waiter would go on too late.
   */
  wait<Guard>(exclusive: boolean, guard: () => Guard): Promise<Guard> {
    return this.#waitAt(this.#waiters.length, { exclusive, wasIn: false }, guard);
  }

  #waitAt<Guard>(place: number, how: Pick<Waiter, 'exclusive' | 'wasIn'>, guard: () => Guard): Promise<Guard> {
    if (this.#waiters.length >= this.#waits.lockWaitersMax) {
      const message = `${this.#waiters.length} operations wait for this lock already`;
      return Promise.reject(new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 100 }));
    }
    return new Promise((resolve, reject) => {
      const timer = this.#waits.environment.startTimer(this.#waits.lockWaitMs, () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        this.#grant();
        const message = `waited ${this.#waits.lockWaitMs} ms for a lock`;
        reject(new ChatError('DEADLINE_EXCEEDED', message, { retryAfterMs: 100 }));
      });
      const waiter: Waiter = { ...how, granted: () => resolve(guard()), timer };
      this.#waiters.splice(place, 0, waiter);
    });
  }

  releaseShared(): void {
    this.#readers -= 1;
    if (this.#waiters.length > 0) this.#grant();
  }

  releaseExclusive(): void {
    this.#writing = false;
    if (this.#waiters.length > 0) this.#grant();
  }

  /** Lets in whoever is first: one writer, or all readers up to the next writer. */
  #grant(): void {
    for (let next = this.#waiters[0]; next !== undefined; next = this.#waiters[0]) {
      if (this.#writing || (next.exclusive && this.#readers > 0)) return;
      this.#waiters.shift();
      next.timer.cancel();
      if (next.exclusive) this.#writing = true;
      else this.#readers += 1;
      next.granted();
    }
  }
}
