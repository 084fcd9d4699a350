/** When a warm-up ends. */

import test from 'ava';
import { mergeSamples, type WarmUpSample, warmUp } from './warm_up.ts';

const level: WarmUpSample = { completedPerSecond: 1_000, p50Us: 200, cpuUsPerMessage: 50 };

test('a warm-up whose samples stay the same ends before its time, as settled', async (t) => {
  const { settled, ms } = await warmUp(async () => level, 60_000);
  t.true(settled);
  t.true(ms < 60_000);
});

test('a short warm-up is sampled often enough to be found settled too', async (t) => {
  t.true((await warmUp(async () => level, 1_000)).settled);
});

test('a warm-up that gets faster all the time ends at its time, and is said not to have settled', async (t) => {
  let p50Us = 1e9;
  const { settled, ms } = await warmUp(async () => {
    p50Us *= 0.8;
    return { ...level, p50Us };
  }, 2_000);
  t.false(settled);
  t.true(ms >= 2_000);
});

test('a warm-up in which nothing is completed ends at its time', async (t) => {
  t.like(await warmUp(async () => undefined, 300), { settled: false });
});

test('a warm-up that cannot be sampled rejects with why', async (t) => {
  const reason = new Error('gone');
  t.is(await t.throwsAsync(warmUp(() => Promise.reject(reason), 60_000)), reason);
});

test('samples of several generators are put together by how much each completed', (t) => {
  const merged = mergeSamples(
    [
      { elapsedMs: 100, offered: 40, completed: 30, p50Us: 100, cpuUs: 1_000 },
      { elapsedMs: 125, offered: 10, completed: 10, p50Us: 300, cpuUs: 2_000 },
      { elapsedMs: 125, offered: 1, completed: 0, p50Us: undefined, cpuUs: 500 },
    ],
    4_500,
  );
  t.deepEqual(merged, { completedPerSecond: 320, p50Us: 150, cpuUsPerMessage: 200 });
  t.is(mergeSamples([{ elapsedMs: 100, offered: 4, completed: 0, p50Us: undefined, cpuUs: 10 }], 10), undefined);
});
