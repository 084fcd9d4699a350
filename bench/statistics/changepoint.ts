/**
 * Where a series of measurements changes its level, and whether it has stopped doing so: how a warm-up ends. Knows
 * numbers; nothing of what they measure.
 *
 * Changes of the mean are found by PELT (Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear
 * computational cost", JASA 107, 2012), outliers left out, and the last segments are taken as one where they differ too
 * little to matter: the method of Barrett et al., "Virtual machine warmup blows hot and cold", OOPSLA 2017, §4.
 */

import { median } from './median.ts';

export const warmUpRule = {
  /** A level is believed when it has lasted for so many samples, */
  steadySamplesMin: 10,
  /** and for so much of the whole series: what has changed all the time will change again. */
  steadyShareMin: 0.3,
  /** A change of the mean by less, as a share of it, does not matter. */
  toleratedShare: 0.05,
} as const;

/** Times ln n, for each change: twice that of BIC, since what is sampled in a row is not quite independent. */
const penaltyFactor = 4;
const segmentSamplesMin = 3;
/** Hampel's: a sample further than this from the median around it, in robust deviations, is an outlier. */
const outlierDeviations = 3;
const outlierReach = 3;
/** From the median of absolute deviations to the standard deviation, for a normal distribution. */
const madToDeviation = 1.4826;
/** Of a slope: beyond it a trend is not chance. */
const trendDeviations = 3;

/** Each first index of a segment with a mean of its own, ascending; the first is 0. Empty for an empty series. */
export function segmentStarts(series: readonly number[]): readonly number[] {
  const count = series.length;
  if (count === 0) return [];
  const costOf = segmentCost(series, deviationOf(series));
  const penalty = penaltyFactor * Math.log(count);
  const best: number[] = [-penalty];
  const previous: number[] = [0];
  let candidates: number[] = [0];
  for (let end = 1; end <= count; end += 1) {
    const reachable = candidates.filter((start) => end - start >= Math.min(segmentSamplesMin, count));
    const costs = reachable.map((start) => (best[start] ?? Number.POSITIVE_INFINITY) + costOf(start, end) + penalty);
    const least = costs.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...costs);
    best[end] = least;
    previous[end] = reachable[costs.indexOf(least)] ?? 0;
    // A start that is behind by now can never lead again; one too near to be reached yet has not had its turn.
    candidates = candidates.filter((start) => {
      const index = reachable.indexOf(start);
      return index === -1 || (costs[index] ?? 0) <= least + penalty;
    });
    candidates.push(end);
  }
  const starts: number[] = [];
  for (let end = count; end > 0; end = previous[end] ?? 0) starts.push(previous[end] ?? 0);
  return starts.reverse();
}

/**
 * Whether a series, in the order of time and in equal steps of it, has reached a level and stays there. What is not
 * finite, as the median of no samples, is passed over. False for fewer than `steadySamplesMin`.
 */
export function hasSettled(series: readonly number[]): boolean {
  const values = withoutOutliers(series.filter(Number.isFinite));
  const needed = Math.max(warmUpRule.steadySamplesMin, Math.ceil(values.length * warmUpRule.steadyShareMin));
  if (values.length < needed) return false;
  const steady = values.slice(steadySince(values));
  // The first part of a level still leads to it, by too little to make a step.
  const newest = Math.max(warmUpRule.steadySamplesMin, Math.ceil(steady.length / 2));
  return steady.length >= needed && !hasTrend(steady.slice(-newest));
}

/** Whether all of several series of the same time have, such as throughput, median latency and CPU per message. */
export function haveSettled(series: readonly (readonly number[])[]): boolean {
  return series.every(hasSettled);
}

/** Where the last level begins: segments before it belong to it as long as they do not differ from it in a way that matters. */
function steadySince(values: readonly number[]): number {
  const starts = segmentStarts(values);
  let since = starts.at(-1) ?? 0;
  const level = meanOf(values.slice(since));
  for (const [index, start] of [...starts.entries()].reverse()) {
    const mean = meanOf(values.slice(start, starts[index + 1] ?? values.length));
    if (Math.abs(mean - level) > warmUpRule.toleratedShare * Math.abs(level)) return since;
    since = start;
  }
  return since;
}

/** A slow slide makes no step that a changepoint could be found at: least squares, if it is both sure and large. */
function hasTrend(values: readonly number[]): boolean {
  const count = values.length;
  const level = meanOf(values);
  const middle = (count - 1) / 2;
  const squares = (count * (count * count - 1)) / 12;
  const slope = values.reduce((sum, value, index) => sum + (index - middle) * (value - level), 0) / squares;
  const rest = values.reduce((sum, value, index) => sum + (value - level - slope * (index - middle)) ** 2, 0);
  const error = Math.sqrt(rest / Math.max(1, count - 2) / squares);
  const matters = Math.abs(slope) * (count - 1) > warmUpRule.toleratedShare * Math.abs(level);
  return matters && Math.abs(slope) > trendDeviations * error;
}

/** Twice the negative log likelihood of a segment under one mean, as far as the mean decides it; by sums so far. */
function segmentCost(series: readonly number[], deviation: number): (start: number, end: number) => number {
  // About the median, so that large values do not lose the small differences.
  const centre = median(series);
  const sums = [0];
  const squares = [0];
  for (const [index, value] of series.entries()) {
    const scaled = (value - centre) / deviation;
    sums.push((sums[index] ?? 0) + scaled);
    squares.push((squares[index] ?? 0) + scaled * scaled);
  }
  return (start, end) => {
    const sum = (sums[end] ?? 0) - (sums[start] ?? 0);
    return (squares[end] ?? 0) - (squares[start] ?? 0) - (sum * sum) / (end - start);
  };
}

/** Of the noise, not of the changes: from the differences of neighbours. Never so small that what does not matter is seen. */
function deviationOf(series: readonly number[]): number {
  const steps = series.slice(1).map((value, index) => Math.abs(value - (series[index] ?? value)));
  const noise = steps.length === 0 ? 0 : (madToDeviation * median(steps)) / Math.SQRT2;
  const least = (warmUpRule.toleratedShare / 5) * Math.abs(median(series));
  return Math.max(noise, least, Number.MIN_VALUE ** 0.25);
}

/** Each outlier in the place of the median around it. */
function withoutOutliers(series: readonly number[]): readonly number[] {
  return series.map((value, index) => {
    const around = series.slice(Math.max(0, index - outlierReach), index + outlierReach + 1);
    const middle = median(around);
    const deviation = madToDeviation * median(around.map((other) => Math.abs(other - middle)));
    return Math.abs(value - middle) > outlierDeviations * deviation ? middle : value;
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
