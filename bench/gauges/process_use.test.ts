/** The gauges of a process, against a process that does what is known. */

import test from 'ava';
import { BenchProcess } from '../process/bench_process.ts';
import { isMissing } from '../run/run.ts';
import { runQueueWaitsUs } from './run_queue.ts';
import { parseSystemTimes, SystemGauge } from './system_use.ts';
import type { BurnDuties } from './testing/burn_duties.ts';

const hasSchedstat = !('missing' in runQueueWaitsUs());
const measured = hasSchedstat ? test : test.skip;

measured('a known burn of CPU is measured within 10 %, and as a busy event loop', async (t) => {
  const child = BenchProcess.start<BurnDuties>('gauges/testing/burn_main');
  t.teardown(() => child.stop());
  const { burntMs, use } = await child.ask('burn', { ms: 300 });
  const usedMs = (use.userUs + use.systemUs) / 1_000;
  t.true(Math.abs(usedMs - burntMs) <= burntMs * 0.1, `burnt ${burntMs} ms, measured ${usedMs} ms`);
  t.true(use.elapsedMs >= burntMs * 0.9);
  t.true(use.eventLoopUtilisation > 0.99);
  t.true(use.residentBytes > 10_000_000);
  const { runQueueWaitUs, mainRunQueueWaitUs } = use;
  if (typeof runQueueWaitUs !== 'number' || typeof mainRunQueueWaitUs !== 'number') return t.fail();
  t.true(mainRunQueueWaitUs >= 0 && mainRunQueueWaitUs <= runQueueWaitUs, 'the main thread is one of all');
});

test('a process that rests uses little, and its event loop is not busy', async (t) => {
  const child = BenchProcess.start<BurnDuties>('gauges/testing/burn_main');
  t.teardown(() => child.stop());
  const use = await child.ask('rest', { ms: 200 });
  t.true(use.elapsedMs >= 199);
  t.true(use.userUs + use.systemUs < 100_000);
  t.true(use.eventLoopUtilisation < 0.9);
});

test('collections of garbage are counted, and only those of the measured part', async (t) => {
  const child = BenchProcess.start<BurnDuties>('gauges/testing/burn_main');
  t.teardown(() => child.stop());
  const collecting = await child.ask('collect', undefined);
  t.true(collecting.gcUs > 0);
  t.true(collecting.gcUs <= collecting.elapsedMs * 1_000);
  const resting = await child.ask('rest', { ms: 20 });
  t.true(resting.gcUs < collecting.gcUs, 'what was collected before is not counted again');
});

test('what the machine was busy with is read of /proc/stat, without the time that it had nothing to do', (t) => {
  const stat = 'cpu  100 20 30 4000 500 6 7 8 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
  t.deepEqual(parseSystemTimes(stat), { busyUs: 163 * 10_000, stolenUs: 8 * 10_000 });
});

measured('the machine is at least as busy as one of its processes', async (t) => {
  const child = BenchProcess.start<BurnDuties>('gauges/testing/burn_main');
  t.teardown(() => child.stop());
  const gauge = new SystemGauge();
  const { burntMs } = await child.ask('burn', { ms: 100 });
  const use = gauge.read();
  t.false(isMissing(use));
  // It counts by looking now and then what is running.
  if (!isMissing(use)) t.true(use.busyUs >= burntMs * 500, `${use.busyUs}`);
});
