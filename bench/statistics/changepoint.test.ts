/** Warm-up ends where a series has reached its level: for series of known shape. */

import test from 'ava';
import { normal } from '../results/testing/example_histograms.ts';
import { hasSettled, haveSettled, segmentStarts } from './changepoint.ts';
import { SeededRandom } from './random.ts';
import { nileFlow } from './testing/nile.ts';

function noisy(levels: readonly number[], share: number, seed: number): readonly number[] {
  const random = new SeededRandom(seed);
  return levels.map((level) => level * (1 + share * normal(random)));
}

function flat(level: number, count: number): readonly number[] {
  return Array.from({ length: count }, () => level);
}

/** Exponential, as a compiler warms up: from 3 times the level down to it. */
function warming(count: number, timeConstant: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 100 * (1 + 2 * Math.exp(-index / timeConstant)));
}

test('the flow of the Nile changes once, in 1899, as everyone finds who looks at it', (t) => {
  t.deepEqual(
    segmentStarts(nileFlow).map((index) => 1871 + index),
    [1871, 1899],
  );
});

test('changes are found where they are, and none where there is none', (t) => {
  t.deepEqual(segmentStarts([]), []);
  t.deepEqual(segmentStarts([5]), [0]);
  t.deepEqual(segmentStarts(flat(7, 40)), [0]);
  t.deepEqual(segmentStarts([...flat(9, 12), ...flat(3, 8), ...flat(6, 20)]), [0, 12, 20]);
});

test('a level that is only noisy has settled, for nearly every noise', (t) => {
  const settled = Array.from({ length: 200 }, (_, seed) => hasSettled(noisy(flat(100, 30), 0.08, seed)));
  t.true(settled.filter(Boolean).length > 180, `${settled.filter(Boolean).length} of 200`);
});

test('a warm-up that is still under way has not settled, and has when it is over', (t) => {
  const series = Array.from({ length: 200 }, (_, seed) => noisy(warming(60, 6), 0.03, seed));
  t.is(series.filter((values) => hasSettled(values.slice(0, 12))).length, 0);
  const settled = series.filter(hasSettled).length;
  t.true(settled >= 190, `${settled} of 200`);
});

test('a slow slide has not settled', (t) => {
  const slide = Array.from({ length: 30 }, (_, index) => 100 - index);
  const settled = Array.from({ length: 200 }, (_, seed) => hasSettled(noisy(slide, 0.02, seed)));
  t.true(settled.filter(Boolean).length <= 5, `${settled.filter(Boolean).length} of 200`);
});

test('a step that came last has not settled until it has lasted', (t) => {
  t.false(hasSettled([...flat(100, 20), ...flat(70, 5)]));
  t.true(hasSettled([...flat(100, 20), ...flat(70, 15)]));
});

test('a change too small to matter does not undo it, nor do lone outliers', (t) => {
  t.true(hasSettled([...flat(100, 10), ...flat(98, 4)]));
  const disturbed = [...flat(100, 30)];
  disturbed[9] = 900;
  disturbed[28] = 1;
  t.true(hasSettled(disturbed));
});

test('few samples say nothing, zeros are a level, and what is no number is passed over', (t) => {
  t.false(hasSettled([]));
  t.false(hasSettled(flat(100, 9)));
  t.true(hasSettled(flat(100, 10)));
  t.true(hasSettled(flat(0, 12)));
  t.true(hasSettled([Number.NaN, Number.POSITIVE_INFINITY, ...flat(100, 10)]));
  t.false(hasSettled([Number.NaN, ...flat(100, 9)]));
});

test('of several series each must have settled', (t) => {
  const unsettled = [...flat(100, 20), ...flat(70, 5)];
  t.true(haveSettled([flat(1, 25), flat(2, 25)]));
  t.false(haveSettled([flat(1, 25), unsettled]));
});
