/** The real time, chance and log, for servers that run. */

import { randomBytes } from 'node:crypto';
import type { Environment } from '../shared/contract/environment.ts';

/** Faults go to `log` (standard error), one line each with the stack. */
export function systemEnvironment(log: (line: string) => void = console.error): Environment {
  return {
    now: turnClock(),
    randomBytes,
    startTimer: (delayMs, callback) => {
      // The next turn, and not the next millisecond: some work is cut into turns so that others get theirs.
      if (delayMs === 0) {
        // Not unreferenced: the loop would wait for something else to happen first, and what is cut into turns stand still.
        const turn = setImmediate(callback);
        return { cancel: () => clearImmediate(turn) };
      }
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
    reportFault: (what, error) => {
      log(`${new Date().toISOString()} fault while ${what}: ${error instanceof Error ? error.stack : String(error)}`);
    },
  };
}

/** The time, looked up once a turn of the event loop: a turn handles hundreds of requests, and each asks several times. */
function turnClock(): () => number {
  let nowMs: number | undefined;
  const forget = (): void => {
    nowMs = undefined;
  };
  return () => {
    if (nowMs === undefined) {
      nowMs = Date.now();
      setImmediate(forget);
    }
    return nowMs;
  };
}
