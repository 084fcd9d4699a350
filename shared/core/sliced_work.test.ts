/** Work in slices: how much of it is done in one turn, whatever it is, and that all of it is done. */

import test from 'ava';
import { settled } from '../testing/core_fixture.ts';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { type Job, SlicedWork, stepsPerTurnMax } from './sliced_work.ts';

function slices() {
  const environment = new ManualEnvironment();
  const done: string[] = [];
  const job = function* (name: string, steps: number): Job {
    for (let step = 0; step < steps; step += 1) {
      done.push(name);
      yield 1;
    }
  };
  return { environment, work: new SlicedWork(environment), done, job };
}

test('of a long job a turn does as much as the bound, and further turns the rest', async (t) => {
  const { work, done, job } = slices();
  work.start(job('a', stepsPerTurnMax * 2 + 1));
  t.is(done.length, stepsPerTurnMax);
  await settled();
  t.is(done.length, stepsPerTurnMax * 2);
  await settled();
  t.is(done.length, stepsPerTurnMax * 2 + 1);
});

test('many jobs together do no more in one turn than one', async (t) => {
  const { work, done, job } = slices();
  for (let index = 0; index < 10; index += 1) work.start(job('a', stepsPerTurnMax / 2));
  t.is(done.length, stepsPerTurnMax);
  for (let turn = 2; turn <= 5; turn += 1) {
    await settled();
    t.is(done.length, stepsPerTurnMax * turn);
  }
});

test('a long job lets a short one have its turn', async (t) => {
  const { work, done, job } = slices();
  work.start(job('long', stepsPerTurnMax * 10));
  work.start(job('short', 1));
  t.false(done.includes('short'));
  await settled();
  await settled();
  t.true(done.includes('short'));
  work.close();
});

test('what is to start later starts with the next turn', async (t) => {
  const { work, done, job } = slices();
  work.startLater(job('a', 1));
  t.deepEqual(done, []);
  await settled();
  t.deepEqual(done, ['a']);
});

test('a job that fails is reported, and others go on; after the end none does', async (t) => {
  const { environment, work, done, job } = slices();
  // biome-ignore lint/correctness/useYield: it fails before.
  const failing = function* (): Job {
    throw new Error('on purpose');
  };
  work.start(failing());
  t.is(environment.faults.length, 1);
  work.start(job('a', stepsPerTurnMax + 1));
  await settled();
  work.start(job('b', stepsPerTurnMax * 2));
  work.close();
  const before = done.length;
  await settled();
  work.start(job('c', 1));
  t.is(done.length, before);
});
