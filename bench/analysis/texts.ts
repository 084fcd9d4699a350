/** What is said of figures, in the same words everywhere. Knows the analysis; nothing of pages or terminals. */

import { type Contender, contenders } from '../plan/contenders.ts';
import type { Capacity, Ceiling, ConnectionCosts, Point } from '../results/results.ts';
import type { Comparison, DeliveryComparison, Interval, MetricName, PointSummary } from './analysis.ts';
import { latencyMetrics, metrics } from './metrics.ts';

/** As much as a capacity asks for. */
const achievedShareMin = 0.99;

export function contenderLabel(contender: Contender): string {
  return contenders[contender].label;
}

export function metricLabel(metric: MetricName): string {
  return metrics[metric].label;
}

/** Where a load was, as in "deliver, 2,500/s" or "deliver, 70 % of each one's capacity". */
export function pointLabel({ workload, basis, ratePerSecond }: Point): string {
  const load =
    basis.kind === 'ownCapacity'
      ? `${percent(basis.fraction)} of each one's capacity`
      : `${count(ratePerSecond.wire)}/s`;
  return `${workload.name}, ${load}`;
}

/** A value in its metric's unit, short: "310 µs", "12,300/s", "210 B". */
export function valueText(metric: MetricName, value: number): string {
  switch (metrics[metric].unit) {
    case 'us':
    case 'usPerMessage':
      return microseconds(value);
    case 'messagesPerSecond':
      return `${count(value)}/s`;
    case 'bytesPerMessage':
      return `${count(value)} B`;
  }
}

/** "1.82×". */
export function ratioText(ratio: number): string {
  return `${digits(ratio)}×`;
}

/** "[1.62, 2.05]", with digits enough to tell its ends apart. */
export function intervalText(interval: Interval): string {
  const finest = finestOf(interval);
  return `[${digits(interval.low, finest)}, ${digits(interval.high, finest)}]`;
}

/** "1.82× [1.62, 2.05]". */
export function ratioWithIntervalText(interval: Interval): string {
  return `${digits(interval.mean, finestOf(interval))}× ${intervalText(interval)}`;
}

/** "1.8× [1.6, 2.0]", over 1 where wire is better; with "≥" or "≤" where the load generator held one side back. */
export function advantageText({ advantage, generatorLimited }: Comparison): string {
  return `${bound(generatorLimited)}${ratioWithIntervalText(advantage)}`;
}

/** Who is better, by how much, how sure: "wire 1.82× [1.62, 2.05] cheaper". */
export function comparisonText(comparison: Comparison): string {
  const { advantage, to, metric, generatorLimited } = comparison;
  const wireLeads = advantage.mean >= 1;
  const leader = wireLeads ? advantage : inverted(advantage);
  const sign = wireLeads ? bound(generatorLimited) : bound(generatorLimited, to);
  const name = contenderLabel(wireLeads ? 'wire' : to);
  return `${name} ${sign}${ratioWithIntervalText(leader)} ${metrics[metric].winner}`;
}

/** What may be said of it, in a few words. */
export function verdictText(comparison: Comparison): string {
  const { verdict, preliminary } = comparison;
  return preliminary && verdict.kind !== 'inconclusive' ? `${bare(comparison)} (preliminary)` : bare(comparison);
}

function bare(comparison: Comparison): string {
  const { verdict, margin, to, metric } = comparison;
  const band = `± ${percent(margin)}`;
  switch (verdict.kind) {
    case 'better':
      return `${contenderLabel(verdict.who === 'wire' ? 'wire' : to)} ${metrics[metric].winner}`;
    case 'equivalent':
      return `equivalent within ${band}`;
    case 'realSmall':
      return `real, small: ${contenderLabel(verdict.who === 'wire' ? 'wire' : to)}, within ${band}`;
    case 'inconclusive':
      if (verdict.moreBlocks === undefined) return `inconclusive: too near to ${band} to tell`;
      return `inconclusive: about ${verdict.moreBlocks} more ${verdict.moreBlocks === 1 ? 'block' : 'blocks'}`;
    case 'unproven':
      return `unproven: beyond ${band}, but it may be chance`;
    default:
      return verdict satisfies never;
  }
}

/** The reader's half of a verdict: what `preliminary` and the others mean, one sentence each. */
export const verdictMeanings: readonly string[] = [
  'Better: the whole 95 % interval lies beyond the margin δ, and the difference passes a sign-flip test, corrected for six.',
  'Unproven: it lies beyond the margin too, but the difference does not pass that test.',
  'Equivalent: the whole interval lies within the margin. Real, small: it does, and yet 1 is not in it.',
  'Inconclusive: the interval lies across an edge of the margin; more blocks would narrow it.',
  'Preliminary: too few blocks for any difference to pass the test, so the interval alone decides.',
  'The margin δ is 3 %, or what a contender differs from itself by on this machine if that is more.',
];

/** "9,800/s", or what there is to say where no rate failed, or none was kept. */
export function capacityText({ ratePerSecond, endedBy }: Capacity): string {
  if (ratePerSecond <= 0) return 'none kept';
  const rate = `${count(ratePerSecond)}/s`;
  switch (endedBy) {
    case 'failure':
      return rate;
    case 'generator':
      return `≥ ${rate} (generator-limited)`;
    case 'search':
      return `≥ ${rate} (search ended)`;
    default:
      return endedBy satisfies never;
  }
}

/** "24,000/s", or "≥ 9,800/s" where the peer had nothing left before the load generator had. */
export function ceilingText({ closedPerSecond, limitedBy }: Ceiling): string {
  return `${limitedBy === 'peer' ? '≥ ' : ''}${count(closedPerSecond)}/s`;
}

/** Below this a server could have done more, and its clients could not. */
const busyServerMin = 0.7;

/** "5,200/s", or "≥ 5,200/s" where the server was not busy with it all the time. */
export function connectsText(costs: ConnectionCosts): string {
  return `${isClientLimited(costs) ? '≥ ' : ''}${count(costs.connectsPerSecond)}/s`;
}

export function isClientLimited({ server }: ConnectionCosts): boolean {
  return 'eventLoopUtilisation' in server && server.eventLoopUtilisation < busyServerMin;
}

/** To be said where one of them is. */
export const clientLimitedText =
  'connects/s with ≥: the server was busy less than 70 % of that time, so the clients were the limit';

/** To be said where one of them is only known to be higher. */
export const peerLimitedText =
  'A ceiling with ≥: the peer had nothing left before the load generator had, so the ceiling itself is not known, and limits no figure.';

/** Whether a load was kept up with: then its rate is what was asked for, and no bound of anything. */
export function isKeptUp({ offeredPerSecond, achievedPerSecond }: PointSummary): boolean {
  return achievedPerSecond >= achievedShareMin * offeredPerSecond;
}

/** Undefined where nothing was. */
export function heldBackText({ heldBackShare }: PointSummary): string | undefined {
  if (heldBackShare === 0) return undefined;
  return `${heldBackShare < 0.0005 ? '< 0.1 %' : percent(heldBackShare)} waited for their connection, which had as many under way as it may`;
}

/**
 * What a value is where the load generator was the limit: throughput is at least what was seen, and what a request took
 * at most that. Nothing follows for CPU and bytes.
 */
export function boundedValue(metric: MetricName, value: string, limited: boolean): string {
  if (!limited) return value;
  if (metric === 'throughput') return `≥ ${value}`;
  return latencyMetrics.includes(metric) ? `≤ ${value}` : value;
}

/** To be said where a comparison has such a sign. */
export const boundsText =
  '≥ and ≤: the load generator was at its own limit on one side, or the probe late itself, so that the ratio is a bound; ≈: on both, so that it says nothing.';

/** Whether it was not fixed beforehand, and so is not corrected for how many there are. */
export function isExploratory({ pHolm }: Comparison): boolean {
  return pHolm === undefined;
}

export const exploratoryMeaning =
  'Exploratory: not fixed beforehand and not corrected for their number, so one in 20 is found by chance alone.';

/**
 * A load generator that was held back makes its side look worse than it is: so wire's lead is at least this where it was
 * wire, at most this where it was the other, and anything where it was both.
 */
function bound(limited: readonly Contender[], leader: Contender = 'wire'): '≥ ' | '≤ ' | '≈ ' | '' {
  const own = limited.includes(leader);
  const others = limited.some((contender) => contender !== leader);
  if (own && others) return '≈ ';
  return own ? '≥ ' : others ? '≤ ' : '';
}

export function inverted({ mean, low, high }: Interval): Interval {
  return { mean: 1 / mean, low: 1 / high, high: 1 / low };
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 9.95 ? value.toFixed(0) : Number(value.toFixed(1))} %`;
}

/** Three digits that matter. */
export function microseconds(us: number): string {
  if (us >= 999_500) return `${(us / 1_000_000).toPrecision(3)} s`;
  if (us >= 999.5) return `${(us / 1_000).toPrecision(3)} ms`;
  return `${us >= 99.95 ? us.toFixed(0) : us >= 9.995 ? us.toFixed(1) : us.toFixed(2)} µs`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function finestOf({ low, high }: Interval): number {
  return high / low < 1.02 ? 3 : 2;
}

function digits(ratio: number, finest = 2): string {
  if (!(ratio < 1_000)) return '>999';
  if (ratio < 0.005) return '<0.01';
  return ratio >= 99.5 ? ratio.toFixed(0) : ratio >= 9.95 ? ratio.toFixed(1) : ratio.toFixed(finest);
}

/** Of fan-out and backlog: "310 µs", "612,000/s"; a dash where no round was whole. */
export function deliveryText(value: number | undefined, unit: 'us' | 'perSecond'): string {
  if (value === undefined) return '–';
  return unit === 'us' ? microseconds(value) : `${count(Number(value.toPrecision(3)))}/s`;
}

/** How busy an event loop was. */
export function busyText(utilisation: number | undefined): string {
  return utilisation === undefined ? '–' : percent(utilisation);
}

/** Whether gRPC is better by more than what chance may make of it. */
export function isDeliveryWonByGrpc({ advantage }: DeliveryComparison): boolean {
  return advantage.high < 1;
}

export const deliveriesMeaning =
  'medians over rounds; below gRPC’s, how many times better wire is, with its 95 % interval over rounds';
