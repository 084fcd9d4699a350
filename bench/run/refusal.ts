/** Knows the error that voids a run again where it has crossed from another process, as text. */

import { refusedMark } from '../load/load_duties.ts';
import { RunRefused } from './run.ts';

/** A RunRefused for an error whose text has the mark of one; any other error as it is. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RunRefused) return error;
  const at = error.message.indexOf(refusedMark);
  if (at === -1) return error;
  const [line = ''] = error.message.slice(at).split('\n');
  return new RunRefused(line.replaceAll(refusedMark, ''), { cause: error });
}
