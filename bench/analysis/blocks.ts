/** Runs in their blocks: what of them can be compared with what. Pure. */

import type { Contender } from '../plan/contenders.ts';
import type { RecordedRun } from '../results/results.ts';
import type { MetricName } from './analysis.ts';
import { metricNames } from './analysis.ts';
import { advantageOf, metrics } from './metrics.ts';

export type RunValues = Readonly<Partial<Record<MetricName, number>>>;

/** A run, and what it comes to; its histograms are decoded for that once. */
export interface MeasuredRun extends RecordedRun {
  readonly values: RunValues;
}

export function measured(run: RecordedRun): MeasuredRun {
  const values = metricNames.flatMap((name) => {
    const value = metrics[name].of(run.result);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...run, values: Object.fromEntries(values) };
}

/** Of one contender at one point: both of its runs in a block, as far as both have the metric. */
interface Twins {
  readonly a: number;
  readonly b: number;
}

/** By block; only where both are there. */
function twinsOf(runs: readonly MeasuredRun[], contender: Contender, metric: MetricName): ReadonlyMap<number, Twins> {
  const own = runs.filter((run) => run.contender === contender);
  const second = new Map(own.filter(({ twin }) => twin === 'B').map((run) => [run.block, run.values[metric]]));
  const twins = new Map<number, Twins>();
  for (const { twin, block, values } of own) {
    const a = values[metric];
    const b = second.get(block);
    if (twin === 'A' && a !== undefined && b !== undefined) twins.set(block, { a, b });
  }
  return twins;
}

/** For each block that has both contenders twice, ln of how many times better wire was: of the geometric means of twins. */
export function logAdvantages(runs: readonly MeasuredRun[], to: Contender, metric: MetricName): readonly number[] {
  const others = twinsOf(runs, to, metric);
  return [...twinsOf(runs, 'wire', metric)].flatMap(([block, wire]) => {
    const other = others.get(block);
    if (other === undefined) return [];
    return [Math.log(advantageOf(metric, Math.sqrt(wire.a * wire.b), Math.sqrt(other.a * other.b)))];
  });
}

/** For each block that has the contender twice, ln of the geometric mean of both. */
export function logLevels(runs: readonly MeasuredRun[], of: Contender, metric: MetricName): readonly number[] {
  return [...twinsOf(runs, of, metric).values()].map(({ a, b }) => Math.log(a * b) / 2);
}

/** For each block that has the contender twice, ln of how many times the first run's value the second's is. */
export function logSelfRatios(runs: readonly MeasuredRun[], of: Contender, metric: MetricName): readonly number[] {
  return [...twinsOf(runs, of, metric).values()].map(({ a, b }) => Math.log(b / a));
}
