/** Holm's correction, beside worked examples. */

import test from 'ava';
import fc from 'fast-check';
import { holm } from './holm.ts';

const rounded = (values: readonly number[]): readonly number[] => values.map((value) => Number(value.toFixed(10)));

test("four hypotheses, as R's p.adjust has them", (t) => {
  // The example of Wikipedia's "Holm-Bonferroni method": only the first and the last are rejected at 5 %.
  t.deepEqual(rounded(holm([0.01, 0.04, 0.03, 0.005])), [0.03, 0.06, 0.06, 0.02]);
});

test('none, one, and those that stay at 1', (t) => {
  t.deepEqual(holm([]), []);
  t.deepEqual(holm([0.2]), [0.2]);
  t.deepEqual(holm([0.9, 0.8]), [1, 1]);
});

test('six of the smallest p that 12 blocks can have are all found, and six of 6 blocks none', (t) => {
  t.true(holm(Array.from({ length: 6 }, () => 2 / 2 ** 12)).every((p) => p < 0.05));
  t.true(holm(Array.from({ length: 6 }, () => 2 / 2 ** 6)).every((p) => p > 0.05));
});

test('for any p: none becomes smaller, none larger than by Bonferroni, and their order stays', (t) => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (ps) => {
      const adjusted = holm(ps);
      return ps.every((p, index) => {
        const own = adjusted[index] ?? -1;
        const ordered = ps.every((other, at) => other < p || (adjusted[at] ?? -1) >= own);
        return own >= p && own <= Math.min(1, p * ps.length) && ordered;
      });
    }),
  );
  t.pass();
});
