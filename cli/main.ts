/** The command line: one file a command. Tells a user's error in one line, and a bug of ours with its stack. */

import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { version } from '../shared/contract/version.ts';
import { adminCommand } from './admin.ts';
import { backupCommand } from './backup.ts';
import { benchCommand } from './bench.ts';
import { chatCommand } from './chat.ts';
import { checkCommand } from './check.ts';
import { CommandError } from './command_error.ts';
import { compareCommand } from './compare.ts';
import { exportCommand } from './export.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';
import { visibleLine } from './visible_text.ts';

// Rejections that nobody handles arrive here, too.
process.on('uncaughtException', (error) => {
  console.error(`${new Date().toISOString()} fault: ${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
});

// Where whoever reads our output has gone, as `head` does, there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') console.error(`duet: standard output cannot be written to: ${error.message}`);
  process.exit(1);
});

await yargs(hideBin(process.argv))
  .scriptName('duet')
  .usage('$0 <command> [options]\n\nA chat server that speaks two transports over one core, and its client.')
  .command(serveCommand)
  .command(chatCommand)
  .command(adminCommand)
  .command(benchCommand)
  .command(compareCommand)
  .command(backupCommand)
  .command(restoreCommand)
  .command(exportCommand)
  .command(checkCommand)
  .demandCommand(1, 'name a command: duet --help lists them')
  .strict()
  .version(version)
  .help()
  .wrap(Math.min(process.stdout.columns ?? 100, 120))
  .epilogue('duet COMMAND --help tells more of each. Exit status: 0 when done, 1 for an error, told in one line.')
  .fail((message, error) => {
    // What a command threw comes as `error`, unless it came by way of yargs' own check of the arguments.
    const bug = error !== undefined && error !== null && !(error instanceof CommandError) && error.name !== 'YError';
    if (bug) throw error;
    // One line, whatever yargs or a server made of it.
    console.error(`duet: ${visibleLine((error?.message ?? message).replace(/\s*\n\s*/g, ' '))}`);
    process.exit(1);
  })
  .parseAsync();
