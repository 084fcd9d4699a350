/**
 * What the load generators can do against peers that give canned replies: as much as goes through in a closed loop. A figure
 * near it would be theirs, and not the server's.
 */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Ceiling } from '../results/results.ts';
import type { RunResult } from '../run/run.ts';
import { type BenchContext, runSpec, scheduleSeed } from './bench_context.ts';
import { isBusierGenerator } from './limits.ts';

const openMsMax = 300;
/** The best of so many counts: one in a bad moment would make every load seem to be more than it can do. */
const triesEach = 3;
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
): Promise<Pick<Ceiling, 'closedPerSecond' | 'limitedBy'>> {
  const { openMs, closed } = plan.configuration;
  const asked = { contender, workload, ratePerSecond: idlePerSecond, seed: scheduleSeed(random) };
  const spec = runSpec(plan, { ...asked, openMs: Math.min(openMsMax, openMs), closed, peer: 'null' });
  const results: RunResult[] = [];
  for (let tried = 0; tried < triesEach; tried += 1) results.push(await runner.run(spec, signal));
  const best = results.reduce((one, other) => (closedRate(other) > closedRate(one) ? other : one));
  return { closedPerSecond: closedRate(best), limitedBy: limitedBy(best) };
}

/**
 * Whichever had nothing left. A peer is no faster than its transport's library, and a load generator that waits for it is
 * not at its ceiling.
 */
function limitedBy({ closed }: RunResult): Ceiling['limitedBy'] {
  return closed !== undefined && isBusierGenerator(closed) ? 'generator' : 'peer';
}

/** Per second; 0 where there was no closed loop. */
export function closedRate({ closed }: RunResult): number {
  return closed === undefined ? 0 : (closed.completed / closed.elapsedMs) * 1_000;
}
