/** The pacing thread wakes whoever waits for a time: for each of them, not before it, and again after a change of plan. */

import test from 'ava';
import { defaultWorkload } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import { Pacer } from './pacer.ts';
import { timesAhead } from './pacer_memory.ts';
import { Plan } from './plan.ts';
import { Schedule } from './schedule.ts';

/** Resolves with how late each of `count` planned times was taken, in ms, in their order. */
function taken(wake: { pump: () => void }, plan: Plan | Pacer, count: number): Promise<readonly number[]> {
  const lateMs: number[] = [];
  return new Promise((resolve) => {
    wake.pump = () => {
      for (let nextMs = plan.nextMs; nextMs <= performance.now(); nextMs = plan.nextMs) {
        lateMs.push(performance.now() - nextMs);
        plan.shift();
        if (plan instanceof Plan) plan.refill();
      }
      if (lateMs.length >= count) resolve(lateMs);
    };
    wake.pump();
  });
}

async function startPacer(t: {
  teardown(end: () => Promise<void>): void;
}): Promise<{ pacer: Pacer; wake: { pump: () => void } }> {
  const wake = { pump: () => {} };
  const pacer = await Pacer.start(() => wake.pump());
  t.teardown(() => pacer.stop());
  return { pacer, wake };
}

test('each planned time wakes, those close together at once', async (t) => {
  const { pacer, wake } = await startPacer(t);
  const nowMs = performance.now();
  for (const offsetMs of [1, 1.01, 1.02, 5, 9.5, 9.6, 20]) pacer.plan(nowMs + offsetMs);
  const lateMs = await taken(wake, pacer, 7);
  t.is(lateMs.length, 7);
  t.true(lateMs.every((ms) => ms >= 0));
  t.is(pacer.nextMs, Infinity);
});

test('what is planned after a long time with nothing planned wakes too', async (t) => {
  const { pacer, wake } = await startPacer(t);
  for (let round = 0; round < 5; round += 1) {
    pacer.plan(performance.now() + 2);
    t.is((await taken(wake, pacer, 1)).length, 1);
  }
});

test('a main thread that falls behind with all it had planned is woken again once it has got on', async (t) => {
  const { pacer, wake } = await startPacer(t);
  const first = performance.now();
  for (let request = 0; pacer.hasRoom; request += 1) pacer.plan(first + request * 0.001);
  // Until the thread has told of all of them.
  while (performance.now() < first + 20);
  const lateMs = await taken(wake, pacer, timesAhead);
  t.is(lateMs.length, timesAhead);
  pacer.plan(performance.now() + 3);
  t.is((await taken(wake, pacer, 1)).length, 1);
});

test('a plan goes through its first part up to where the next begins, and through all of that', async (t) => {
  const { pacer, wake } = await startPacer(t);
  const schedule = (label: string, rate: number): Schedule =>
    new Schedule(defaultWorkload, rate, new SeededRandom(4).fork(label));
  const originMs = performance.now();
  const plan = new Plan(pacer, { schedule: schedule('first', 1_000), originMs, endMs: Infinity });
  const nextMs = performance.now() + 30;
  plan.follow({ schedule: schedule('second', 2_000), originMs: nextMs, endMs: nextMs + 40 });
  const expected = (label: string, rate: number, ms: number): number => {
    const one = schedule(label, rate);
    let count = 0;
    for (one.next(); one.offsetMs < ms; one.next()) count += 1;
    return count;
  };
  const count = expected('first', 1_000, nextMs - originMs) + expected('second', 2_000, 40);
  const lateMs = await taken(wake, plan, count);
  t.is(lateMs.length, count);
  t.is(plan.nextMs, Infinity);
  plan.stop();
  t.is(plan.nextMs, Infinity);
});
