/** `duet bench`: what each transport costs, and each ledger, on this machine. */

import { writeFile } from 'node:fs/promises';
import type { CommandModule } from 'yargs';
import { measureLockCosts } from '../bench/lock_costs.ts';
import { describeMachine } from '../bench/machine.ts';
import { type LedgerName, ledgerNames } from '../bench/plan/ledgers.ts';
import { cellsOf, type Scenario, scenarioMeaning } from '../bench/saturation/plan.ts';
import { renderReport } from '../bench/saturation/report.ts';
import { type BenchPlan, runBench } from '../bench/saturation/run.ts';
import { summarise } from '../bench/saturation/summary.ts';
import { benchDataFlag, requireWritable, requireWritableFolder } from './bench_files.ts';
import { benchProgress } from './bench_progress.ts';
import { benchRecoveryCommand } from './bench_recovery.ts';
import { CommandError } from './command_error.ts';
import { numberFlag } from './number_flag.ts';
import { unlessStopped } from './unless_stopped.ts';

interface BenchArguments {
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

/** Of this command, and not of those under it. */
const own = { global: false } as const;

export const benchCommand: CommandModule<object, BenchArguments> = {
  command: 'bench',
  describe: 'measure what each transport costs on this machine, and each ledger',
  builder: (command) =>
    command
      .option('scenario', {
        ...own,
        type: 'string',
        array: true,
        choices: scenarios,
        default: scenarios,
        describe: 'send: until acknowledged; deliver: until another client has it',
      })
      .option('window', {
        ...own,
        type: 'number',
        array: true,
        default: [1, 64, 256],
        describe: 'messages outstanding',
      })
      .option('ledger', {
        ...own,
        type: 'string',
        array: true,
        choices: ledgerNames,
        default: ['memory-ledger'],
        describe: 'what the servers keep messages in: nothing on disk, or SQLite with that durability',
      })
      .option('rounds', {
        ...own,
        ...numberFlag('rounds', { min: 1, max: 1_000 }),
        default: 5,
        describe: 'how often everything is measured',
      })
      .option('cell-ms', {
        ...own,
        ...numberFlag('cell-ms', { min: 50, max: 60_000 }),
        default: 1_000,
        describe: 'how long one measurement lasts, in milliseconds',
      })
      .option('body-bytes', {
        ...own,
        ...numberFlag('body-bytes', { min: 16, max: 65_536 }),
        default: 100,
        describe: 'length of a message body, in bytes',
      })
      .option('data', { ...own, ...benchDataFlag })
      .option('json', { ...own, type: 'string', requiresArg: true, describe: 'write every measurement to this file' })
      .command(benchRecoveryCommand)
      .example('$0 bench', 'the transports, on the memory ledger; takes about three minutes')
      .example('$0 bench --scenario deliver --window 256 --rounds 9', 'one question, answered more surely')
      .example('$0 bench --ledger memory-ledger sqlite-synced', 'what durability costs')
      .epilog(
        'Starts a server and a load generator for each transport on each ledger, and for bare servers as floors, as ' +
          'processes of their own on the loopback interface. Several ledgers are compared in the same rounds, with ' +
          'what the disk itself takes for a sync. Writes to the disk what a server would: gigabytes, if it runs for ' +
          'long; all of it is removed at the end. Exit status 1, and no report, if a reply was wrong or a delivery missing.',
      ) as never,
  handler: async (args) => {
    await benchAndReport(planOf(args), args.json);
  },
};

/** Runs the plan and prints the report. Writes every measurement to `json`, if it is named. */
export async function benchAndReport(plan: BenchPlan, json: string | undefined): Promise<void> {
  if (json !== undefined) await requireWritable('--json', json);
  if (plan.cells.some(({ ledger }) => ledger !== undefined && ledger !== 'memory-ledger')) {
    await requireWritableFolder('--data', plan.data);
  }
  const machine = describeMachine();
  const locks = measureLockCosts();
  const progress = benchProgress(plan);
  const { measurements, diskUses, commitRates, place } = await unlessStopped('the bench', (signal) =>
    runBench(plan, progress.update, signal).finally(progress.stop),
  );
  const summary = summarise(measurements, diskUses);
  console.log(renderReport({ machine, plan, summary, locks, commitRates, place }));
  if (json === undefined) return;
  const { rounds, cellMs, bodyBytes } = plan;
  const measured = { locks, summary, commitRates, diskUses, measurements };
  const record = { machine, plan: { rounds, cellMs, bodyBytes }, place, ...measured };
  await writeFile(json, `${JSON.stringify(record, undefined, 2)}\n`);
  console.log(`\nwrote ${json}`);
}

function planOf({ scenario, window, ledger, rounds, cellMs, bodyBytes, data }: BenchArguments): BenchPlan {
  const windowMax = 1_024;
  if (!window.every((count) => Number.isInteger(count) && count >= 1 && count <= windowMax)) {
    throw new CommandError(`--window: whole numbers from 1 to ${windowMax} are expected`);
  }
  return { cells: cellsOf([...new Set(scenario)], [...new Set(window)], ledger), rounds, cellMs, bodyBytes, data };
}
