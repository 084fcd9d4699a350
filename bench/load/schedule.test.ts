/** What is asked when: the same for every contender, at the times and in the shares that a workload says. */

import test from 'ava';
import { defaultWorkload, type Workload } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import { Schedule, zipfShares } from './schedule.ts';

const mixed: Workload = {
  ...defaultWorkload,
  mix: { ping: 1, send: 6, deliver: 3 },
  connections: 4,
  chats: 10,
  zipfExponent: 1,
};

interface Intended {
  readonly offsetMs: number;
  readonly operation: string;
  readonly connection: number;
  readonly chat: number;
}

function intended(workload: Workload, ratePerSecond: number, seed: number, count: number): readonly Intended[] {
  const schedule = new Schedule(workload, ratePerSecond, new SeededRandom(seed));
  return Array.from({ length: count }, () => {
    schedule.next();
    const { offsetMs, operation, connection, chat } = schedule;
    return { offsetMs, operation, connection, chat };
  });
}

function gapsMs(requests: readonly Intended[]): readonly number[] {
  return requests.slice(1).map(({ offsetMs }, index) => offsetMs - (requests[index]?.offsetMs ?? 0));
}

test('the same seed, workload and rate ask for the same at the same times, and another seed for something else', (t) => {
  t.deepEqual(intended(mixed, 500, 7, 1_000), intended(mixed, 500, 7, 1_000));
  t.notDeepEqual(intended(mixed, 500, 7, 20), intended(mixed, 500, 8, 20));
});

test('the times do not depend on what is asked for', (t) => {
  const times = (workload: Workload): readonly number[] =>
    intended(workload, 500, 7, 100).map(({ offsetMs }) => offsetMs);
  t.deepEqual(times(mixed), times(defaultWorkload));
});

test('Poisson arrivals have gaps whose mean is that of the rate, and whose deviation is as large as their mean', (t) => {
  const gaps = gapsMs(intended(defaultWorkload, 500, 11, 20_001));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  t.true(Math.abs(mean - 2) < 0.05, `four standard errors of a mean of 2 ms: ${mean}`);
  t.true(Math.abs(variance - 4) < 0.4, `five standard errors of a variance of 4: ${variance}`);
  const short = gaps.filter((gap) => gap < 2 * Math.LN2).length / gaps.length;
  t.true(Math.abs(short - 0.5) < 0.02, `half of the gaps are below their median: ${short}`);
});

test('constant arrivals lie evenly, and those of two load generators not at the same moments', (t) => {
  const evenly: Workload = { ...defaultWorkload, arrivals: 'constant' };
  const requests = intended(evenly, 100, 7, 50);
  for (const gap of gapsMs(requests)) t.true(Math.abs(gap - 10) < 1e-9);
  t.true((requests[0]?.offsetMs ?? -1) >= 0 && (requests[0]?.offsetMs ?? 11) <= 10);
  t.not(intended(evenly, 100, 8, 1)[0]?.offsetMs, requests[0]?.offsetMs);
});

test('operations, connections and chats come as often as the workload says', (t) => {
  const count = 30_000;
  const requests = intended(mixed, 500, 5, count);
  const share = (of: (request: Intended) => boolean): number => requests.filter(of).length / count;
  const near = (actual: number, expected: number): void => {
    // Five standard errors.
    t.true(Math.abs(actual - expected) < 5 * Math.sqrt((expected * (1 - expected)) / count), `${actual} ${expected}`);
  };
  near(
    share(({ operation }) => operation === 'ping'),
    0.1,
  );
  near(
    share(({ operation }) => operation === 'send'),
    0.6,
  );
  for (let connection = 0; connection < 4; connection += 1)
    near(
      share((one) => one.connection === connection),
      0.25,
    );
  const harmonic = Array.from({ length: 10 }, (_, rank) => 1 / (rank + 1)).reduce((sum, weight) => sum + weight);
  for (let chat = 0; chat < 10; chat += 1)
    near(
      share((one) => one.chat === chat),
      1 / (chat + 1) / harmonic,
    );
});

test("Zipf's law with exponent 0 makes all chats alike", (t) => {
  t.deepEqual([...zipfShares(4, 0)], [0.25, 0.5, 0.75, 1]);
});

test('a schedule of no rate, or of nothing, is refused', (t) => {
  t.throws(() => intended(defaultWorkload, 0, 1, 1), { message: /rate/ });
  t.throws(() => intended({ ...defaultWorkload, mix: {} }, 1, 1, 1), { message: /asks for nothing/ });
});
