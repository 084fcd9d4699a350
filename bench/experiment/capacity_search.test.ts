/** The search for a capacity finds the highest rate that is kept, and says what it may not. */

import test from 'ava';
import fc from 'fast-check';
import { type SearchBounds, searchCapacity, type Try, triesMax } from './capacity_search.ts';

const bounds: SearchBounds = {
  startPerSecond: 100,
  ratePerSecondMin: 10,
  ratePerSecondMax: 1_000_000,
  precision: 0.05,
  confirmations: 2,
  ratesMax: 30,
  candidatesMax: 8,
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

test('it doubles while the rate is kept, then halves the ratio of what is left; what fails is tried again', async (t) => {
  const { steps } = await searchCapacity(server(500), bounds);
  t.deepEqual(
    steps.map(({ phase, ratePerSecond, kept }) => `${phase} ${ratePerSecond} ${kept ? 'kept' : 'lost'}`),
    [
      'doubling 100 kept',
      'doubling 200 kept',
      'doubling 400 kept',
      'doubling 800 lost',
      'doubling 800 lost',
      'bisection 566 lost',
      'bisection 566 lost',
      'bisection 476 kept',
      'bisection 519 lost',
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
    steps.slice(0, 5).map((step) => step.ratePerSecond),
    [100, 100, 50, 50, 25],
  );
});

test('where nothing is kept, the capacity is 0, and the lowest that was tried is what failed', async (t) => {
  const { ratePerSecond, failedPerSecond } = await searchCapacity(server(0), bounds);
  t.is(ratePerSecond, 0);
  t.is(failedPerSecond, 10);
});

test('one try that is bad for no reason, wherever it comes, changes nothing', async (t) => {
  const { steps, ...found } = await searchCapacity(server(500), bounds);
  for (const [bad, { kept }] of steps.entries()) {
    if (!kept) continue;
    let number = 0;
    const noisy = await searchCapacity((rate) => {
      number += 1;
      return Promise.resolve(tried(rate <= 500 && number !== bad + 1));
    }, bounds);
    t.like(noisy, found, `try ${bad} was bad`);
  }
});

test('a rate that is kept once and not again does not count: a lower one is confirmed', async (t) => {
  const found = await searchCapacity((rate, phase) => {
    return Promise.resolve(tried(rate <= (phase === 'confirmation' ? 460 : 500)));
  }, bounds);
  t.is(found.ratePerSecond, 429);
  t.is(found.failedPerSecond, 473);
  t.is(found.endedBy, 'failure');
});

test('candidates lie ever further apart: one is reached that is kept, however lucky the search was', async (t) => {
  const found = await searchCapacity((rate, phase) => {
    return Promise.resolve(tried(rate <= (phase === 'confirmation' ? 60 : 500)));
  }, bounds);
  t.true(found.ratePerSecond > 15 && found.ratePerSecond <= 60, String(found.ratePerSecond));
});

test('a rate is confirmed only by as many tries as were asked for', async (t) => {
  const counts = new Map<number, number>();
  const found = await searchCapacity((rate, phase) => {
    const count = (counts.get(rate) ?? 0) + 1;
    if (phase === 'confirmation') counts.set(rate, count);
    return Promise.resolve(tried(rate <= 500 && !(phase === 'confirmation' && rate > 400 && count >= 2)));
  }, bounds);
  t.true(found.ratePerSecond <= 400);
});

test('what the load generator could not do is no failure of the server', async (t) => {
  const found = await searchCapacity((rate) => Promise.resolve(tried(rate <= 500, rate > 500)), bounds);
  t.is(found.ratePerSecond, 497);
  t.is(found.failedPerSecond, undefined);
  t.is(found.endedBy, 'generator');
});

test('where the server fails above what the load generator failed at, that is what failed', async (t) => {
  const found = await searchCapacity((rate) => Promise.resolve(tried(rate <= 500, rate > 500 && rate < 700)), bounds);
  t.is(found.failedPerSecond, 800);
  t.is(found.endedBy, 'failure');
});

test('it ends at the highest rate that makes sense, and nothing is said to have failed', async (t) => {
  const found = await searchCapacity(server(10_000), { ...bounds, ratePerSecondMax: 700 });
  t.is(found.ratePerSecond, 700);
  t.is(found.failedPerSecond, undefined);
  t.is(found.endedBy, 'search');
});

test('it ends when it has tried as many rates as it may, and says so', async (t) => {
  const found = await searchCapacity(server(900_000), { ...bounds, ratesMax: 3 });
  t.is(found.ratePerSecond, 400);
  t.is(found.endedBy, 'search');
});

test('however the tries end, there are no more of them than allowed, and what was kept twice is not nothing', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (outcomes) => {
      const { ratePerSecond, steps } = await searchCapacity(
        () => Promise.resolve(tried(outcomes.next().value === true)),
        bounds,
      );
      t.true(steps.length <= triesMax(bounds));
      for (const [rate = 0, own = []] of Map.groupBy(steps, (step) => step.ratePerSecond)) {
        const kept = own.filter((step) => step.kept).length;
        if (kept >= 2 && kept > own.length - kept) t.true(ratePerSecond > 0, `${rate} was kept ${kept} times`);
      }
    }),
  );
});
