/** Ticks that a reader can use: round, apart, and never too many. */

import test from 'ava';
import fc from 'fast-check';
import { linearDomain, logDomain, logTicks, ratioTicks } from './ticks.ts';

test('a span of decades has round numbers', (t) => {
  t.deepEqual(logTicks([90, 5_500], 8), [100, 200, 500, 1_000, 2_000, 5_000]);
  t.deepEqual(logTicks([1, 1e6], 7), [1, 10, 100, 1_000, 1e4, 1e5, 1e6]);
});

test('a short span has more of them', (t) => {
  t.deepEqual(logTicks([140, 760], 7), [150, 200, 300, 500, 700]);
});

test('ticks are within the domain, rise, and are at least one and at most as many as allowed', (t) => {
  const domains = fc
    .tuple(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: 1.3, max: 1e9, noNaN: true }))
    .map(([low, factor]) => [low, low * factor] as const);
  fc.assert(
    fc.property(domains, fc.integer({ min: 3, max: 9 }), ([low, high], ticksMax) => {
      const ticks = logTicks([low, high], ticksMax);
      t.true(
        ticks.length >= 1 &&
          ticks.length <= ticksMax &&
          ticks.every((tick, index) => tick >= low * 0.999 && tick <= high * 1.001 && tick > (ticks[index - 1] ?? 0)),
        `${low} to ${high}: ${ticks}`,
      );
    }),
  );
});

test('an axis of ratios always has 1×, and no two ticks touch', (t) => {
  t.deepEqual(ratioTicks([0.75, 1.3], 8), [0.8, 0.9, 1, 1.1, 1.25]);
  t.deepEqual(ratioTicks([0.75, 6], 8), [1, 1.5, 2, 3, 5]);
});

test('values that have no place on an axis make no domain', (t) => {
  t.is(logDomain([0, -1, Number.NaN]), undefined);
  t.is(linearDomain([Number.NaN]), undefined);
  t.deepEqual(linearDomain([0]), [0, 1]);
});
