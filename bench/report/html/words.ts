/** What figures and tables call things, so that both call them the same. Decides nothing: verdicts come from analysis. */

import type { Comparison, Interval, MetricName } from '../../analysis/analysis.ts';
import { contenders } from '../../plan/contenders.ts';
import { count, duration, times } from '../format.ts';
import { percent, shortBytes } from './format.ts';

const metricTexts: Readonly<Record<MetricName, readonly [label: string, value: (value: number) => string]>> = {
  throughput: ['Throughput', (perSecond) => `${count(perSecond)}/s`],
  responseP50: ['Response, p50', duration],
  responseP99: ['Response, p99', duration],
  serverCpu: ['Server CPU/message', duration],
  clientCpu: ['Client CPU/message', duration],
  socketBytes: ['Bytes/message', shortBytes],
  systemCpu: ['Machine CPU/message', duration],
  serviceP50: ['Service, p50', duration],
  serviceP99: ['Service, p99', duration],
  serverGc: ['Server GC/message', duration],
};

export function metricLabel(metric: MetricName): string {
  return metricTexts[metric][0];
}

/** In the metric's unit. */
export function valueText(metric: MetricName, value: number): string {
  return Number.isFinite(value) ? metricTexts[metric][1](value) : '–';
}

/** Whether it has a place on an axis of ratios: one with a side that was 0 has none. */
export function isDrawable({ mean, low, high }: Interval): boolean {
  return [mean, low, high].every((value) => Number.isFinite(value) && value > 0);
}

export function ratioText({ advantage, generatorLimited }: Comparison): string {
  return `${boundSign(generatorLimited)}${times(advantage.mean)}`;
}

/**
 * What the load generator held back may be better than it looks: of wire, so that its advantage is at least this much;
 * of gRPC, so that it is at most. Of both, nothing is known but that it is no measurement.
 */
function boundSign(limited: Comparison['generatorLimited']): string {
  if (limited.length === 0) return '';
  if (limited.length > 1) return '≈ ';
  return limited[0] === 'wire' ? '≥ ' : '≤ ';
}

export function intervalText({ low, high }: Interval): string {
  return `[${times(low).slice(0, -1)}, ${times(high).slice(0, -1)}]`;
}

/** The other way round: how many times better gRPC is. */
export function turnedRound({ mean, low, high }: Interval): Interval {
  return { mean: 1 / mean, low: 1 / high, high: 1 / low };
}

/** A few words: they stand in a table and beside a mark. */
export function verdictText({ verdict, margin, preliminary }: Comparison): string {
  const soFar = preliminary ? ', so far' : '';
  switch (verdict.kind) {
    case 'better':
      return `${name(verdict.who)} better${soFar}`;
    case 'equivalent':
      return `equivalent within ±${percent(margin)}${soFar}`;
    case 'realSmall':
      return `real, small: ${name(verdict.who)}${soFar}`;
    case 'inconclusive':
      return verdict.moreBlocks === undefined ? 'inconclusive' : `inconclusive: ~${verdict.moreBlocks} more blocks`;
    default:
      return verdict satisfies never;
  }
}

function name(who: 'wire' | 'grpc'): string {
  return who === 'wire' ? contenders.wire.label : 'gRPC';
}

export const unmeasuredGrpcAdvantages: readonly string[] = [
  'Clients in a dozen languages, generated from the proto file; for wire somebody writes a page of code in each.',
  'Deadlines and cancellation that travel with a call, through every service it passes.',
  'Proxies, load balancers, service meshes and tracing that understand HTTP/2 and gRPC as they are.',
  'Tools that know the schema: grpcurl, reflection, linters that find breaking changes.',
  'Flow control for each stream, so that one slow stream does not hold up its neighbours on the connection.',
];
