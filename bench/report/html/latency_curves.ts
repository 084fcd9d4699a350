/** Histograms of a point's runs, put together and read off at many shares. Knows histograms; nothing of drawing. */

import { mergeHistograms } from '../../load/histograms.ts';
import type { Contender } from '../../plan/contenders.ts';
import type { Results } from '../../results/results.ts';
import { samplesBeyondMin } from '../../statistics/percentiles.ts';

/** A share of all samples, from 0 to 1, and the latency in microseconds that it stayed below or at. */
export interface Quantile {
  readonly share: number;
  readonly us: number;
}

const sharesOfCdf = Array.from({ length: 199 }, (_, index) => (index + 1) / 200);
/** As many to each further nine, from the fastest few of a hundred on: what the very fastest had says nothing. */
const stepsPerNine = 64;
const sharesOfTail = Array.from(
  { length: 5 * stepsPerNine + 1 },
  (_, index) => 1 - 10 ** (-index / stepsPerNine),
).slice(2);

/** Response times of the probe, which asks whatever the load, at evenly spaced shares, as far as there are samples beyond. */
export function cdfOf(results: Results, point: string, contender: Contender): readonly Quantile[] {
  return quantiles(results, point, contender, sharesOfCdf, 'probe');
}

/** Those of the load, ever finer towards the slowest: the probe has too few samples for that. */
export function tailOf(results: Results, point: string, contender: Contender): readonly Quantile[] {
  return quantiles(results, point, contender, sharesOfTail, 'load');
}

function quantiles(
  results: Results,
  point: string,
  contender: Contender,
  shares: readonly number[],
  of: 'probe' | 'load',
): readonly Quantile[] {
  const runs = results.runs.filter((run) => run.point === point && run.contender === contender);
  const histogram = mergeHistograms(runs.map(({ result }) => result.open[of].response));
  return shares
    .filter((share) => histogram.totalCount * (1 - share) >= samplesBeyondMin)
    .map((share) => ({ share, us: Math.max(1, histogram.getValueAtPercentile(share * 100)) }));
}
