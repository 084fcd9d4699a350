/** `duet check`: whether a ledger, or a backup of one, is sound. Knows flags and words; the checks are the ledger's. */

import type { CommandModule } from 'yargs';
import type { LedgerReport } from '../shared/ledger/sqlite/check.ts';
import { dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { CommandError } from './command_error.ts';
import { dataFlag } from './data_flag.ts';
import { shownBytes, shownCount, told } from './ledger_command.ts';
import { visibleLine } from './visible_text.ts';
import { workProgress } from './work_progress.ts';

interface CheckArguments {
  readonly file: string | undefined;
  readonly data: string;
}

export const checkCommand: CommandModule<object, CheckArguments> = {
  command: 'check [file]',
  describe: 'see whether the ledger on disk, or a backup, is sound',
  builder: (command) =>
    command
      .usage('$0 check [FILE] [options]\n\nReads all of a ledger and tells whether it is sound. Changes nothing.')
      .positional('file', { type: 'string', describe: 'a backup, to be checked instead of the data folder' })
      .option('data', dataFlag())
      .example('$0 check', 'the ledger in ./duet-data, whether or not a server runs on it')
      .example('$0 check monday.backup', 'a backup')
      .epilogue(
        [
          'Checks every page and index of the file, and what the tables say: that positions',
          'are unique and within the ledger, that every message is in a known chat, every',
          'cursor within the ledger, and more of the kind. A server that runs is not',
          'disturbed; what it writes meanwhile is not looked at, and its log grows by it.',
          '',
          'Exit status: 0 when all is well; 1 when a problem was found, a line each, or for',
          'an error.',
        ].join('\n'),
      ) as never,
  handler: check,
};

async function check({ file, data }: CheckArguments): Promise<void> {
  const path = file ?? dataFolder(data).database;
  const hint = file === undefined ? undefined : { hint: 'name the file of a backup, or a data folder with --data' };
  // Loaded here, since most commands need no SQLite.
  const { checkLedgerAt } = await import('../shared/ledger/sqlite/check.ts');
  const progress = workProgress('check');
  const report = await told(() => checkLedgerAt(path, { ...hint, onProgress: progress.update }).finally(progress.stop));
  tell(path, report);
}

/** Throws a CommandError where there are problems. */
function tell(path: string, { summary, problems }: LedgerReport): void {
  if (summary !== undefined) {
    const { id, position, bytes, counts } = summary;
    const shown = Object.entries(counts).map(([what, count]) => `${what} ${shownCount(count)}`);
    console.log(`${path}: ${shownBytes(bytes)}, ledger ${id} up to position ${position}`);
    console.log(shown.join(', '));
  }
  for (const problem of problems) console.log(`problem: ${visibleLine(problem)}`);
  if (problems.length > 0) throw new CommandError(`${path} is not sound: it has the problems listed above`);
  console.log('no problem found');
}
