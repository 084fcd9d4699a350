/** The command line: one file a command. */

import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { version } from '../shared/contract/version.ts';
import { serveCommand } from './serve.ts';

await yargs(hideBin(process.argv))
  .scriptName('duet')
  .command(serveCommand)
  .demandCommand(1, 'name a command: duet --help lists them')
  .strict()
  .version(version)
  .help()
  .parseAsync();
