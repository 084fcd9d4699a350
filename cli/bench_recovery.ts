/** `duet bench recovery`: how long a server takes to start on a ledger that has been in use for long. */

import { writeFile } from 'node:fs/promises';
import type { CommandModule } from 'yargs';
import { benchDataFlag, requireWritable, requireWritableFolder } from './bench_files.ts';
import { numberFlag } from './number_flag.ts';
import { unlessStopped } from './unless_stopped.ts';

interface RecoveryArguments {
  readonly messages: number;
  readonly accounts: number;
  readonly rounds: number;
  readonly data: string;
  readonly json: string | undefined;
}

export const benchRecoveryCommand: CommandModule<object, RecoveryArguments> = {
  command: 'recovery',
  describe: 'measure how long a server takes to start on a large ledger',
  builder: (command) =>
    command
      .usage('$0 bench recovery [options]\n\nFills a ledger, and measures how long duet serve takes to start on it.')
      .option('messages', {
        ...numberFlag('messages', { min: 1, max: 100_000_000 }),
        default: 1_000_000,
        describe: 'messages in the ledger',
      })
      .option('accounts', {
        ...numberFlag('accounts', { min: 20, max: 1_000_000 }),
        default: 10_000,
        describe: 'accounts in the ledger',
      })
      .option('rounds', {
        ...numberFlag('rounds', { min: 1, max: 100 }),
        default: 5,
        describe: 'how often each start is measured',
      })
      .option('data', benchDataFlag)
      .option('json', { type: 'string', requiresArg: true, describe: 'write every measurement to this file' })
      .example('$0 bench recovery', 'a million messages; takes about half a minute')
      .epilog(
        'For the difference, the same on an empty folder; and with the file of the ledger read from the disk and not ' +
          'from memory, as after a reboot, where GNU dd can make the system do so.',
      ) as never,
  handler: async ({ messages, accounts, rounds, data, json }) => {
    const { describeMachine } = await import('../bench/machine.ts');
    const { ledgerFill } = await import('../bench/recovery/fill_ledger.ts');
    const { measureRecovery } = await import('../bench/recovery/recovery.ts');
    const { renderRecovery } = await import('../bench/recovery/recovery_report.ts');
    const { workProgress } = await import('./work_progress.ts');
    if (json !== undefined) await requireWritable('--json', json);
    await requireWritableFolder('--data', data);
    const plan = { fill: ledgerFill({ accounts, messages }), rounds, data };
    const machine = describeMachine();
    const progress = workProgress('bench recovery');
    const result = await unlessStopped('the bench', (signal) =>
      measureRecovery(plan, progress.update, signal).finally(progress.stop),
    );
    console.log(renderRecovery({ machine, plan, ...result }));
    if (json === undefined) return;
    const { fill } = plan;
    await writeFile(json, `${JSON.stringify({ machine, plan: { fill, rounds }, ...result }, undefined, 2)}\n`);
    console.log(`\nwrote ${json}`);
  },
};
