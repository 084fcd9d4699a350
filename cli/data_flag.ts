/** The flag that names the data folder, for every command that uses one. */

import { CommandError } from './command_error.ts';

export function dataFlag(group?: string) {
  return {
    type: 'string',
    requiresArg: true,
    default: './duet-data',
    ...(group === undefined ? {} : { group }),
    describe: 'folder that accounts and messages are kept in',
    coerce: (value: unknown): string => {
      if (typeof value === 'string' && value !== '') return value;
      throw new CommandError('--data: one folder is expected');
    },
  } as const;
}
