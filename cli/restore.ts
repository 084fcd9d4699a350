/** `duet restore`: a data folder from a backup. Knows flags and words; what is done is the ledger's. */

import { randomBytes } from 'node:crypto';
import type { CommandModule } from 'yargs';
import { dataFlag } from './data_flag.ts';
import { fileArgument, interruptible, missingFile, shownBytes, shownCount } from './ledger_command.ts';
import { workProgress } from './work_progress.ts';

interface RestoreArguments {
  readonly file: string;
  readonly data: string;
}

export const restoreCommand: CommandModule<object, RestoreArguments> = {
  command: 'restore <file>',
  describe: 'make a data folder from a backup',
  builder: (command) =>
    command
      .updateStrings(missingFile)
      .usage('$0 restore FILE [options]\n\nMakes a data folder from a backup, for a server to serve.')
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'what duet backup has written',
        coerce: fileArgument,
      })
      .option('data', { ...dataFlag(), describe: 'folder to restore into; it must not hold a ledger yet' })
      .example('$0 restore monday.duet', 'into ./duet-data')
      .example('$0 restore monday.duet --data elsewhere && duet serve --data elsewhere', 'and serve it')
      .epilogue(
        [
          'The backup is checked first, as duet check does, and not restored if it is damaged.',
          '',
          'What comes of it is another ledger, with an id of its own, since positions that were',
          'given out after the backup will be given out again. A client that comes with a',
          'position of the old ledger is refused with LEDGER_MISMATCH; one that comes without',
          'goes on from what its account had acknowledged at the time of the backup.',
          '',
          'All sessions have ended: otherwise those that were ended after the backup, by a',
          'logout or a new password, would be good again. Everybody logs in anew, with the',
          'password of that time.',
          '',
          'To move a server without any of this, stop it and copy its data folder.',
          '',
          'Exit status: 0 when it is restored; 1 for an error; 130 or 143 when SIGINT or',
          'SIGTERM ended it. Then nothing is restored.',
        ].join('\n'),
      ) as never,
  handler: restore,
};

async function restore({ file, data }: RestoreArguments): Promise<void> {
  // Loaded here, since most commands need no SQLite.
  const { restoreLedger } = await import('../shared/ledger/sqlite/restore.ts');
  const progress = workProgress('restore');
  const ledgerId = randomBytes(8).toString('hex');
  const { bytes, position, counts } = await interruptible('the restore', (signal) =>
    restoreLedger(file, data, { ledgerId, onProgress: progress.update, signal }).finally(progress.stop),
  );
  console.log(`${data}: ${shownBytes(bytes)}, ledger ${ledgerId} up to position ${position}`);
  console.log(
    `accounts ${shownCount(counts.accounts)}, chats ${shownCount(counts.chats)}, messages ${shownCount(counts.messages)}`,
  );
}
