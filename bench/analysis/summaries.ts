/** One contender at one point, over all its runs. Pure. */

import {
  busyShare,
  generatorBounds,
  isBusierGenerator,
  knownCeilingPerSecond,
  limitsOf,
  loadSignsOf,
} from '../experiment/limits.ts';
import { moreGeneratorsRatio } from '../experiment/more_generators.ts';
import { mergeHistograms } from '../load/histograms.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Point, Results } from '../results/results.ts';
import { isMissing, type Missing, type RunResult } from '../run/run.ts';
import { median } from '../statistics/median.ts';
import { percentilesOf } from '../statistics/percentiles.ts';
import { sum } from '../statistics/sum.ts';
import type { CpuPerMessage, PointSummary } from './analysis.ts';
import type { MeasuredRun } from './blocks.ts';
import { perClientRequest, perRequest } from './metrics.ts';

/** Undefined where it has no run there. */
export function summaryOf(
  results: Results,
  point: Point,
  contender: Contender,
  measuredRuns: readonly MeasuredRun[],
): PointSummary | undefined {
  const own = measuredRuns.filter((run) => run.contender === contender);
  if (own.length === 0) return undefined;
  const runs = own.map(({ result }) => result);
  const merged = (text: (run: RunResult) => string) => percentilesOf(mergeHistograms(runs.map(text)));
  const response = merged(({ open }) => open.load.response);
  const lag = merged(({ open }) => open.load.lag);
  const seconds = sum(runs.map(({ open }) => open.elapsedMs)) / 1_000;
  const closed = own.flatMap(({ values }) => values.throughput ?? []);
  const probeResponse = merged(({ open }) => open.probe.response);
  const probeLag = merged(({ open }) => open.probe.lag);
  const ceiling = ceilingOf(results, point, contender);
  return {
    point: point.id,
    contender,
    runs: runs.length,
    offeredPerSecond: sum(runs.map(({ open }) => open.offered)) / seconds,
    achievedPerSecond: sum(runs.map(({ open }) => open.answeredInPart)) / seconds,
    closedPerSecond: closed.length === 0 ? undefined : median(closed),
    response,
    service: merged(({ open }) => open.load.service),
    lag,
    probeResponse,
    cpuUsPerMessage: cpuPerMessage(runs),
    socketBytesPerMessage: shared(runs, ({ socket }) =>
      isMissing(socket) ? socket : socket.writtenBytes + socket.readBytes,
    ),
    ...networkPerMessage(results, point, contender, runs),
    unsettledRuns: runs.filter(({ warmUp }) => !warmUp.settled).length,
    heldBackShare: sum(runs.map(({ open }) => open.heldBack)) / Math.max(1, sum(runs.map(({ open }) => open.offered))),
    limits: limitsOf(
      loadSignsOf(runs, {
        ratePerSecond: point.ratePerSecond[contender],
        lagP99Us: lag.p99Us,
        responseP99Us: response.p99Us,
        ceilingPerSecond: knownCeilingPerSecond(ceiling),
        moreGeneratorsRatio: moreGeneratorsRatio(results, point.id, contender),
        cores: results.machine.cores,
      }),
    ),
    probeLagShare: shareOf(probeLag.p50Us, probeResponse.p50Us),
    probeLimits: probeLimitsOf(runs, results.machine.cores),
    closedHeldBack: isClosedHeldBack(runs, closed, knownCeilingPerSecond(ceiling)),
  };
}

function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
}

/** Whether it had its CPU; how late it was is told apart. */
function probeLimitsOf(runs: readonly RunResult[], cores: number): readonly string[] {
  const probes = runs.map((run) => ({ ...run, generators: [run.probe] }));
  const unknown = { lagP99Us: undefined, responseP99Us: undefined, ceilingPerSecond: undefined };
  const limits = limitsOf(loadSignsOf(probes, { ...unknown, ratePerSecond: 0, cores }));
  return limits.filter(({ kind }) => kind === 'generator').map(({ text }) => text);
}

/** By what its processes say, as a rule; and where it comes near to what they do at all. Never where the server did all it can. */
function isClosedHeldBack(
  runs: readonly RunResult[],
  perSecond: readonly number[],
  ceilingPerSecond = Number.POSITIVE_INFINITY,
): boolean {
  if (perSecond.length === 0) return false;
  const loops = runs.flatMap(({ closed }) => closed ?? []);
  if (median(loops.map(({ serverUtilisation }) => serverUtilisation)) >= busyShare) return false;
  const busier = loops.filter(isBusierGenerator).length;
  return busier > perSecond.length / 2 || median(perSecond) > generatorBounds.ceilingShareMax * ceilingPerSecond;
}

/** By a run that had a network of its own, where there was one for this. */
function networkPerMessage(
  { counted }: Results,
  point: Point,
  contender: Contender,
  runs: readonly RunResult[],
): Pick<PointSummary, 'networkBytesPerMessage' | 'packetsPerMessage'> {
  const own = counted?.find((each) => each.point === point.id && each.contender === contender)?.traffic;
  if (own !== undefined && isMissing(own)) return { networkBytesPerMessage: own, packetsPerMessage: own };
  const traffics = own === undefined ? runs : [{ traffic: own }];
  return {
    networkBytesPerMessage: shared(traffics, ({ network }) => (isMissing(network) ? network : network.bytes)),
    packetsPerMessage: shared(traffics, ({ network }) => (isMissing(network) ? network : network.packets)),
  };
}

/** What the load generator does for this contender and workload at most; undefined where that was not measured. */
export function ceilingOf(
  results: Results,
  point: Point,
  contender: Contender,
): Results['ceilings'][number] | undefined {
  return results.ceilings.find(
    (ceiling) => ceiling.contender === contender && ceiling.workload === point.workload.name,
  );
}

function cpuPerMessage(runs: readonly RunResult[]): CpuPerMessage {
  const system = runs.flatMap((run) => (isMissing(run.system) ? [] : (perRequest(run, run.system.busyUs) ?? [])));
  return {
    serverUserUs: medianPerRequest(runs, ({ server }) => server.userUs),
    serverSystemUs: medianPerRequest(runs, ({ server }) => server.systemUs),
    serverGcUs: medianPerRequest(runs, ({ server }) => server.gcUs),
    clientUserUs: median(runs.map((run) => perClientRequest(run, ({ userUs }) => userUs) ?? 0)),
    clientSystemUs: median(runs.map((run) => perClientRequest(run, ({ systemUs }) => systemUs) ?? 0)),
    systemUs: system.length === 0 ? undefined : median(system),
  };
}

/** 0 where there were no requests at all. */
function medianPerRequest(runs: readonly RunResult[], amount: (run: RunResult) => number): number {
  return median(runs.map((run) => perRequest(run, amount(run)) ?? 0));
}

/** The median over runs that have it; the reason of the first that does not, where none does. */
function shared(
  runs: readonly Pick<RunResult, 'traffic'>[],
  amount: (traffic: RunResult['traffic']) => number | Missing,
): number | Missing {
  const amounts = runs.map((run) => ({ run, amount: amount(run.traffic) }));
  const known = amounts.flatMap(({ run, amount: is }) => (typeof is === 'number' ? (perRequest(run, is) ?? []) : []));
  if (known.length > 0) return median(known);
  return (
    amounts.map(({ amount: is }) => is).find((is) => typeof is === 'object') ?? { missing: 'no request was answered' }
  );
}
