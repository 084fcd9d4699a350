/** Histograms of a known shape, without recording a sample at a time. */

import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { EncodedHistogram } from '../../run/run.ts';
import type { SeededRandom } from '../../statistics/random.ts';

const steps = 200;

/** As many samples, in microseconds, as a lognormal distribution has them: at its quantiles, finer towards the tail. */
export function lognormalHistogram(count: number, medianUs: number, sigma: number): EncodedHistogram {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
    useWebAssembly: false,
  });
  const record = (share: number, samples: number): void => {
    const us = Math.round(medianUs * Math.exp(sigma * quantile(share)));
    histogram.recordValueWithCount(Math.min(60_000_000, Math.max(1, us)), samples);
  };
  // Half of what is left at each step of the tail, so that far percentiles have values of their own.
  const body = Math.floor((count * 0.9) / steps);
  for (let step = 0; step < steps; step += 1) if (body > 0) record((0.9 * (step + 0.5)) / steps, body);
  for (let left = count - body * steps; left > 0; ) {
    const taken = Math.max(1, Math.floor(left / 8));
    record(1 - (left - taken / 2) / count, taken);
    left -= taken;
  }
  return encodeIntoCompressedBase64(histogram as Parameters<typeof encodeIntoCompressedBase64>[0]);
}

/** Of the normal distribution, by Box and Muller (1958). */
export function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Of the logistic distribution, scaled to a deviation of 1: closed, and near enough to the normal one. */
function quantile(share: number): number {
  return (Math.log(share / (1 - share)) * Math.sqrt(3)) / Math.PI;
}
