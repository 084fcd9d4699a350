/** Writes files that are there as a whole, and on the disk, or not at all. Knows nothing of what is in them. */

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataFolderError, reasonOf } from './data_folder.ts';

/** What SQLite may leave beside a file that it has not closed. */
const besides = ['-journal', '-wal', '-shm'] as const;

/**
 * Has `write` fill a new file, which its owner alone can read, and gives it its name when it is whole. DataFolderError
 * where a file of that name is there already. Whatever `write` rejects with is passed on, and then nothing is left.
 */
export async function writeWhole<T>(path: string, write: (partial: string) => Promise<T>): Promise<T> {
  if (existsSync(path)) throw new DataFolderError(`${path} is there already: choose another name, or remove it first`);
  const partial = `${path}.partial`;
  makeNew(partial);
  try {
    const result = await write(partial);
    sync(partial, 'r+');
    renameSync(partial, path);
    sync(dirname(path), 'r');
    return result;
  } catch (error) {
    for (const suffix of ['', ...besides]) rmSync(`${partial}${suffix}`, { force: true });
    throw error;
  }
}

function makeNew(partial: string): void {
  try {
    closeSync(openSync(partial, 'wx', 0o600));
  } catch (error) {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const reason = there ? 'it is being written, or was left by a process that was killed: remove it' : reasonOf(error);
    throw new DataFolderError(`${partial} cannot be made: ${reason}`, { cause: error });
  }
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
