/**
 * Two benches, the second held against the first: what became better or worse. Pure. Blocks of two benches make no pairs,
 * so that intervals are wider than those within one; and what changed on the machine between them is in no interval.
 */

import type { Interval, MetricName } from '../analysis/analysis.ts';
import { metricNames } from '../analysis/analysis.ts';
import { logLevels, logSelfRatios, type MeasuredRun, measured } from '../analysis/blocks.ts';
import { headlineMetrics, metrics } from '../analysis/metrics.ts';
import { inverted } from '../analysis/texts.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import { geometricMeanRatio, unpairedRatio } from '../statistics/ratios.ts';
import { marginOf } from '../statistics/verdict.ts';
import { comparability, type PointPair } from './comparability.ts';
import type { Results } from './results.ts';

export type ResultsComparison =
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'compared'; readonly warnings: readonly string[]; readonly changes: readonly Change[] };

/** One metric of one contender at one point. */
export interface Change {
  readonly metric: MetricName;
  readonly contender: Contender;
  /** The id that it has in both. */
  readonly point: string;
  readonly headline: boolean;
  /** Geometric means over blocks, in the metric's unit. */
  readonly before: number;
  readonly after: number;
  /** How many times better the second is: over 1 it is, whether more or less of the metric is better. */
  readonly improvement: Interval;
  readonly blocks: { readonly before: number; readonly after: number };
  readonly margin: number;
  readonly verdict: ChangeVerdict;
}

/** By where the interval lies to the margin, as within one bench; `same`: within it. */
export type ChangeVerdict = 'better' | 'worse' | 'same' | 'inconclusive';

/** True of every comparison of two benches; to be said with it. */
export const comparisonCaveat =
  'Two benches are made at two times: what changed on the machine between them looks like a change of what was measured.';

export function compareResults(before: Results, after: Results): ResultsComparison {
  const { reasons, warnings, points } = comparability(before, after);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const changes = points.flatMap((pair) => changesAt(pair, runsAt(before, pair), runsAt(after, pair)));
  if (changes.length > 0) return { kind: 'compared', warnings, changes };
  return { kind: 'refused', reasons: ['no metric has two whole blocks in both'] };
}

function runsAt(results: Results, { point }: PointPair): readonly MeasuredRun[] {
  return results.runs.filter((run) => run.point === point.id).map(measured);
}

function changesAt(pair: PointPair, before: readonly MeasuredRun[], after: readonly MeasuredRun[]): readonly Change[] {
  return metricNames
    .filter((metric) => !pair.incomparable.includes(metric))
    .flatMap((metric) => contenderNames.flatMap((contender) => changeOf(pair, metric, contender, before, after) ?? []));
}

function changeOf(
  { point }: PointPair,
  metric: MetricName,
  contender: Contender,
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
): Change | undefined {
  const levels = [before, after].map((runs) => logLevels(runs, contender, metric));
  const [first = [], second = []] = levels;
  const ratio = unpairedRatio(first, second);
  if (ratio === undefined) return undefined;
  const { better } = metrics[metric];
  const improvement = better === 'higher' ? ratio : inverted(ratio);
  const selves = [before, after].flatMap((runs) => geometricMeanRatio(logSelfRatios(runs, contender, metric)) ?? []);
  const margin = marginOf(selves);
  return {
    metric,
    contender,
    point: point.id,
    headline: point.headline && headlineMetrics.includes(metric),
    before: geometricMean(first),
    after: geometricMean(second),
    improvement,
    blocks: { before: first.length, after: second.length },
    margin,
    verdict: verdictOf(improvement, margin),
  };
}

function verdictOf({ low, high }: Interval, margin: number): ChangeVerdict {
  const edge = 1 + margin;
  if (low > edge) return 'better';
  if (high < 1 / edge) return 'worse';
  return low >= 1 / edge && high <= edge ? 'same' : 'inconclusive';
}

function geometricMean(logs: readonly number[]): number {
  return Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
}
