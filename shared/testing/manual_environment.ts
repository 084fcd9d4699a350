/** Time that moves only when a test says so, and chance that repeats. For tests. */

import type { Environment } from '../contract/environment.ts';

interface PendingTimer {
  readonly dueMs: number;
  readonly callback: () => void;
}

export class ManualEnvironment implements Environment {
  readonly faults: { readonly what: string; readonly error: unknown }[] = [];
  readonly #timers = new Set<PendingTimer>();
  #nowMs: number;
  #counter = 0;

  constructor(nowMs = 1_700_000_000_000) {
    this.#nowMs = nowMs;
  }

  now = (): number => this.#nowMs;

  /** Different bytes each time, the same in each run. */
  randomBytes = (count: number): Uint8Array => {
    this.#counter += 1;
    const bytes = Buffer.alloc(count);
    bytes.writeUInt32BE(this.#counter, 0);
    for (let index = 4; index < count; index += 1) bytes[index] = (this.#counter * 31 + index * 17) & 0xff;
    return bytes;
  };

  startTimer = (delayMs: number, callback: () => void): { cancel(): void } => {
    // No time passes until the next turn of the event loop, which a test cannot hold.
    if (delayMs === 0) {
      const turn = setImmediate(callback);
      return { cancel: () => clearImmediate(turn) };
    }
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  };

  reportFault = (what: string, error: unknown): void => {
    this.faults.push({ what, error });
  };

  /** Moves time on and runs the timers that come due, in their order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#nowMs = due.dueMs;
      due.callback();
    }
    this.#nowMs = untilMs;
  }
}
