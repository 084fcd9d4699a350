/** What is thrown where a reply is wrong or a delivery missing, so that a runner can tell it from any other error. */

import { RunRefused } from '../run/run.ts';
import { refusedMark } from './load_duties.ts';

/** Errors cross between processes as text, in which the name of their class is lost: so its message begins with the mark. */
export function refused(what: string): RunRefused {
  return new RunRefused(`${refusedMark}${what}`);
}
