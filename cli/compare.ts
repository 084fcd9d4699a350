/** `duet compare`: shows the two transports talking to each other, then what each costs: a first look, in under a minute. */

import { randomInt } from 'node:crypto';
import type { CommandModule } from 'yargs';
import { type ExperimentPlan, firstLook } from '../bench/experiment/experiment_plan.ts';
import { scenarios } from '../bench/plan/scenarios.ts';
import { textFlag } from './text_flag.ts';

interface CompareArguments {
  readonly report: string | undefined;
  readonly json: string | undefined;
}

/** One that each transport sustains on a small machine, so that latencies compare like with like. */
const ratePerSecond = 1_000;

export const compareCommand: CommandModule<object, CompareArguments> = {
  command: 'compare',
  describe: 'let the transports talk to each other, then compare them for under a minute',
  builder: (command) =>
    command
      .usage('$0 compare [options]\n\nLets the transports talk to each other, then compares them for under a minute.')
      .option('report', { ...textFlag('report'), describe: 'write a report with figures to this HTML file' })
      .option('json', { ...textFlag('json'), describe: 'write everything that was measured to this file' })
      .epilog(
        `A first look: deliveries at ${ratePerSecond} a second, then as many as go through, in as many blocks as there is ` +
          'time for. `duet bench` searches for what each transport can do, measures for longer, and says how sure it is.',
      ) as never,
  handler: async ({ report, json }) => {
    const { benchAndReport, requireFiles } = await import('./bench_run.ts');
    const { showTransportsTalking } = await import('./transports_talking.ts');
    const files = { report, json, export: undefined };
    await requireFiles(files);
    await showTransportsTalking();
    console.log('\nA first look, in under a minute:\n');
    await benchAndReport({ plan: await firstLookPlan(), files, short: true });
  },
};

async function firstLookPlan(): Promise<ExperimentPlan> {
  const { isPinned } = await import('./bench_machine.ts');
  const generators = 1;
  const { configuration, ...thoroughness } = firstLook;
  return {
    ...thoroughness,
    scenarios: [scenarios.deliver],
    data: '.',
    ratePerSecond,
    configuration: {
      ...configuration,
      command: ['duet', ...process.argv.slice(2)].join(' '),
      seed: randomInt(1_000_000),
      scenarios: [scenarios.deliver.name],
      sloMs: 10,
      generators,
      pinned: isPinned(generators),
    },
  };
}
