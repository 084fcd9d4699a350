/** `duet bench`: what each transport costs on this machine, under loads that one chooses, and how sure that is. */

import { randomInt } from 'node:crypto';
import type { CommandModule } from 'yargs';
import { type ExperimentPlan, full, quick } from '../bench/experiment/experiment_plan.ts';
import { type LedgerName, ledgerNames } from '../bench/plan/ledgers.ts';
import { absentScenarios, scenarios } from '../bench/plan/scenarios.ts';
import { benchCompareCommand } from './bench_compare.ts';
import { benchDataFlag } from './bench_files.ts';
import { durationMs, percentShare, scenariosOf } from './bench_flags.ts';
import { benchRecoveryCommand } from './bench_recovery.ts';
import { benchReportCommand } from './bench_report.ts';
import { benchSaturateCommand } from './bench_saturate.ts';
import { numberFlag } from './number_flag.ts';
import { textFlag } from './text_flag.ts';

interface BenchArguments {
  readonly scenario: readonly string[];
  readonly quick: boolean;
  readonly slo: string;
  readonly rate: number | undefined;
  readonly generators: number | undefined;
  readonly blocks: number | undefined;
  readonly budget: string | undefined;
  readonly precision: string;
  readonly seed: number | undefined;
  readonly ledger: LedgerName;
  readonly data: string;
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly export: string | undefined;
}

/** Of this command, and not of those under it. */
const own = { global: false } as const;

/** A seed that is easily typed. */
const seedMax = 1_000_000;
const blocksMax = 1_000;
/** How many more blocks than asked for it goes on to where the precision is not met. */
const blocksTimes = 4;

const minutes = (ms: number): string => `${ms / 60_000}min`;
const each = (texts: Readonly<Record<string, string>>): string =>
  Object.entries(texts)
    .map(([name, text]) => `  ${name.padEnd(12)} ${text}`)
    .join('\n');

/** A file for `--scenario`, as `--help` shows it. */
export const exampleScenario = `{
  "name": "office",
  "mix": { "deliver": 8, "history": 1 },
  "payload": { "bytesMin": 20, "bytesMax": 400, "text": "multibyte" },
  "connections": 8,
  "ratesPerSecond": [200, 1000]
}`;

export const benchCommand: CommandModule<object, BenchArguments> = {
  command: 'bench',
  describe: 'measure what each transport costs on this machine, and how sure that is',
  builder: (command) =>
    command
      .usage('$0 bench [options]\n\nMeasures what each transport costs on this machine, and how sure that is.')
      .option('scenario', {
        ...own,
        type: 'string',
        array: true,
        requiresArg: true,
        default: ['deliver'],
        describe: 'what to measure: names from below, or files of your own that end in .json',
      })
      .option('quick', {
        ...own,
        type: 'boolean',
        default: false,
        describe: 'fewer and shorter runs: some ten minutes',
      })
      .option('slo', {
        ...own,
        ...textFlag('slo'),
        default: '10ms',
        describe: 'what 99 of 100 responses have to stay below, for a rate to count as kept',
      })
      .option('rate', {
        ...own,
        ...numberFlag('rate', { min: 1, max: 1_000_000 }),
        describe: 'requests per second, for all alike, instead of searching for capacities',
      })
      .option('blocks', {
        ...own,
        ...numberFlag('blocks', { min: 2, max: blocksMax }),
        describe: `blocks at least, and up to ${blocksTimes} times as many where --precision takes them (default ${full.configuration.blocksMin}; quick: ${quick.configuration.blocksMin})`,
      })
      .option('precision', {
        ...own,
        ...textFlag('precision'),
        default: '3%',
        describe: 'half of the width that the interval of each headline ratio may have',
      })
      .option('budget', {
        ...own,
        ...textFlag('budget'),
        describe: `time after which no block is begun but the second (default ${minutes(full.configuration.budgetMs)}; quick: ${minutes(quick.configuration.budgetMs)})`,
      })
      .option('generators', {
        ...own,
        ...numberFlag('generators', { min: 1, max: 16 }),
        describe: 'load generators, a process each (default 1; on 8 CPUs or more 2)',
      })
      .option('seed', {
        ...own,
        ...numberFlag('seed', { min: 0, max: 2 ** 31 - 1 }),
        describe: 'of schedules, payloads and the order of runs (default: a new one, which is printed)',
      })
      .option('ledger', {
        ...own,
        choices: ledgerNames,
        requiresArg: true,
        default: full.fanout.ledger,
        describe: 'what the server of fanout and backlog keeps its messages in; others say so themselves',
      })
      .option('data', { ...own, ...benchDataFlag })
      .option('report', { ...own, ...textFlag('report'), describe: 'write a report with figures to this HTML file' })
      .option('json', { ...own, ...textFlag('json'), describe: 'write everything that was measured to this file' })
      .option('export', {
        ...own,
        ...textFlag('export'),
        describe: 'write .hgrm, CSV and benchmark-action files, and the headline as an SVG, to this folder',
      })
      .command(benchReportCommand)
      .command(benchCompareCommand)
      .command(benchSaturateCommand)
      .command(benchRecoveryCommand)
      .example('$0 bench', 'an answer that a sceptic would believe; up to an hour')
      .example('$0 bench --quick', 'a good first answer; some ten minutes')
      .example('$0 bench --scenario mix --slo 5ms --report mix.html', 'another load, and a report with figures')
      .example('$0 bench --json a.json; $0 bench report a.json', 'measured once, looked at again')
      .epilog(
        [
          'Scenarios:',
          each(Object.fromEntries(Object.values(scenarios).map(({ name, meaning }) => [name, meaning]))),
          '',
          'Not there:',
          each(absentScenarios),
          '',
          'A scenario of your own is a file such as this; what it leaves out is as in deliver:',
          exampleScenario,
          '',
          'Each run is a server, its load generators and a probe in fresh processes on the loopback interface; a block ' +
            'is every contender at every load, twice, in random order. Ctrl-C ends it and reports the blocks that are ' +
            'done. Exit status 1, and no report, if a reply was wrong or a delivery missing.',
        ].join('\n'),
      ) as never,
  handler: async (args) => {
    const plan = await planOf(args);
    const { benchAndReport } = await import('./bench_run.ts');
    const { report, json, export: folder } = args;
    await benchAndReport({ plan, files: { report, json, export: folder }, short: false });
  },
};

/** Throws a CommandError where something that was asked for makes no sense. */
async function planOf(args: BenchArguments): Promise<ExperimentPlan> {
  const { configuration, ...thoroughness } = args.quick ? quick : full;
  const asked = await scenariosOf(args.scenario);
  const sloMs = durationMs('slo', args.slo, { minMs: 0.1, maxMs: 60_000, unit: 'ms' });
  const precision = percentShare('precision', args.precision);
  const budgetMs =
    args.budget === undefined
      ? configuration.budgetMs
      : durationMs('budget', args.budget, { minMs: 1_000, maxMs: 7 * 24 * 3_600_000, unit: 'min' });
  const { defaultGenerators, isPinned } = await import('./bench_machine.ts');
  const generators = args.generators ?? defaultGenerators();
  return {
    ...thoroughness,
    scenarios: asked,
    fanout: { ...thoroughness.fanout, ledger: args.ledger },
    backlog: { ...thoroughness.backlog, ledger: args.ledger },
    data: args.data,
    ratePerSecond: args.rate,
    configuration: {
      ...configuration,
      ...(args.blocks !== undefined && { blocksMin: args.blocks, blocksMax: blocksTimes * args.blocks }),
      command: ['duet', ...process.argv.slice(2)].join(' '),
      seed: args.seed ?? randomInt(seedMax),
      scenarios: asked.map(({ name }) => name),
      precision,
      budgetMs,
      sloMs,
      generators,
      pinned: isPinned(generators),
    },
  };
}
