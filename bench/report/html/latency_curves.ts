/** Histograms of a point's runs, put together and read off at many shares. Knows histograms; nothing of drawing. */

import { decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { Contender } from '../../plan/contenders.ts';
import type { RecordedRun, Results } from '../../results/results.ts';
import type { EncodedHistogram } from '../../run/run.ts';

/** A share of all samples, from 0 to 1, and the latency in microseconds that it stayed below or at. */
export interface Quantile {
  readonly share: number;
  readonly us: number;
}

/** With fewer samples than this beyond it, a percentile is not shown: as in analysis. */
const samplesBeyondMin = 30;

const sharesOfCdf = Array.from({ length: 199 }, (_, index) => (index + 1) / 200);
/** 0, then sixteen to each further nine. */
const sharesOfTail = Array.from({ length: 6 * 16 + 1 }, (_, index) => 1 - 10 ** (-index / 16));

/** As the probe saw them: response times at evenly spaced shares. */
export function cdfOf(results: Results, point: string, contender: Contender): readonly Quantile[] {
  return quantiles(probeHistogram(results, point, contender), sharesOfCdf);
}

/** The same, ever finer towards the slowest, as far as there are samples. */
export function tailOf(results: Results, point: string, contender: Contender): readonly Quantile[] {
  return quantiles(probeHistogram(results, point, contender), sharesOfTail);
}

export function medianUs(encoded: EncodedHistogram): number | undefined {
  const histogram = decoded(encoded);
  return histogram.totalCount > 0 ? histogram.getValueAtPercentile(50) : undefined;
}

function quantiles(histogram: Histogram | undefined, shares: readonly number[]): readonly Quantile[] {
  if (histogram === undefined) return [];
  return shares
    .filter((share) => histogram.totalCount * (1 - share) >= samplesBeyondMin)
    .map((share) => ({ share, us: Math.max(1, histogram.getValueAtPercentile(share * 100)) }));
}

function probeHistogram(results: Results, point: string, contender: Contender): Histogram | undefined {
  const [first, ...others] = results.runs
    .filter((run: RecordedRun) => run.point === point && run.contender === contender)
    .map(({ result }) => decoded(result.open.probe.response));
  for (const other of others) first?.add(other);
  return first;
}

function decoded(encoded: EncodedHistogram): Histogram {
  return decodeFromCompressedBase64(encoded, 32, false) as Histogram;
}
