/** `duet admin`: what whoever runs a server does to it, a command each. */

import type { CommandModule } from 'yargs';
import { adminRoleCommand } from './admin_role.ts';

export const adminCommand: CommandModule = {
  command: 'admin',
  describe: 'say who is an operator or an admin',
  builder: (command) =>
    command
      .usage(
        '$0 admin <command> [options]\n\nSays who is what: to a server that runs, or in the data folder of one that is stopped.',
      )
      .command(adminRoleCommand)
      .demandCommand(1, 'admin: name a command: duet admin --help lists them'),
  // Never called: a command is demanded.
  handler: () => {},
};
