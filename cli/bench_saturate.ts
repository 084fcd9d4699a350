/** `duet bench saturate`: the most that goes through each transport, and each ledger, in a closed loop. */

import type { CommandModule } from 'yargs';
import { type LedgerName, ledgerNames } from '../bench/plan/ledgers.ts';
import { cellsOf, type Scenario, scenarioMeaning } from '../bench/saturation/plan.ts';
import type { BenchPlan } from '../bench/saturation/run.ts';
import { benchDataFlag } from './bench_files.ts';
import { CommandError } from './command_error.ts';
import { numberFlag } from './number_flag.ts';

interface SaturateArguments {
  readonly scenario: readonly Scenario[];
  readonly window: readonly number[];
  readonly ledger: readonly LedgerName[];
  readonly rounds: number;
  readonly cellMs: number;
  readonly bodyBytes: number;
  readonly data: string;
  readonly json: string | undefined;
}

const scenarios = Object.keys(scenarioMeaning) as readonly Scenario[];

export const benchSaturateCommand: CommandModule<object, SaturateArguments> = {
  command: 'saturate',
  describe: 'closed loop: maximum throughput of each transport, and of each ledger',
  builder: (command) =>
    command
      .usage('$0 bench saturate [options]\n\nClosed loop: maximum throughput of each transport, and of each ledger.')
      .option('scenario', {
        type: 'string',
        array: true,
        choices: scenarios,
        default: scenarios,
        describe: 'send: until acknowledged; deliver: until another client has it',
      })
      .option('window', {
        type: 'number',
        array: true,
        default: [1, 64, 256],
        describe: 'messages outstanding',
      })
      .option('ledger', {
        type: 'string',
        array: true,
        choices: ledgerNames,
        default: ['memory-ledger'],
        describe: 'what the servers keep messages in: nothing on disk, or SQLite with that durability',
      })
      .option('rounds', {
        ...numberFlag('rounds', { min: 1, max: 1_000 }),
        default: 5,
        describe: 'how often everything is measured',
      })
      .option('cell-ms', {
        ...numberFlag('cell-ms', { min: 50, max: 60_000 }),
        default: 1_000,
        describe: 'how long one measurement lasts, in milliseconds',
      })
      .option('body-bytes', {
        ...numberFlag('body-bytes', { min: 16, max: 65_536 }),
        default: 100,
        describe: 'length of a message body, in bytes',
      })
      .option('data', benchDataFlag)
      .option('json', { type: 'string', requiresArg: true, describe: 'write every measurement to this file' })
      .example('$0 bench saturate', 'the transports, on the memory ledger; takes about three minutes')
      .example('$0 bench saturate --scenario deliver --window 256 --rounds 9', 'one question, answered more surely')
      .example('$0 bench saturate --ledger memory-ledger sqlite-synced', 'what durability costs')
      .epilog(
        'Starts a server and a load generator for each transport on each ledger, and for bare servers as floors, as ' +
          'processes of their own on the loopback interface. Several ledgers are compared in the same rounds, with ' +
          'what the disk itself takes for a sync. Writes to the disk what a server would: gigabytes, if it runs for ' +
          'long; all of it is removed at the end. In a closed loop a slow answer holds back the next request: its ' +
          'latencies are of that window, and not of users who come when they like. Exit status 1, and no report, if a reply was wrong or a delivery missing.',
      ) as never,
  handler: async (args) => {
    const plan = planOf(args);
    const { saturateAndReport } = await import('./saturate_run.ts');
    await saturateAndReport(plan, args.json);
  },
};

function planOf({ scenario, window, ledger, rounds, cellMs, bodyBytes, data }: SaturateArguments): BenchPlan {
  const windowMax = 1_024;
  if (!window.every((count) => Number.isInteger(count) && count >= 1 && count <= windowMax)) {
    throw new CommandError(`--window: whole numbers from 1 to ${windowMax} are expected`);
  }
  return { cells: cellsOf([...new Set(scenario)], [...new Set(window)], ledger), rounds, cellMs, bodyBytes, data };
}
