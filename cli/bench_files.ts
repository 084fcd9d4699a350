/** Where benches write: checked before minutes of measuring, not after them. */

import { mkdtemp, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './command_error.ts';

/** Where `duet serve` keeps its data folder unless told otherwise: its disk is the one in question. */
export const benchDataFlag = {
  type: 'string',
  requiresArg: true,
  default: '.',
  describe: 'folder on the disk to measure: data folders are made in it, and removed at the end',
  coerce: (value: unknown): string => {
    if (typeof value === 'string' && value !== '') return value;
    throw new CommandError('--data: one folder is expected');
  },
} as const;

/** Throws a CommandError that names the flag. Makes the file where it is missing. */
export async function requireWritable(flag: string, path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'a' });
  } catch (error) {
    throw new CommandError(`${flag}: ${path} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/** Throws a CommandError that names the flag, where nothing can be made in that folder. */
export async function requireWritableFolder(flag: string, path: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(join(path, 'duet-bench-')));
  } catch (error) {
    throw new CommandError(`${flag}: ${path} cannot be written to: ${(error as Error).message}`, { cause: error });
  }
}
