/** Work of which something is worth keeping when a signal stops it. The rest is as in unless_stopped.ts. */

import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

export interface Stopped<T> {
  readonly value: T;
  /** What the process is to end with: 0, or the status of the signal that came. */
  readonly status: number;
}

/** Once a signal comes, the work is aborted, and is to resolve with what it has. A second signal ends the process at once. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Stopped<T>> {
  const aborted = new AbortController();
  let status = 0;
  const stop = (signal: (typeof signals)[number]): void => {
    if (status !== 0) process.exit(status);
    status = 128 + constants.signals[signal];
    aborted.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    const value = await work(aborted.signal);
    return { value, status };
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
