/** Figures of one run's histograms, for decisions while a bench runs. What is published is for analysis/. */

import { decodeHistogram } from '../load/histograms.ts';
import type { EncodedHistogram } from '../run/run.ts';

/** In microseconds, of however few samples; undefined where there is none. */
export function rawPercentileUs(encoded: EncodedHistogram, percentile: number): number | undefined {
  const histogram = decodeHistogram(encoded);
  return histogram.totalCount === 0 ? undefined : histogram.getValueAtPercentile(percentile);
}
