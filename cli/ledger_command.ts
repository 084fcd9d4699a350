/**
 * What the commands that work on a ledger's files have in common: how errors, signals and sizes are told. Knows nothing of
 * what they do.
 */

import { constants } from 'node:os';
import { DataFolderError } from '../shared/ledger/sqlite/data_folder.ts';
import { CommandError } from './command_error.ts';

/**
 * Does the work, and tells what the user can mend in one line. At SIGINT or SIGTERM the work is told to stop, which takes
 * a moment, and the process ends as if the signal had ended it; at a second signal it ends at once.
 */
export async function interruptible<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborted = new AbortController();
  const interrupt = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (aborted.signal.aborted) process.exit(128 + constants.signals[signal]);
    aborted.abort(new Interrupted(signal));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(aborted.signal);
  } catch (error) {
    if (aborted.signal.aborted) {
      const { signal } = aborted.signal.reason as Interrupted;
      console.error(`duet: ${what} was interrupted; nothing is left of it`);
      process.exit(128 + constants.signals[signal]);
    }
    if (error instanceof DataFolderError) throw new CommandError(error.message, { cause: error });
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

class Interrupted extends Error {
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(signal);
    this.signal = signal;
  }
}

/** With three digits that count, such as "1.25 MiB". */
export function shownBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const unit = bytes < 1_024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${shownCount(bytes / 1_024 ** unit)} ${units[unit]}`;
}

export function shownCount(count: number): string {
  return count.toLocaleString('en', { maximumSignificantDigits: count < 1_000 ? 3 : 21 });
}
