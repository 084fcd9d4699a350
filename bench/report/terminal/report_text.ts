/** Words and figures that several sections of the terminal report share. Pure. */

import type { Analysis, Comparison, MetricName, PointSummary } from '../../analysis/analysis.ts';
import { type Contender, contenders } from '../../plan/contenders.ts';
import type { Point, Results } from '../../results/results.ts';
import type { Missing } from '../../run/run.ts';
import { isMissing } from '../../run/run.ts';
import { count, duration, times } from '../format.ts';
import type { Page, Span } from './page.ts';

/** What a section is made of. */
export interface Report {
  readonly results: Results;
  readonly analysis: Analysis;
  readonly page: Page;
}

export const none = '–';

/** A contender, in its colour. */
export function contenderSpan(contender: Contender): Span {
  return { text: contenders[contender].label, style: contender };
}

/** `unary`, where it is plain that gRPC is meant. */
export function shortLabel(contender: Contender): string {
  return contenders[contender].label.replace('gRPC ', '');
}

export function isGeneratorLimited({ limits }: PointSummary): boolean {
  return limits.some(({ kind }) => kind === 'generator');
}

/** `deliver, all at 2,500/s` or `deliver, each at 30 % of its own capacity`. */
export function pointTitle({ workload, basis, ratePerSecond }: Point): string {
  if (basis.kind === 'ownCapacity') return `${workload.name}, each at ${percent(basis.fraction)} of its own capacity`;
  return `${workload.name}, all at ${count(ratePerSecond.wire)}/s`;
}

/** The same, for a column of a table. */
export function pointLabel({ workload, basis, ratePerSecond }: Point): string {
  if (basis.kind === 'ownCapacity') return `${workload.name} ${percent(basis.fraction)}`;
  return `${workload.name} ${count(ratePerSecond.wire)}/s`;
}

export function percent(share: number): string {
  const value = share * 100;
  // 0.07 * 100 is 7.000000000000001, which is 7.
  return `${value >= 10 ? value.toFixed(0) : Number(value.toFixed(1))} %`;
}

/** `1.52× [1.49, 1.55]`. */
export function ratioText({ mean, low, high }: Comparison['advantage']): string {
  const bound = (ratio: number): string => times(ratio).replace('×', '');
  return `${times(mean)} [${bound(low)}, ${bound(high)}]`;
}

/**
 * What a value is where the load generator was the limit: throughput is at least what was seen, and what a request took
 * at most that. Nothing follows for CPU and bytes.
 */
export function boundedValue(metric: MetricName, value: string, limited: boolean): string {
  if (!limited) return value;
  if (metric === 'throughput') return `≥ ${value}`;
  return isLatency(metric) ? `≤ ${value}` : value;
}

/** The same for wire's advantage: who was held back by the load generator is better than it looks. */
export function boundedRatio({ metric, advantage, generatorLimited, to }: Comparison): string {
  const text = ratioText(advantage);
  if (metric !== 'throughput' && !isLatency(metric)) return text;
  const wire = generatorLimited.includes('wire');
  const grpc = generatorLimited.includes(to);
  if (wire && grpc) return `≈ ${text}`;
  if (wire) return `≥ ${text}`;
  return grpc ? `≤ ${text}` : text;
}

export function isLatency(metric: MetricName): boolean {
  return metric.startsWith('response') || metric.startsWith('service');
}

export function durationOr(us: number | undefined): string {
  return us === undefined ? none : duration(us);
}

/** Each reason once: what is missing is missing for all contenders as a rule. */
export function missingReasons(values: readonly (number | object)[]): readonly string[] {
  const missing = values.filter((value): value is Missing => typeof value === 'object' && isMissing(value));
  return [...new Set(missing.map((value) => value.missing))];
}
