/** Makes folders that are on the disk when they are made: a file that is synced is lost all the same with its folder. */

import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes the folder, for its owner alone, and those that it is in, where they are missing. The first that had to be made.
 * Throws the system's error.
 */
export function makeFolder(path: string): string | undefined {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return undefined;
  for (let made = resolve(path); ; made = dirname(made)) {
    syncNamesIn(dirname(made));
    if (made === resolve(first)) return first;
  }
}

function syncNamesIn(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch {
    // One that may be written to and not read, or a system on which folders are not opened: nothing can be done.
    return;
  }
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
