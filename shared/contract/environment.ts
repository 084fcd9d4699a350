/** What the world is to the core: time, chance and a log, passed in so that tests can hold them. */

/** A timer that was started. */
export interface Timer {
  cancel(): void;
}

export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Unpredictable bytes, fit for secrets. */
  randomBytes(count: number): Uint8Array;
  /** Runs `callback` once after `delayMs`, unless cancelled. */
  startTimer(delayMs: number, callback: () => void): Timer;
  /** Tells the operator of a fault. `error` has the details. */
  reportFault(what: string, error: unknown): void;
}
