/** Figures of one run's histograms, for decisions while a bench runs. What is published is for analysis/. */

import { decodeHistogram } from '../load/histograms.ts';
import type { EncodedHistogram } from '../run/run.ts';

/** In microseconds; undefined where there is no sample. */
export function percentileUs(encoded: EncodedHistogram, percentile: number): number | undefined {
  const histogram = decodeHistogram(encoded);
  return histogram.totalCount === 0 ? undefined : histogram.getValueAtPercentile(percentile);
}
