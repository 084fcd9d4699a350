/**
 * What the load generators can do against peers that give canned replies: as much as goes through, then the highest open
 * rate that they keep without being late. A figure near it would be theirs, and not the server's.
 */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Ceiling } from '../results/results.ts';
import type { RunResult } from '../run/run.ts';
import { type BenchContext, runSpec, scheduleSeed } from './bench_context.ts';
import { roundedRate } from './capacity_search.ts';
import { percentileUs } from './latency.ts';
import { generatorBounds } from './limits.ts';

/** From so much of the closed loop's rate downwards, in steps of so much, and so many of them. */
const openShareMax = 0.9;
const openStep = 0.75;
const openTriesMax = 7;
const openMsMax = 1_000;
/** Offered while the closed loop's turn comes: as little as can be. */
const idlePerSecond = 50;

/**
 * For each contender and workload. What null peers do not know, such as a ledger, makes no second measurement. `onFound`
 * hears of each as it is known.
 */
export async function measureCeilings(
  context: BenchContext,
  workloads: readonly Workload[],
  onFound: (ceilings: readonly Ceiling[]) => void,
): Promise<void> {
  const { onProgress } = context;
  const distinct = Map.groupBy(workloads, kindOf);
  const total = distinct.size * contenderNames.length;
  let done = 0;
  for (const alike of distinct.values()) {
    for (const contender of contenderNames) {
      const [workload] = alike as [Workload];
      onProgress({ phase: 'ceilings', done, total, contender, workload: workload.name });
      const found = await measureCeiling(context, contender, peerWorkload(workload));
      onFound(alike.map(({ name }) => ({ contender, workload: name, ...found })));
      done += 1;
    }
  }
}

/** The part of a workload that a null peer sees, and that makes a difference to the load generator. */
function peerWorkload(workload: Workload): Workload {
  return { ...workload, ledger: 'memory-ledger', roundTripMs: 0, stalledReaders: 0 };
}

function kindOf(workload: Workload): string {
  return JSON.stringify({ ...peerWorkload(workload), name: '' });
}

async function measureCeiling(
  { plan, runner, signal, random }: BenchContext,
  contender: Contender,
  workload: Workload,
): Promise<Pick<Ceiling, 'closedPerSecond' | 'openPerSecond'>> {
  const openMs = Math.min(openMsMax, plan.configuration.openMs);
  const run = (ratePerSecond: number, withClosed: boolean): Promise<RunResult> => {
    const closed = withClosed ? plan.configuration.closed : undefined;
    const seed = scheduleSeed(random);
    const asked = { contender, workload, ratePerSecond, seed, openMs, closed, peer: 'null' } as const;
    return runner.run(runSpec(plan, asked), signal);
  };
  const closedPerSecond = closedRate(await run(idlePerSecond, true));
  let rate = openShareMax * closedPerSecond;
  for (let tried = 0; tried < openTriesMax && rate >= 1; tried += 1) {
    const ratePerSecond = roundedRate(rate);
    if (isPunctual(await run(ratePerSecond, false))) return { closedPerSecond, openPerSecond: ratePerSecond };
    rate *= openStep;
  }
  return { closedPerSecond, openPerSecond: 0 };
}

/** Per second; 0 where there was no closed loop. */
export function closedRate({ closed }: RunResult): number {
  return closed === undefined ? 0 : (closed.completed / closed.elapsedMs) * 1_000;
}

/** Whether the load generators called when they meant to, and everything was answered. */
function isPunctual({ open }: RunResult): boolean {
  const lagUs = percentileUs(open.load.lag, 99) ?? 0;
  const responseUs = percentileUs(open.load.response, 99) ?? 0;
  const { lagUsMin, lagShareOfResponse } = generatorBounds;
  return open.completed >= 0.99 * open.offered && lagUs <= Math.max(lagUsMin, lagShareOfResponse * responseUs);
}
