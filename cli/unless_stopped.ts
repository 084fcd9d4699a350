/** Work that leaves things to clear away, for commands: stopped by a signal, it clears them away before the process ends. */

import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * What the work resolves or rejects with, unless a signal came: then the work is aborted, and once it has settled the
 * process ends, with the status of that signal. A second signal ends it at once.
 */
export async function unlessStopped<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborted = new AbortController();
  let stopped: (typeof signals)[number] | undefined;
  const stop = (signal: (typeof signals)[number]): void => {
    const status = 128 + constants.signals[signal];
    if (stopped !== undefined) process.exit(status);
    stopped = signal;
    aborted.abort();
  };
  const exitIfStopped = (): void => {
    if (stopped === undefined) return;
    console.error(`duet: ${what} was stopped; nothing is reported`);
    process.exit(128 + constants.signals[stopped]);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(aborted.signal);
  } finally {
    // A signal from a terminal reaches the work's processes, too: whatever they made of it is no news.
    exitIfStopped();
    for (const signal of signals) process.off(signal, stop);
  }
}
