/** Going on with a value that is there at once, or later, without paying for a promise in the first case. */

import type { Eventually } from '../contract/core_port.ts';

/** `next` of the value: at once where the value is there, else when it comes. */
export function andThen<T, Next>(value: Eventually<T>, next: (value: T) => Eventually<Next>): Eventually<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** A lock's guard, as far as giving it back goes. */
interface Guard {
  release(): void;
}

/** Runs `work` with a guard that is, or will be, held, and gives it back when the work is done or has failed. */
export function holding<G extends Guard, T>(acquired: Eventually<G>, work: (guard: G) => Eventually<T>): Eventually<T> {
  return acquired instanceof Promise ? acquired.then((guard) => held(guard, work)) : held(acquired, work);
}

function held<G extends Guard, T>(guard: G, work: (guard: G) => Eventually<T>): Eventually<T> {
  // try/finally instead of `using`, which costs thirty times as much, in the one path where that shows.
  let pending = false;
  try {
    const result = work(guard);
    if (!(result instanceof Promise)) return result;
    pending = true;
    return result.finally(() => guard.release());
  } finally {
    if (!pending) guard.release();
  }
}
