/** Percentiles that are withheld, and those that are not. */

import test from 'ava';
import { newHistogram } from '../load/histograms.ts';
import { percentilesOf, percentileUs, samplesBeyondMin } from './percentiles.ts';

function histogramOf(count: number) {
  const histogram = newHistogram();
  for (let us = 1; us <= count; us += 1) histogram.recordValue(us);
  return histogram;
}

test('of the whole numbers up to 1000 the percentiles are those that one counts', (t) => {
  t.deepEqual(percentilesOf(histogramOf(1_000)), {
    samples: 1_000,
    p50Us: 500,
    p90Us: 900,
    p99Us: undefined,
    p999Us: undefined,
    maxUs: 1_000,
  });
});

test('a percentile is there with 30 samples beyond it, and withheld with one less', (t) => {
  for (const [percentile, count] of [
    [50, 60],
    [90, 300],
    [99, 3_000],
    [99.9, 30_000],
  ] as const) {
    t.not(percentileUs(histogramOf(count), percentile), undefined, `${percentile}`);
    t.is(percentileUs(histogramOf(count - 1), percentile), undefined, `${percentile}`);
  }
  t.is(samplesBeyondMin, 30);
});

test('of no samples there is none', (t) => {
  const { samples, p50Us, maxUs } = percentilesOf(newHistogram());
  t.deepEqual({ samples, p50Us, maxUs }, { samples: 0, p50Us: undefined, maxUs: 0 });
});
