/** Percentiles of histograms, as far as there are samples enough to believe them. */

import type { Percentiles } from '../analysis/analysis.ts';

/** With fewer samples beyond it a percentile is chance, and is withheld. */
export const samplesBeyondMin = 30;

/** What is asked of a histogram in microseconds; hdr-histogram-js has it. */
export interface HistogramView {
  readonly totalCount: number;
  readonly maxValue: number;
  getValueAtPercentile(percentile: number): number;
}

/** In microseconds; `percentile` from 0 to 100. Undefined: fewer than `samplesBeyondMin` samples beyond it. */
export function percentileUs(histogram: HistogramView, percentile: number): number | undefined {
  // In tenths of a percent, which are whole numbers: 1000 samples have exactly 10 beyond their 99th percentile.
  const beyond = (histogram.totalCount * Math.round(1_000 - percentile * 10)) / 1_000;
  return beyond < samplesBeyondMin ? undefined : histogram.getValueAtPercentile(percentile);
}

export function percentilesOf(histogram: HistogramView): Percentiles {
  return {
    samples: histogram.totalCount,
    p50Us: percentileUs(histogram, 50),
    p90Us: percentileUs(histogram, 90),
    p99Us: percentileUs(histogram, 99),
    p999Us: percentileUs(histogram, 99.9),
    maxUs: histogram.totalCount === 0 ? 0 : histogram.maxValue,
  };
}
