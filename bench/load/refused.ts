/** What is thrown where a reply is wrong or a delivery missing, so that a runner can tell it from any other error. */

import { RunRefused } from '../run/run.ts';

/** Its text, as it crosses between processes, begins with its name, which is what `refusedMark` looks for. */
export function refused(what: string): RunRefused {
  return new RunRefused(what);
}
