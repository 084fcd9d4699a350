/** Ratios and their intervals: hand-computed values, and coverage by simulation. */

import test from 'ava';
import { normal } from '../results/testing/example_histograms.ts';
import { SeededRandom } from './random.ts';
import { bootstrapBlocksMin, geometricMeanRatio, halfWidth, unpairedRatio } from './ratios.ts';

const logs = (...ratios: readonly number[]): readonly number[] => ratios.map(Math.log);

function near(actual: number | undefined, expected: number, tolerance = 1e-4): boolean {
  return actual !== undefined && Math.abs(actual - expected) <= tolerance;
}

test('the mean is geometric: twice and half as much is as much', (t) => {
  t.true(near(geometricMeanRatio(logs(2, 0.5))?.mean, 1, 1e-12));
  t.true(near(geometricMeanRatio(logs(1, 2, 4))?.mean, 2, 1e-12));
});

test('of few blocks the interval is that of Student, as computed by hand', (t) => {
  // ln: -1, 0, 1; standard error 1 / sqrt(3); t of 2 degrees of freedom 4.303.
  const interval = geometricMeanRatio([-1, 0, 1]);
  t.true(near(Math.log(interval?.high ?? 0), 4.303 / Math.sqrt(3)));
  t.true(near(Math.log(interval?.low ?? 0), -4.303 / Math.sqrt(3)));
});

test('no interval takes less than two blocks, and one without a spread is a point', (t) => {
  t.is(geometricMeanRatio([]), undefined);
  t.is(geometricMeanRatio([0.5]), undefined);
  for (const count of [2, 7, 12]) {
    const interval = geometricMeanRatio(Array.from({ length: count }, () => Math.log(1.1)));
    t.true(near(interval?.low, 1.1, 1e-12) && near(interval?.high, 1.1, 1e-12), `${count} blocks`);
  }
});

test('blocks of which nearly all are the same have a finite interval around their mean', (t) => {
  const interval = geometricMeanRatio([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  t.true(interval !== undefined && interval.low > 0 && interval.low < interval.mean && interval.high < 3);
});

test('the same blocks always give the same interval, and it turns round with its ratio', (t) => {
  const blocks = [0.1, 0.12, 0.08, 0.15, 0.11, 0.09, 0.1, 0.13];
  t.deepEqual(geometricMeanRatio(blocks), geometricMeanRatio(blocks));
  const turned = geometricMeanRatio(blocks.map((value) => -value));
  const straight = geometricMeanRatio(blocks);
  t.true(near((turned?.low ?? 0) * (straight?.high ?? 0), 1, 0.01));
});

test('95 of 100 intervals have the truth in them, few blocks or many, and where blocks are skewed', (t) => {
  const drawn = {
    normal: (random: SeededRandom) => 0.03 * normal(random),
    // As latencies of runs are: most near to one another, a few much longer. Its mean is 0.
    skewed: (random: SeededRandom) => 0.03 * (-Math.log(1 - random.next()) - 1),
  };
  for (const [shape, deviation] of Object.entries(drawn)) {
    for (const count of [4, 6, bootstrapBlocksMin, 12]) {
      const random = new SeededRandom(count).fork(shape);
      const trials = count < bootstrapBlocksMin ? 1_000 : 150;
      const covered = Array.from({ length: trials }, () => {
        const interval = geometricMeanRatio(Array.from({ length: count }, () => 0.2 + deviation(random)));
        return interval !== undefined && interval.low <= Math.exp(0.2) && interval.high >= Math.exp(0.2);
      }).filter(Boolean).length;
      // Nominal is 0.95, less what so many trials may differ by; no method on so few blocks of a skewed kind gets there.
      const least = shape === 'normal' ? 0.91 : 0.84;
      t.true(covered / trials >= least, `${shape}, ${count} blocks: ${covered} of ${trials}`);
    }
  }
});

test('half of a width is a share of the ratio', (t) => {
  t.true(near(halfWidth({ mean: 2, low: 2 / 1.03, high: 2 * 1.03 }), 0.03, 1e-12));
});

test('samples without pairs are compared as Welch does: his own degrees of freedom, by hand', (t) => {
  // Means 2 and 4, variances 1 and 4, of 3 and 5: error² = 1/3 + 4/5; freedom = 1.2844 / (1/18 + 4/25) = 5.96; t(5) = 2.571.
  const deviation = Math.sqrt(2);
  const second = [4 - 2 * deviation, 4 - deviation * 0, 4, 4 + 0, 4 + 2 * deviation];
  const interval = unpairedRatio([1, 2, 3], second);
  t.true(near(Math.log(interval?.mean ?? 0), 2, 1e-9));
  t.true(near(Math.log(interval?.high ?? 0), 2 + 2.571 * Math.sqrt(1 / 3 + 4 / 5), 1e-6));
  t.is(unpairedRatio([1], [1, 2]), undefined);
});
