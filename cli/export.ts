/** `duet export`: what accounts have in a ledger, as lines of JSON. Knows flags, files and pipes; the lines are the ledger's. */

import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { CommandModule } from 'yargs';
import { DataFolderError, dataFolder } from '../shared/ledger/sqlite/data_folder.ts';
import type { ExportOptions } from '../shared/ledger/sqlite/export.ts';
import type { OnProgress } from '../shared/ledger/sqlite/progress.ts';
import { dataFlag } from './data_flag.ts';
import { fileArgument, interruptible, shownCount, told } from './ledger_command.ts';
import { noProgress, workProgress } from './work_progress.ts';

interface ExportArguments {
  readonly file: string | undefined;
  readonly data: string;
}

export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export [file]',
  describe: 'write accounts, chats and messages as lines of JSON',
  builder: (command) =>
    command
      .usage(
        '$0 export [FILE] [options]\n\nWrites accounts, chats and messages, as they are at one moment, as JSON lines.',
      )
      .positional('file', {
        type: 'string',
        describe: 'where to, a file that must not be there yet; without it, to standard output',
        coerce: fileArgument,
      })
      .option('data', dataFlag())
      .example('$0 export all.jsonl', 'the ledger in ./duet-data, whether or not a server runs on it')
      .example('$0 export | gzip > all.jsonl.gz', 'compressed')
      .example(`$0 export | jq -r 'select(.type == "message") | .body'`, 'all that was ever said')
      .epilogue(
        [
          'Each line is an object with a "type"; further fields may come with later versions:',
          '',
          '  ledger   version (of this shape: 1), ledgerId, position (of its newest event), and',
          '           how many accounts, chats and messages follow',
          '  account  name, fullName, createdMs, acknowledgedPosition, role ("user", "operator" or',
          '           "admin"), presenceHidden, lastSeenMs (0: not known)',
          '  chat     chat (its id), kind ("direct", "group" or "desk"), title, createdMs,',
          '           participants (names of accounts, in the order of their joining)',
          '  participant        chat, name, role ("owner" or "member"), joinedPosition,',
          '           readPosition, spans (pairs of positions: what it may read of what came',
          '           before it joined, after the one and up to the other)',
          '  formerParticipant  chat, name, leftPosition, spans (what it read there)',
          '  ticket   chat, name (who opened it), operator (null: queued), rank (in the queue),',
          '           openedMs, assignedMs; of those that are open',
          '  message  position, chat (the id), sender (its name then), timeMs, body',
          '',
          'In this order: one ledger, then all accounts, chats and so on; messages by position.',
          'Times are milliseconds since 1970. Passwords, their hashes and sessions are not exported, nor',
          'is what nobody can read any more, since all who took part are gone.',
          '',
          'Exit status: 0 when all is written; 1 for an error; 130 or 143 when SIGINT or',
          'SIGTERM ended it. FILE appears under its name when it is whole, or not at all.',
        ].join('\n'),
      ) as never,
  handler: exportAll,
};

async function exportAll({ file, data }: ExportArguments): Promise<void> {
  const { database } = dataFolder(data);
  // Over the lines themselves a bar would be drawn on a terminal.
  const shown = process.stderr.isTTY && (file !== undefined || !process.stdout.isTTY);
  const progress = shown ? workProgress('export') : noProgress;
  const { update: onProgress, stop } = progress;
  if (file === undefined) await told(() => exportToOutput(database, onProgress).finally(stop));
  else {
    const lines = await interruptible('the export', (signal) =>
      exportToFile(database, file, { onProgress, signal }).finally(stop),
    );
    console.log(`${file}: ${shownCount(lines)} lines`);
  }
}

/** There is nothing to clear away, and where nobody reads the output no handler would run: signals are left alone. */
async function exportToOutput(database: string, onProgress: OnProgress): Promise<void> {
  // Loaded here, since most commands need no SQLite.
  const { exportLedger } = await import('../shared/ledger/sqlite/export.ts');
  const write = async (lines: string): Promise<void> => {
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
  };
  await exportLedger(database, write, { onProgress });
}

async function exportToFile(database: string, file: string, options: ExportOptions): Promise<number> {
  const { exportLedger } = await import('../shared/ledger/sqlite/export.ts');
  const { writeWhole } = await import('../shared/ledger/sqlite/whole_file.ts');
  return writeWhole(file, async (partial) => {
    await using handle = await open(partial, 'a');
    const write = async (text: string): Promise<void> => {
      await handle.appendFile(text).catch((error: Error) => {
        throw new DataFolderError(`${file} could not be written: ${error.message}`, { cause: error });
      });
    };
    return await exportLedger(database, write, options);
  });
}
