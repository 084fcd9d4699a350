/**
 * Which figures say more of the load generator than of what it loads, for each metric by the process that measured it: the
 * load generators, the probe, or the closed loop. Pure.
 */

import { generatorBounds } from '../experiment/limits.ts';
import type { Contender } from '../plan/contenders.ts';
import type { MetricName, PointSummary } from './analysis.ts';

/** CPU and bytes are held back by nothing. */
export function isHeldBack(summary: PointSummary, metric: MetricName): boolean {
  switch (metric) {
    case 'throughput':
      return summary.closedHeldBack;
    case 'responseP50':
      return isProbeLate(summary) || summary.probeLimits.length > 0;
    case 'responseP99':
    case 'serviceP50':
    case 'serviceP99':
      return summary.limits.some(({ kind }) => kind === 'generator');
    default:
      return false;
  }
}

/** Whether so much of the probe's median is its own lateness that the median is no longer the server's. */
export function isProbeLate({ probeLagShare }: PointSummary): boolean {
  return probeLagShare !== undefined && probeLagShare > generatorBounds.lagShareOfResponse;
}

/**
 * On which sides the ratio of these two errs. Where both probes were late, and nothing else, it errs on the side of the one
 * that was late by more of what it measured: without lateness that one would gain more.
 */
export function heldBackOf(pair: readonly PointSummary[], metric: MetricName): readonly Contender[] {
  const held = pair.filter((summary) => isHeldBack(summary, metric));
  const late = metric === 'responseP50' && held.length > 1 && held.every(({ probeLimits }) => probeLimits.length === 0);
  const sides = late ? held.toSorted((one, other) => lag(other) - lag(one)).slice(0, 1) : held;
  return sides.map(({ contender }) => contender);
}

function lag({ probeLagShare }: PointSummary): number {
  return probeLagShare ?? 0;
}
