/** The pacing thread wakes whoever waits for a time: for each of them, not before it, and again after a change of plan. */

import test from 'ava';
import { defaultWorkload } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import { Pacer } from './pacer.ts';
import { withoutPacer } from './pacer_cpu.ts';
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

test('the thread tells what CPU it used, which grows with what it had to do', async (t) => {
  const { pacer, wake } = await startPacer(t);
  const total = (): number => pacer.cpuUse().userUs + pacer.cpuUse().systemUs;
  for (let request = 0; request < 20; request += 1) pacer.plan(performance.now() + request);
  await taken(wake, pacer, 20);
  const first = total();
  t.true(first > 0);
  for (let request = 0; request < 50; request += 1) pacer.plan(performance.now() + request);
  await taken(wake, pacer, 50);
  t.true(total() > first, `${first} and then ${total()} µs`);
});

test('what the thread used is taken off what its process used, and told apart', (t) => {
  const use = {
    elapsedMs: 100,
    userUs: 900,
    systemUs: 300,
    gcUs: 5,
    eventLoopUtilisation: 0.1,
    eventLoopDelayP99Us: 20,
    runQueueWaitUs: 4,
    mainRunQueueWaitUs: 3,
    residentBytes: 7,
  };
  const clients = withoutPacer(use, { userUs: 1_000, systemUs: 50 }, { userUs: 1_400, systemUs: 100 });
  t.deepEqual(clients, { ...use, userUs: 500, systemUs: 250, pacerCpuUs: 450 });
  // The two are not read at one moment.
  t.like(withoutPacer(use, { userUs: 0, systemUs: 0 }, { userUs: 950, systemUs: 0 }), { userUs: 0 });
});
