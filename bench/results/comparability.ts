/** Whether two benches can be held against each other, and in what. Knows plans and machines; nothing of figures. */

import { isDeepStrictEqual } from 'node:util';
import { type MetricName, metricNames } from '../analysis/analysis.ts';
import { count, list, pointLabel } from '../analysis/texts.ts';
import { contenderNames } from '../plan/contenders.ts';
import type { Configuration, MachineFacts, Point, Results } from './results.ts';

/** A point that both have. */
export interface PointPair {
  /** As the second has it. */
  readonly point: Point;
  /** What the two measured under different loads. */
  readonly incomparable: readonly MetricName[];
}

export interface Comparability {
  /** Why not at all; empty: they can be. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly points: readonly PointPair[];
}

/** Rates further apart than this are another load. */
const rateShareMax = 0.02;
/** Throughput has its own load. Bytes have not: what is sent together, and once for all of it, grows with the rate. */
const loadIndependent: readonly MetricName[] = ['throughput'];

export function comparability(before: Results, after: Results): Comparability {
  const warnings = [
    ...machineWarnings(before.machine, after.machine),
    ...configurationWarnings(before.configuration, after.configuration),
  ];
  if (before.interrupted) warnings.push('the first was stopped before its end');
  if (after.interrupted) warnings.push('the second was stopped before its end');
  const shared = after.points.flatMap((point) => {
    const former = before.points.find(({ id }) => id === point.id);
    return former === undefined ? [] : [{ point, former }];
  });
  const changed = shared.filter(({ point, former }) => !isSameLoad(point, former));
  const reasons = changed.map(({ point }) => `${point.id} is another workload in each: what it names is not the same`);
  if (shared.length === 0) reasons.push('they have no point in common');
  const sameWindow = before.configuration.closed.window === after.configuration.closed.window;
  const points = shared.map(({ point, former }): PointPair => {
    const incomparable = new Set<MetricName>(sameWindow ? [] : ['throughput']);
    const text = rateWarning(point, former);
    if (text !== undefined) {
      warnings.push(text);
      for (const metric of metricNames) if (!loadIndependent.includes(metric)) incomparable.add(metric);
    }
    return { point, incomparable: [...incomparable] };
  });
  const left = after.points.length + before.points.length - 2 * shared.length;
  if (left > 0) warnings.push(`${left} ${left === 1 ? 'point is' : 'points are'} in one of them only, and left out`);
  return { reasons, warnings, points };
}

function isSameLoad(point: Point, former: Point): boolean {
  return isDeepStrictEqual(point.workload, former.workload) && isDeepStrictEqual(point.basis, former.basis);
}

function rateWarning(point: Point, former: Point): string | undefined {
  const different = contenderNames.filter((contender) => {
    const [now, then] = [point.ratePerSecond[contender], former.ratePerSecond[contender]];
    return Math.abs(now - then) > rateShareMax * Math.max(now, then);
  });
  const [contender] = different;
  if (contender === undefined) return undefined;
  const rates = `${count(former.ratePerSecond[contender])}/s and ${count(point.ratePerSecond[contender])}/s`;
  return `${pointLabel(point)}: the rates differ, ${rates}, so only throughput is compared (--rate sets one)`;
}

function machineWarnings(before: MachineFacts, after: MachineFacts): readonly string[] {
  const kinds = ['cpu', 'cores', 'memoryGib', 'system', 'governor', 'node', 'libraries'] as const;
  const different = kinds.filter((kind) => !isDeepStrictEqual(before[kind], after[kind]));
  if (different.length === 0) return [];
  const hardware = different.some((kind) => kind === 'cpu' || kind === 'cores');
  const said = different.map((kind) => `${kind} ${textOf(before[kind])} and ${textOf(after[kind])}`);
  const head = hardware ? 'another machine, so that no change is one of Duet' : 'the machine is not as it was';
  return [`${head}: ${list(said)}`];
}

function configurationWarnings(before: Configuration, after: Configuration): readonly string[] {
  const warnings: string[] = [];
  if (before.seed !== after.seed) {
    warnings.push(`another seed, so another schedule and other payloads: ${before.seed} and ${after.seed}`);
  }
  const kinds = ['generators', 'probePerSecond', 'openMs', 'warmUpMsMax', 'pinned'] as const;
  for (const kind of kinds) {
    if (before[kind] !== after[kind])
      warnings.push(`another configuration: ${kind} ${before[kind]} and ${after[kind]}`);
  }
  const [then, now] = [before.closed.window, after.closed.window];
  if (then !== now) warnings.push(`the closed loop had ${then} and ${now} under way, so throughput is not compared`);
  return warnings;
}

function textOf(fact: MachineFacts[keyof MachineFacts]): string {
  if (typeof fact !== 'object') return String(fact);
  if ('missing' in fact) return 'unknown';
  return Object.entries(fact)
    .map(([name, version]) => `${name} ${version}`)
    .join(' ');
}
