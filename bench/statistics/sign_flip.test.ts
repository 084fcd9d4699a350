/** The sign-flip test: a textbook's worked example, values by hand, and the estimate beside the exact count. */

import test from 'ava';
import fc from 'fast-check';
import { normal } from '../results/testing/example_histograms.ts';
import { SeededRandom } from './random.ts';
import { exactFlipsMax, signFlip, smallestP } from './sign_flip.ts';

/** Heights of 15 pairs of maize, crossed less self-fertilised, in eighths of an inch: Darwin's, in Fisher (1935), §17. */
const darwinsMaize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

test("of Darwin's maize 863 ways on either side are as far out, as Fisher counted in §21", (t) => {
  t.deepEqual(signFlip(darwinsMaize), { p: (2 * 863) / 2 ** 15, exact: true });
});

test('three differences by hand', (t) => {
  // ±1 ±2 ±3: sums of 6, 4, 2, 0 and their negatives, 0 twice; |sum| >= 6: 2 of 8, >= 4: 4 of 8, >= 0: all.
  t.is(signFlip([1, 2, 3]).p, 2 / 8);
  t.is(signFlip([-1, 2, 3]).p, 4 / 8);
  t.is(signFlip([1, 2, -3]).p, 1);
  t.is(signFlip([-1, -2, -3]).p, 2 / 8);
});

test('the smallest p is that of differences which all have one sign', (t) => {
  for (let count = 1; count <= 12; count += 1) {
    t.is(signFlip(Array.from({ length: count }, (_, index) => 1 + index / 7)).p, smallestP(count));
  }
  t.is(smallestP(6), 0.03125);
  t.is(signFlip([]).p, 1);
  t.is(signFlip([0, 0, 0]).p, 1);
});

test('for any differences p is above 0, at most 1, and the same for all of them turned round', (t) => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { maxLength: 10 }), (differences) => {
      const { p } = signFlip(differences);
      return p > 0 && p <= 1 && p === signFlip(differences.map((value) => -value)).p;
    }),
  );
  t.pass();
});

test('many differences have their p estimated, near to what a count would give, and never as 0', (t) => {
  const random = new SeededRandom(3);
  const few = Array.from({ length: exactFlipsMax - 4 }, () => 0.4 + normal(random));
  // As many zeros as make them too many change no sum, so that the p is the same.
  const many = [...few, ...Array.from({ length: 5 }, () => 0)];
  const counted = signFlip(few);
  const estimated = signFlip(many);
  t.true(counted.exact && !estimated.exact);
  t.true(Math.abs(counted.p - estimated.p) < 0.01, `${counted.p} and ${estimated.p}`);
  t.true(signFlip(Array.from({ length: 40 }, () => 1)).p > 0);
});
