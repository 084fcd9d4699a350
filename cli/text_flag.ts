/** Flags that take one text. Knows yargs' ways with texts; nothing of what the text is for. */

import { CommandError } from './command_error.ts';

/** Options for yargs: given once, and not empty. Throws a CommandError that names the flag otherwise. */
export function textFlag(flag: string) {
  return {
    type: 'string',
    requiresArg: true,
    coerce: (value: unknown): string | undefined => {
      if (value === undefined || (typeof value === 'string' && value !== '')) return value;
      throw new CommandError(`--${flag}: one value is expected`);
    },
  } as const;
}
