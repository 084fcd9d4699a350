/**
 * Makes folders that are on the disk when they are made: a file that is synced is lost all the same with its folder.
 * Invariant: nothing is made in a folder before its own name is synced, so that after a kill at any moment only that of
 * the lowest one may not be.
 */

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes the folder, for its owner alone, and those that it is in, where they are missing; syncs the names of these and of
 * the lowest one that was there. The first that had to be made. Throws the system's error, and then has made nothing.
 */
export function makeFolder(path: string): string | undefined {
  // `missing/../folder` is `folder`, as it is in the paths of its files.
  const folder = resolve(path);
  const above = dirname(folder);
  // A root, which has no name.
  if (above === folder) return undefined;
  let first = existsSync(folder) ? undefined : makeFolder(above);
  try {
    // Recursive only in that it takes a folder that is there, if it is one.
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    first ??= made;
    syncNamesIn(above);
    return first;
  } catch (error) {
    if (first !== undefined) rmSync(first, { recursive: true, force: true });
    throw error;
  }
}

/** What systems and file systems say that sync no folders. */
const notSynced: readonly unknown[] = ['EINVAL', 'ENOTSUP'];

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
  } catch (error) {
    if (!notSynced.includes((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    closeSync(descriptor);
  }
}
