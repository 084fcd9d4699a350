/** The capacity of each contender under a workload: the search, with runs in fresh processes for its tries. */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Capacity, Ceiling } from '../results/results.ts';
import type { RunResult } from '../run/run.ts';
import { type BenchContext, runSpec, scheduleSeed } from './bench_context.ts';
import { type SearchBounds, searchCapacity, type Try } from './capacity_search.ts';
import { rawPercentileUs } from './latency.ts';
import { isGeneratorsAlone, knownCeilingPerSecond, limitsOf, loadSignsOf } from './limits.ts';

/** Less than this answered in time is not kept, unless it is a few requests only: see backlogRequests. */
const achievedMin = 0.99;
/** A backlog may differ by chance between the two ends of a run: by so much, or by so much of what was offered. */
const backlogRequests = 20;
const backlogShare = 0.01;
/** A p99 needs more than a few requests: a run is longer where they come seldom, up to so many times. */
const requestsMin = 1_000;
const openTimesMax = 4;

const search = { ratePerSecondMin: 10, confirmations: 2, ratesMax: 14, candidatesMax: 8 } as const;
/** Where no ceiling says better: where the search begins; and where it ends at the latest. */
const unknownCeiling = { startPerSecond: 500, ratePerSecondMax: 1_000_000 } as const;
/** The search begins at so much of the ceiling: near enough to spare doublings, low enough to be kept. */
const startShare = 1 / 8;

export async function measureCapacities(
  context: BenchContext,
  workload: Workload,
  ceilings: readonly Ceiling[],
): Promise<readonly Capacity[]> {
  const capacities: Capacity[] = [];
  for (const contender of contenderNames) {
    const ceiling = ceilings.find((each) => each.contender === contender && each.workload === workload.name);
    capacities.push(await measureCapacity(context, contender, workload, ceiling));
  }
  return capacities;
}

async function measureCapacity(
  context: BenchContext,
  contender: Contender,
  workload: Workload,
  ceiling: Ceiling | undefined,
): Promise<Capacity> {
  const { plan, runner, signal, random, onProgress } = context;
  const { sloMs, openMs } = plan.configuration;
  let step = 0;
  const attempt = async (ratePerSecond: number): Promise<Try> => {
    step += 1;
    onProgress({ phase: 'capacity', contender, workload: workload.name, ratePerSecond, step });
    const enough = Math.min(openTimesMax * openMs, Math.ceil((requestsMin / ratePerSecond) * 1_000));
    const asked = { contender, workload, ratePerSecond, seed: scheduleSeed(random), openMs: Math.max(openMs, enough) };
    const result = await runner.run(runSpec(plan, asked), signal);
    return judge(result, { ratePerSecond, sloMs, ceiling, cores: context.cores });
  };
  const found = await searchCapacity(attempt, { ...search, ...boundsOf(ceiling), precision: plan.capacityPrecision });
  return { contender, workload: workload.name, sloMs, ...found };
}

/** A ceiling only says where to begin: one that was found in a bad moment must not be the end of the search. */
function boundsOf(ceiling: Ceiling | undefined): Pick<SearchBounds, 'startPerSecond' | 'ratePerSecondMax'> {
  const start = (ceiling?.closedPerSecond ?? 0) * startShare;
  return start < search.ratePerSecondMin ? unknownCeiling : { ...unknownCeiling, startPerSecond: start };
}

interface Judged {
  readonly ratePerSecond: number;
  readonly sloMs: number;
  readonly ceiling: Ceiling | undefined;
  readonly cores: number;
}

/** Whether a run kept the bound, and if not why; and whether that was the load generator's doing. */
export function judge(result: RunResult, { ratePerSecond, sloMs, ceiling, cores }: Judged): Try {
  const { open } = result;
  const p99Us = rawPercentileUs(open.load.response, 99);
  // What was answered after the measured part, while a backlog drained, was not kept up with.
  const achieved = open.offered === 0 ? 0 : open.answeredInPart / open.offered;
  const reasons = [...failures(result, p99Us, achieved, sloMs)];
  const kept = reasons.length === 0;
  const signs = loadSignsOf([result], {
    ratePerSecond,
    lagP99Us: rawPercentileUs(open.load.lag, 99),
    responseP99Us: p99Us,
    ceilingPerSecond: knownCeilingPerSecond(ceiling),
    cores,
  });
  const limits = limitsOf(signs).filter(({ kind }) => kind === 'generator');
  // What was kept was kept, whatever the load generator had to do for it.
  if (!kept) reasons.push(...limits.map(({ text }) => `load generator: ${text}`));
  return { p99Us, achieved, kept, reasons, generatorLimited: isGeneratorsAlone(signs) };
}

function* failures(
  { open }: RunResult,
  p99Us: number | undefined,
  achieved: number,
  sloMs: number,
): Generator<string, void> {
  if (p99Us === undefined) yield 'nothing was answered';
  else if (p99Us >= sloMs * 1_000) yield `p99 is ${(p99Us / 1_000).toFixed(1)} ms`;
  const behind = open.offered - open.answeredInPart;
  if (achieved < achievedMin && behind > backlogRequests)
    yield `${(achieved * 100).toFixed(1)} % of what was offered was answered in time`;
  const grown = open.backlogAtEnd - open.backlogAtStart;
  if (grown > Math.max(backlogRequests, backlogShare * open.offered)) yield `the backlog grew by ${grown} requests`;
  if (open.refused > 0) yield `${open.refused} requests were refused`;
}
