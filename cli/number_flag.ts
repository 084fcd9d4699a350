/** Flags that take a whole number. Knows yargs' ways with numbers; nothing of what the number is for. */

import { CommandError } from './command_error.ts';

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
}

export const portBounds: NumberBounds = { min: 0, max: 65_535 };

/**
 * Options for yargs: the value has to be a whole number within the bounds, given once. Throws a CommandError that names
 * the flag otherwise; yargs by itself takes 'abc' for NaN and two values for a list.
 */
export function numberFlag(flag: string, bounds: NumberBounds) {
  return {
    type: 'number',
    requiresArg: true,
    coerce: (value: unknown): number | undefined => {
      if (value === undefined) return undefined;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= bounds.min && value <= bounds.max) {
        return value;
      }
      throw new CommandError(`--${flag}: one whole number from ${bounds.min} to ${bounds.max} is expected`);
    },
  } as const;
}
