/**
 * What the commands that work on a ledger's files have in common: how errors, signals and sizes are told. Knows nothing of
 * what they do.
 */

import { constants } from 'node:os';
import { DataFolderError } from '../shared/ledger/sqlite/data_folder.ts';
import { CommandError } from './command_error.ts';

/** Does the work, and tells what the user can mend in one line. A signal ends the process at once, as it does by itself. */
export async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataFolderError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/**
 * For work that has something to clear away. At SIGINT or SIGTERM it is told to stop, which takes a moment, and then the
 * process ends as if the signal had ended it; at a second one it ends at once.
 */
export async function interruptible<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (controller.signal.aborted) process.exit(128 + constants.signals[signal]);
    controller.abort(new Interrupted(signal));
  };
  // They stay: once the work is done, a signal that comes too late must not make the process end as if it were not.
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await told(() => work(controller.signal));
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    console.error(`duet: ${what} was interrupted; nothing is left of it`);
    process.exit(128 + constants.signals[(controller.signal.reason as Interrupted).signal]);
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

/** A name of a file from the command line. Throws a CommandError where there is none. */
export function fileArgument(value: string | undefined): string | undefined {
  if (value === '') throw new CommandError('FILE: a name is expected');
  return value;
}

const given = 'FILE: a name is expected (%s of %s given)';

/** What yargs says where FILE is missing, in our words. Its types know nothing of plurals. */
export const missingFile = {
  'Not enough non-option arguments: got %s, need at least %s': { one: given, other: given },
} as unknown as Record<string, string>;
