/** Wire with each way of gRPC at one point, and each contender with itself. Pure. */

import { type Contender, contenderNames, grpcContenders } from '../plan/contenders.ts';
import type { Point } from '../results/results.ts';
import { holm } from '../statistics/holm.ts';
import { median } from '../statistics/median.ts';
import { geometricMeanRatio } from '../statistics/ratios.ts';
import { signFlip } from '../statistics/sign_flip.ts';
import { isPreliminary, marginOf, verdictOf } from '../statistics/verdict.ts';
import { type Comparison, type MetricName, metricNames, type SelfComparison } from './analysis.ts';
import { logAdvantages, logSelfRatios, type MeasuredRun } from './blocks.ts';
import { headlineMetrics } from './metrics.ts';

/** Of wire and this one, which the load generator held back at this point, as far as a metric shows it. */
export type LimitedBy = (metric: MetricName, to: Contender) => readonly Contender[];

/** Of all metrics of which there are two blocks at least. `runs`: of that point only, as everywhere here. */
export function selfComparisonsAt(point: Point, runs: readonly MeasuredRun[]): readonly SelfComparison[] {
  return metricNames.flatMap((metric) =>
    contenderNames.flatMap((contender) => {
      const logs = logSelfRatios(runs, contender, metric);
      const ratio = geometricMeanRatio(logs);
      return ratio === undefined ? [] : [{ metric, contender, point: point.id, ratio, blocks: logs.length }];
    }),
  );
}

/** The six fixed metrics: Holm's correction is over all that `to` has of them. */
export function headlineComparisons(
  point: Point,
  runs: readonly MeasuredRun[],
  selves: readonly SelfComparison[],
  limitedBy: LimitedBy,
): readonly Comparison[] {
  const drafts = headlineMetrics.flatMap((metric) => draftsOf(metric, point, runs, selves, limitedBy));
  const judged = new Map<Draft, Comparison>();
  for (const to of grpcContenders) {
    const family = drafts.filter((draft) => draft.to === to);
    const adjusted = holm(family.map(({ p }) => p));
    for (const [index, draft] of family.entries()) {
      judged.set(draft, judgedAs(draft, family.length, adjusted[index] ?? 1, true));
    }
  }
  return drafts.flatMap((draft) => judged.get(draft) ?? []);
}

/** Each on its own, uncorrected: of many, one in twenty is found where nothing is. */
export function exploratoryComparisons(
  point: Point,
  runs: readonly MeasuredRun[],
  selves: readonly SelfComparison[],
  limitedBy: LimitedBy,
): readonly Comparison[] {
  const names = metricNames.filter((metric) => !(point.headline && headlineMetrics.includes(metric)));
  return names
    .flatMap((metric) => draftsOf(metric, point, runs, selves, limitedBy))
    .map((draft) => judgedAs(draft, 1, draft.p, false));
}

type Draft = Omit<Comparison, 'pHolm' | 'verdict' | 'preliminary'>;

function draftsOf(
  metric: MetricName,
  point: Point,
  runs: readonly MeasuredRun[],
  selves: readonly SelfComparison[],
  limitedBy: LimitedBy,
): readonly Draft[] {
  return grpcContenders.flatMap((to) => {
    const logs = logAdvantages(runs, to, metric);
    const advantage = geometricMeanRatio(logs);
    if (advantage === undefined) return [];
    const involved = (contender: Contender): boolean => contender === 'wire' || contender === to;
    const own = selves.filter((self) => self.metric === metric && involved(self.contender));
    const { p, exact } = signFlip(logs);
    return [
      {
        metric,
        point: point.id,
        to,
        wire: medianOf(runs, 'wire', metric),
        grpc: medianOf(runs, to, metric),
        advantage,
        blocks: logs.length,
        p,
        exact,
        margin: marginOf(own.map(({ ratio }) => ratio)),
        generatorLimited: limitedBy(metric, to),
      },
    ];
  });
}

function judgedAs(draft: Draft, family: number, p: number, corrected: boolean): Comparison {
  const judged = { interval: draft.advantage, blocks: draft.blocks, p, family, margin: draft.margin };
  return {
    ...draft,
    pHolm: corrected ? p : undefined,
    verdict: verdictOf(judged),
    preliminary: isPreliminary(judged),
  };
}

function medianOf(runs: readonly MeasuredRun[], contender: Contender, metric: MetricName): number {
  return median(runs.flatMap((run) => (run.contender === contender ? (run.values[metric] ?? []) : [])));
}
