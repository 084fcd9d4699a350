/**
 * What limited a load: the load generator, the server, the machine, or nothing but what was offered. Pure; knows nothing
 * of histograms or of how runs are summed up.
 */

import type { Limit } from '../analysis/analysis.ts';
import type { Ceiling } from '../results/results.ts';
import { type ClosedLoopResult, isMissing, type ProcessUse, type RunResult } from '../run/run.ts';
import { median } from '../statistics/median.ts';

/** The bounds beyond which a figure says more of the load generator than of what it loads. */
export const generatorBounds = {
  lagUsMin: 200,
  lagShareOfResponse: 0.1,
  eventLoopUtilisationMax: 0.7,
  cpuWaitShareMax: 0.05,
  ceilingShareMax: 0.7,
  /** How far one more load generator, at the same load, may move the median response. */
  moreGeneratorsShare: 0.1,
} as const;

/** From here on a server, or a machine, has nothing left. */
export const busyShare = 0.9;

/** One contender under one load. */
export interface LoadSigns {
  readonly ratePerSecond: number;
  /** Of all requests; undefined where they were too few to say. */
  readonly lagP99Us: number | undefined;
  readonly responseP99Us: number | undefined;
  /** 0 to 1, of the busiest load generator. */
  readonly generatorUtilisation: number;
  /** How much of the time its main thread, which makes all requests, was ready to run, and had no CPU; undefined where the system does not tell. */
  readonly generatorCpuWaitShare: number | undefined;
  /** What the load generators do against canned replies, all together; undefined where that was not measured. */
  readonly ceilingPerSecond: number | undefined;
  /** Median response with one more load generator, as a ratio to that without; undefined where that was not tried. */
  readonly moreGeneratorsRatio?: number | undefined;
  /** 0 to 1, of its event loop. */
  readonly serverUtilisation: number;
  /** CPUs that all processes of the machine kept busy; undefined where the system does not tell. */
  readonly busyCores: number | undefined;
  readonly cores: number;
}

/** What is known of a load beside what its runs say of themselves. */
export interface LoadContext
  extends Pick<
    LoadSigns,
    'ratePerSecond' | 'lagP99Us' | 'responseP99Us' | 'ceilingPerSecond' | 'moreGeneratorsRatio' | 'cores'
  > {}

/** The signs of several runs under the same load: medians, each of the busiest load generator. */
export function loadSignsOf(runs: readonly RunResult[], context: LoadContext): LoadSigns {
  const waits = runs.flatMap(({ generators }) => cpuWaitShare(generators) ?? []);
  const busy = runs.flatMap(({ system }) => (isMissing(system) ? [] : system.busyUs / (system.elapsedMs * 1_000)));
  return {
    ...context,
    generatorUtilisation: median(
      runs.map(({ generators }) => Math.max(...generators.map((use) => use.eventLoopUtilisation))),
    ),
    generatorCpuWaitShare: waits.length === 0 ? undefined : median(waits),
    serverUtilisation: median(runs.map(({ server }) => server.eventLoopUtilisation)),
    busyCores: busy.length === 0 ? undefined : median(busy),
  };
}

function cpuWaitShare(generators: readonly ProcessUse[]): number | undefined {
  const shares = generators.flatMap(({ mainRunQueueWaitUs, elapsedMs }) =>
    typeof mainRunQueueWaitUs === 'number' ? mainRunQueueWaitUs / (elapsedMs * 1_000) : [],
  );
  return shares.length === 0 ? undefined : Math.max(...shares);
}

/** Never empty; the load generator's come first, since then nothing else can be told for sure. */
export function limitsOf(signs: LoadSigns): readonly Limit[] {
  const texts = generatorTexts(signs);
  const limits: Limit[] = texts.map((text) => ({ kind: 'generator', text }));
  const { serverUtilisation, busyCores, cores } = signs;
  if (serverUtilisation >= busyShare) {
    limits.push({ kind: 'server', text: `the server's event loop is busy ${percent(serverUtilisation)} of the time` });
  }
  if (busyCores !== undefined && busyCores >= busyShare * cores) {
    limits.push({ kind: 'machine', text: `${busyCores.toFixed(1)} of ${cores} CPUs are busy` });
  }
  if (limits.length > 0) return limits;
  return [{ kind: 'offered', text: 'nothing was short: it did what was offered' }];
}

function generatorTexts(signs: LoadSigns): readonly string[] {
  const { lagP99Us, responseP99Us, generatorUtilisation, generatorCpuWaitShare, moreGeneratorsRatio } = signs;
  const texts: string[] = [];
  const lagUsMax = Math.max(generatorBounds.lagUsMin, generatorBounds.lagShareOfResponse * (responseP99Us ?? 0));
  if (lagP99Us !== undefined && lagP99Us > lagUsMax) {
    texts.push(`it sends late: 1 of 100 by more than ${(lagP99Us / 1_000).toFixed(1)} ms`);
  }
  if (generatorUtilisation > generatorBounds.eventLoopUtilisationMax) {
    texts.push(`its event loop is busy ${percent(generatorUtilisation)} of the time`);
  }
  if (generatorCpuWaitShare !== undefined && generatorCpuWaitShare > generatorBounds.cpuWaitShareMax) {
    texts.push(`it waits for a CPU ${percent(generatorCpuWaitShare)} of the time`);
  }
  const ofCeiling = ceilingShare(signs);
  if (ofCeiling !== undefined && ofCeiling > generatorBounds.ceilingShareMax) {
    texts.push(`the rate is ${percent(ofCeiling)} of what it does against canned replies`);
  }
  if (
    moreGeneratorsRatio !== undefined &&
    Math.abs(Math.log(moreGeneratorsRatio)) > Math.log(1 + generatorBounds.moreGeneratorsShare)
  ) {
    texts.push(`one more load generator, at the same load, makes the median ${moreGeneratorsRatio.toFixed(2)}×`);
  }
  return texts;
}

/** A ceiling of nothing is none that was found. */
function ceilingShare({ ratePerSecond, ceilingPerSecond = 0 }: LoadSigns): number | undefined {
  return ceilingPerSecond > 0 ? ratePerSecond / ceilingPerSecond : undefined;
}

/** Undefined where it is not known, or only that it is higher than what a peer did. */
export function knownCeilingPerSecond(ceiling: Ceiling | undefined): number | undefined {
  return ceiling?.limitedBy === 'generator' ? ceiling.closedPerSecond : undefined;
}

/** Of a closed loop: whether it was the load generator, and not what it loads, that had nothing left. */
export function isBusierGenerator({
  generatorUtilisation,
  serverUtilisation,
}: Pick<ClosedLoopResult, 'generatorUtilisation' | 'serverUtilisation'>): boolean {
  return generatorUtilisation >= generatorBounds.eventLoopUtilisationMax && generatorUtilisation > serverUtilisation;
}

/**
 * Whether a load that was too much was too much for its load generators, and says nothing of the server. Not where the
 * server had nothing left, or the machine, unless the load generators had neither: then it is they that used it up.
 */
export function isGeneratorsAlone(signs: LoadSigns): boolean {
  const kinds = limitsOf(signs).map(({ kind }) => kind);
  if (!kinds.includes('generator') || kinds.includes('server')) return false;
  return !kinds.includes('machine') || signs.generatorUtilisation >= busyShare;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
