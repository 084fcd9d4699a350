/** Latencies keep what was recorded, as text too, and several put together are as one. */

import test from 'ava';
import {
  decodeHistogram,
  encodeHistogram,
  LatencyRecorder,
  latencyUsMax,
  mergeHistograms,
  mergeLatencies,
  newHistogram,
  recordMs,
} from './histograms.ts';

test('a histogram survives being written down', (t) => {
  const histogram = newHistogram();
  for (const ms of [0.001, 0.25, 1, 1, 400]) recordMs(histogram, ms);
  const read = decodeHistogram(encodeHistogram(histogram));
  t.is(read.totalCount, 5);
  t.is(read.getValueAtPercentile(50), 1_000);
  t.is(read.minNonZeroValue, 1);
  t.true(Math.abs(read.maxValue - 400_000) <= 400);
});

test('what is longer than can be recorded is recorded as the longest, and what is shorter than nothing as nothing', (t) => {
  const histogram = newHistogram();
  recordMs(histogram, 1e9);
  recordMs(histogram, -0.002);
  t.is(histogram.totalCount, 2);
  t.true(histogram.maxValue >= latencyUsMax);
  t.is(histogram.getValueAtPercentile(1), 0);
  const read = decodeHistogram(encodeHistogram(histogram));
  t.true(read.maxValue >= latencyUsMax);
});

test('merged histograms hold all samples, and none of none', (t) => {
  const parts = [1, 2, 3].map((ms) => {
    const histogram = newHistogram();
    for (let times = 0; times < ms; times += 1) recordMs(histogram, ms);
    return encodeHistogram(histogram);
  });
  const merged = mergeHistograms(parts);
  t.is(merged.totalCount, 6);
  t.is(merged.getValueAtPercentile(50), 2_000);
  t.is(mergeHistograms([]).totalCount, 0);
  t.is(mergeHistograms([encodeHistogram(newHistogram())]).totalCount, 0);
});

test('of each request, response runs from when it was intended, service from when it was called, and lag up to there', (t) => {
  const recorder = new LatencyRecorder();
  recorder.record(100, 130, 131, 141);
  const { response, service, lag } = mergeLatencies([recorder.encoded()]);
  const ms = [response, service, lag].map((encoded) => decodeHistogram(encoded).getValueAtPercentile(100) / 1_000);
  t.deepEqual(ms.map(Math.round), [41, 10, 1], 'of the 30 ms in which its connection had no room, only response knows');
});
