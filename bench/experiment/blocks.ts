/**
 * Randomised blocks: each holds every contender at every load, twice, in an order of its own. Knows the order and the
 * seeds; when to stop is decided elsewhere.
 *
 * The two twins of a contender are compared with each other, as the contenders are: it shows how much two runs of the
 * same differ here. They lie in the same blocks, and not in a bench of their own beforehand, so that they are run under
 * the same conditions and as often as what they are to be the measure of.
 */

import { contenderNames } from '../plan/contenders.ts';
import type { RecordedRun } from '../results/results.ts';
import { shuffled } from '../statistics/shuffled.ts';
import { type BenchContext, runSpec, scheduleSeed } from './bench_context.ts';
import type { Load } from './points.ts';

const twins = ['A', 'B'] as const;

/** `runDone` hears how many runs of this block are done. Rejects where one run does: a block is whole, or it is none. */
export async function runBlock(
  { plan, runner, signal, random }: BenchContext,
  loads: readonly Load[],
  block: number,
  runDone: (done: number) => void,
): Promise<readonly RecordedRun[]> {
  // One schedule for all of a block: what differs between its runs is not chance of the load.
  const seed = scheduleSeed(random.fork(`schedule of block ${block}`));
  const runs: RecordedRun[] = [];
  for (const { load, contender, twin } of shuffled(runsOf(loads), random.fork(`order of block ${block}`))) {
    const generators = load.generators ?? plan.configuration.generators;
    const asked = {
      contender,
      workload: load.workload,
      ratePerSecond: load.ratePerSecond[contender],
      seed,
      generators,
      openMs: load.openMs ?? plan.configuration.openMs,
    };
    const closed = load.closed ? plan.configuration.closed : undefined;
    const result = await runner.run(runSpec(plan, { ...asked, closed }), signal);
    runs.push({ point: load.id, block, order: runs.length, contender, twin, seed, generators, result });
    runDone(runs.length);
  }
  return runs;
}

export function runsPerBlock(loads: readonly Load[]): number {
  return runsOf(loads).length;
}

function runsOf(loads: readonly Load[]) {
  return loads.flatMap((load) =>
    contenderNames
      .filter((contender) => load.ratePerSecond[contender] > 0)
      .flatMap((contender) => twins.map((twin) => ({ load, contender, twin }))),
  );
}
