/** Reads what a bench wrote, and tells in a line what is wrong with a file that is something else. */

import { readFile } from 'node:fs/promises';
import { ResultsFileError, readResults } from '../bench/results/read_results.ts';
import type { Results } from '../bench/results/results.ts';
import { CommandError } from './command_error.ts';

/** Throws a CommandError that names the file. */
export async function readResultsFile(path: string): Promise<Results> {
  try {
    return readResults(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof ResultsFileError) throw new CommandError(`${path}: ${error.message}`, { cause: error });
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
