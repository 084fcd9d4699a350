/** A state as text, so that two of them can be compared, and their difference read. For tests. */

import type { State } from '../core/state.ts';

/** All there is in a state, to the last field, in its order. */
export function writtenState(state: State): string {
  const lines: string[] = [];
  const keys = [...state.accounts.keys()].map((account) => [account, state.keys.of(account)]);
  const { position, names, desk, groupParticipants } = state;
  const hidden = {
    position,
    groupParticipants,
    size: names.size,
    names: [...names.after('')],
    keys,
    queue: desk.queue,
  };
  write('state', [state, hidden], new Map(), lines);
  return lines.join('\n');
}

/** A line for each value. What comes again is written as the number that it has: a state is a web, not a tree. */
function write(path: string, value: unknown, numbers: Map<object, number>, lines: string[]): void {
  if (!isCompound(value)) {
    lines.push(`${path} = ${JSON.stringify(value)}`);
    return;
  }
  const known = numbers.get(value);
  const number = known ?? numbers.size;
  lines.push(`${path} = ${value.constructor.name} ${number}`);
  if (known !== undefined) return;
  numbers.set(value, number);
  for (const [key, held] of entriesOf(value)) write(`${number}.${key}`, held, numbers, lines);
}

/**
 * Whether it is somebody or something, of which it matters whether it is the same one. A span or key is a mere value; so
 * is an empty map, of which many chats share one.
 */
function isCompound(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(isCompound);
  if (value instanceof Map) return value.size > 0;
  return value instanceof Set || Object.values(value).some((held) => typeof held === 'object');
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  if (value instanceof Set) return [...value].map((held, at) => [`member ${at}`, held]);
  if (!(value instanceof Map)) return Object.entries(value);
  return [...value].flatMap(([key, held], at) => [
    [`key ${at}`, key],
    [`value ${at}`, held],
  ]);
}
