/** `duet backup`: a copy of the ledger as it is at one moment. Knows flags and words; the copying is the ledger's. */

import type { CommandModule } from 'yargs';
import { dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import { dataFlag } from './data_flag.ts';
import { fileArgument, interruptible, missingFile, shownBytes } from './ledger_command.ts';
import { workProgress } from './work_progress.ts';

interface BackupArguments {
  readonly file: string;
  readonly data: string;
}

export const backupCommand: CommandModule<object, BackupArguments> = {
  command: 'backup <file>',
  describe: 'copy the ledger on disk into one file, also while a server runs',
  builder: (command) =>
    command
      .updateStrings(missingFile)
      .usage('$0 backup FILE [options]\n\nCopies a ledger, as it is at one moment, into one file.')
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'where to; a file that must not be there yet',
        coerce: fileArgument,
      })
      .option('data', dataFlag())
      .example('$0 backup "$(date +%F).duet"', 'the ledger in ./duet-data, whether or not a server runs on it')
      .example('$0 check "$(date +%F).duet"', 'see whether the backup is sound')
      .example('$0 restore "$(date +%F).duet" --data elsewhere', 'what a backup is for')
      .epilogue(
        [
          'All that was acknowledged before the command started is in the backup. A server',
          'that runs goes on as before; its log grows by what it writes meanwhile.',
          '',
          'The file appears under its name when it is whole and on the disk; until then it is',
          'FILE.partial. It holds messages and password hashes: its owner alone can read it.',
          '',
          'Exit status: 0 when the backup is done; 1 for an error; 130 or 143 when SIGINT or',
          'SIGTERM ended it. Then nothing is left of it.',
        ].join('\n'),
      ) as never,
  handler: backup,
};

async function backup({ file, data }: BackupArguments): Promise<void> {
  const { database } = dataFolder(data);
  // Loaded here, since most commands need no SQLite.
  const { backupLedger } = await import('../shared/ledger/sqlite/backup.ts');
  const progress = workProgress('backup');
  const { ledgerId, position, bytes } = await interruptible('the backup', (signal) =>
    backupLedger(database, file, { onProgress: progress.update, signal }).finally(progress.stop),
  );
  console.log(`${file}: ${shownBytes(bytes)}, ledger ${ledgerId} up to position ${position}`);
}
