/** The waits between tries to connect: how they grow, and how far chance spreads them. */

import test from 'ava';
import fc from 'fast-check';
import { backoffMs, defaultBackoff } from './backoff.ts';

test('the longest wait is 1 s at first, doubles, and stays at 30 s', (t) => {
  const longest = Array.from({ length: 8 }, (_, attempt) => backoffMs(attempt, defaultBackoff, 1));
  t.deepEqual(longest, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('chance takes up to half of it', (t) => {
  t.is(backoffMs(0, defaultBackoff, 0), 500);
  t.is(backoffMs(0, defaultBackoff, 0.5), 750);
  t.is(backoffMs(9, defaultBackoff, 0), 15_000);
});

test('however many tries failed, the wait is a whole number of milliseconds within the bounds', (t) => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), chance, (attempt, chance) => {
      const waitMs = backoffMs(attempt, defaultBackoff, chance);
      return Number.isInteger(waitMs) && waitMs >= 500 && waitMs <= 30_000;
    }),
  );
  t.pass();
});
