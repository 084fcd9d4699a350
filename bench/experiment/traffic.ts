/** What each load puts on the network, by short runs in a network of their own, where the runner can do such. */

import { contenderNames } from '../plan/contenders.ts';
import type { CountedTraffic } from '../results/results.ts';
import { type Missing, RunRefused, type Traffic } from '../run/run.ts';
import { type BenchContext, type RunAsked, runSpec, scheduleSeed } from './bench_context.ts';
import type { Load } from './points.ts';

/** Packets are counted, not timed: what is sent together differs with the rate, and not with the length of a run. */
const openMsMax = 1_000;

/** The proxy that delays is on the same interface: what passes it would be counted before it and after it. */
const twice: Missing = { missing: 'not counted where a proxy delays: it would be counted on both sides of that' };

/** At one rate for all: there bytes compare like with like. `onCounted` hears of each as it is known. */
export async function countTraffic(
  context: BenchContext,
  loads: readonly Load[],
  onCounted: (counted: CountedTraffic) => void,
): Promise<void> {
  const { plan, random } = context;
  const openMs = Math.min(openMsMax, plan.configuration.openMs);
  for (const { id, workload, ratePerSecond, basis, generators } of loads) {
    if (basis.kind !== 'equalRate' || generators !== undefined) continue;
    const seed = scheduleSeed(random.fork(`traffic of ${id}`));
    if (workload.roundTripMs > 0) {
      for (const contender of contenderNames) onCounted({ point: id, contender, traffic: twice });
      continue;
    }
    for (const contender of contenderNames) {
      const traffic = await trafficOf(context, {
        contender,
        workload,
        ratePerSecond: ratePerSecond[contender],
        seed,
        openMs,
      });
      onCounted({ point: id, contender, traffic });
    }
  }
}

/** A run that cannot be done in such a network takes nothing from those that were done without. */
async function trafficOf({ plan, runner, signal }: BenchContext, asked: RunAsked): Promise<Traffic | Missing> {
  if (runner.countTraffic === undefined) return { missing: 'not asked for' };
  try {
    return await runner.countTraffic(runSpec(plan, asked), signal);
  } catch (error) {
    if (error instanceof RunRefused || signal?.aborted === true) throw error;
    return {
      missing: `the run that was to count it failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
