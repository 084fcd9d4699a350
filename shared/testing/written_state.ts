/** A state as text, so that two of them can be compared, and their difference read. For tests. */

import { inspect } from 'node:util';
import type { State } from '../core/state.ts';

/** All there is in a state, to the last field, in its order. */
export function writtenState(state: State): string {
  const unbounded = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity };
  const keys = [...state.accounts.keys()].map((account) => [account, state.keys.of(account)]);
  return inspect([state, state.position, state.names.size, [...state.names.after('')], keys], unbounded);
}
