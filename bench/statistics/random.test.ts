/** The chance of schedules and of resampling: repeatable, evenly spread, and independent where it is forked. */

import test from 'ava';
import { SeededRandom } from './random.ts';

function draws(random: SeededRandom, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.next());
}

test('the same seed gives the same numbers, and another seed others', (t) => {
  t.deepEqual(draws(new SeededRandom(7), 100), draws(new SeededRandom(7), 100));
  const shared = new Set(draws(new SeededRandom(7), 1_000));
  t.false(draws(new SeededRandom(8), 1_000).some((number) => shared.has(number)));
  t.notDeepEqual(draws(new SeededRandom(1), 10), draws(new SeededRandom(1 + 2 ** 40), 10));
});

test('a fork depends on seed and labels, not on what was drawn before', (t) => {
  const random = new SeededRandom(7);
  const early = draws(random.fork('arrivals'), 50);
  draws(random, 13);
  t.deepEqual(draws(random.fork('arrivals'), 50), early);
  t.notDeepEqual(draws(random.fork('chats'), 50), early);
  t.notDeepEqual(draws(random.fork('a').fork('b'), 50), draws(random.fork('ab'), 50));
});

test('the numbers spread evenly over 0 to 1', (t) => {
  const counts = new Array<number>(16).fill(0);
  const count = 64_000;
  for (const number of draws(new SeededRandom(2_024), count)) {
    t.true(number >= 0 && number < 1);
    counts[Math.floor(number * 16)] = (counts[Math.floor(number * 16)] ?? 0) + 1;
  }
  const expected = count / 16;
  const chiSquared = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  t.true(chiSquared < 37.7, `chi squared with 15 degrees of freedom, exceeded once in a thousand: ${chiSquared}`);
});

test('integers lie below their bound, and reach each value', (t) => {
  const random = new SeededRandom(3);
  const seen = new Set(Array.from({ length: 500 }, () => random.integer(7)));
  t.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5, 6]);
});
