/** The search for a capacity finds the highest rate that is kept, and says what it may not. */

import test from 'ava';
import fc from 'fast-check';
import { type SearchBounds, searchCapacity, type Try } from './capacity_search.ts';

const bounds: SearchBounds = {
  startPerSecond: 100,
  ratePerSecondMin: 10,
  ratePerSecondMax: 1_000_000,
  precision: 0.05,
  confirmations: 2,
  stepsMax: 30,
  candidatesMax: 4,
};

function tried(kept: boolean, generatorLimited = false): Try {
  return { p99Us: kept ? 1_000 : 50_000, achieved: 1, kept, reasons: kept ? [] : ['too slow'], generatorLimited };
}

/** Keeps whatever is not over its capacity. */
function server(capacity: number) {
  return (rate: number): Promise<Try> => Promise.resolve(tried(rate <= capacity));
}

test('any capacity is found to within the precision, and confirmed by repeated tries', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 900_000 }), async (capacity) => {
      const { ratePerSecond, failedPerSecond = 0, steps } = await searchCapacity(server(capacity), bounds);
      t.true(ratePerSecond <= capacity && failedPerSecond > capacity);
      // Rates are rounded to three digits.
      t.true(failedPerSecond / ratePerSecond <= 1.05 * 1.01, `${ratePerSecond} … ${failedPerSecond}`);
      t.deepEqual(
        steps.slice(-2).map((step) => [step.phase, step.ratePerSecond, step.kept]),
        [
          ['confirmation', ratePerSecond, true],
          ['confirmation', ratePerSecond, true],
        ],
      );
    }),
  );
});

test('it doubles while the rate is kept, then halves the ratio of what is left', async (t) => {
  const { steps } = await searchCapacity(server(500), bounds);
  t.deepEqual(
    steps.map(({ phase, ratePerSecond, kept }) => `${phase} ${ratePerSecond} ${kept ? 'kept' : 'lost'}`),
    [
      'doubling 100 kept',
      'doubling 200 kept',
      'doubling 400 kept',
      'doubling 800 lost',
      'bisection 566 lost',
      'bisection 476 kept',
      'bisection 519 lost',
      'bisection 497 kept',
      'confirmation 497 kept',
      'confirmation 497 kept',
    ],
  );
});

test('where not even the first rate is kept, it goes down to one that is', async (t) => {
  const { ratePerSecond, steps } = await searchCapacity(server(30), bounds);
  t.true(ratePerSecond <= 30 && ratePerSecond > 28);
  t.deepEqual(
    steps.slice(0, 3).map((step) => step.ratePerSecond),
    [100, 50, 25],
  );
});

test('where nothing is kept, the capacity is 0, and the lowest that was tried is what failed', async (t) => {
  const { ratePerSecond, failedPerSecond } = await searchCapacity(server(0), bounds);
  t.is(ratePerSecond, 0);
  t.is(failedPerSecond, 10);
});

test('a rate that is kept once and not again does not count: a lower one is confirmed', async (t) => {
  const found = await searchCapacity((rate, phase) => {
    return Promise.resolve(tried(rate <= (phase === 'confirmation' ? 460 : 500)));
  }, bounds);
  t.is(found.ratePerSecond, 451);
  t.is(found.failedPerSecond, 473);
});

test('a rate is confirmed only by as many tries as were asked for', async (t) => {
  const counts = new Map<number, number>();
  const found = await searchCapacity((rate, phase) => {
    const count = (counts.get(rate) ?? 0) + 1;
    if (phase === 'confirmation') counts.set(rate, count);
    return Promise.resolve(tried(rate <= 500 && !(phase === 'confirmation' && rate > 400 && count === 2)));
  }, bounds);
  t.true(found.ratePerSecond <= 450);
});

test('what the load generator could not do is no failure of the server', async (t) => {
  const found = await searchCapacity((rate) => Promise.resolve(tried(rate <= 500, rate > 500)), bounds);
  t.is(found.ratePerSecond, 497);
  t.is(found.failedPerSecond, undefined);
});

test('it ends at the highest rate that makes sense, and nothing is said to have failed', async (t) => {
  const found = await searchCapacity(server(10_000), { ...bounds, ratePerSecondMax: 700 });
  t.is(found.ratePerSecond, 700);
  t.is(found.failedPerSecond, undefined);
});

test('however the tries end, there are no more of them than allowed', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (outcomes) => {
      const { steps } = await searchCapacity(() => Promise.resolve(tried(outcomes.next().value === true)), bounds);
      t.true(steps.length <= bounds.stepsMax + bounds.candidatesMax * bounds.confirmations);
    }),
  );
});
