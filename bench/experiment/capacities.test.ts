/** Whether one run kept its rate, and whose doing it was where it did not. */

import test from 'ava';
import { defaultWorkload } from '../plan/workload.ts';
import type { OpenLoopResult, RunResult } from '../run/run.ts';
import { runSpec } from './bench_context.ts';
import { judge } from './capacities.ts';
import { shortPlan } from './testing/short_plan.ts';
import { SimulatedRunner } from './testing/simulated_runner.ts';

const ratePerSecond = 4_000;
const asked = { ratePerSecond, sloMs: 10, ceiling: undefined, cores: 2 };

/** At half of what the contender can do. */
async function calmRun(open: Partial<OpenLoopResult> = {}): Promise<RunResult> {
  const spec = runSpec(shortPlan(), { contender: 'grpcSession', workload: defaultWorkload, ratePerSecond, seed: 1 });
  const result = await new SimulatedRunner().run(spec);
  return { ...result, open: { ...result.open, ...open } };
}

test('a rate that is answered in time is kept', async (t) => {
  t.like(judge(await calmRun(), asked), { kept: true, achieved: 1, reasons: [], generatorLimited: false });
});

test('what is answered only after the measured part was not kept up with', async (t) => {
  const { kept, achieved, reasons } = judge(await calmRun({ answeredInPart: 3_000 }), asked);
  t.false(kept);
  t.is(achieved, 0.75);
  t.deepEqual(reasons, ['75.0 % of what was offered was answered in time']);
});

test('a few requests that are on their way at the end are no failure', async (t) => {
  t.true(judge(await calmRun({ offered: 1_000, completed: 1_000, answeredInPart: 985, backlogAtEnd: 15 }), asked).kept);
});

test('a failure is of the server where that had nothing left, and of the load generator where only that had not', async (t) => {
  const failed = await calmRun({ answeredInPart: 3_000 });
  const busy = failed.generators.map((use) => ({ ...use, eventLoopUtilisation: 0.95 }));
  t.true(judge({ ...failed, generators: busy }, asked).generatorLimited);
  const server = { ...failed.server, eventLoopUtilisation: 0.97 };
  const { generatorLimited, reasons } = judge({ ...failed, generators: busy, server }, asked);
  t.false(generatorLimited);
  t.regex(reasons.at(-1) ?? '', /^load generator: its event loop is busy 95 %/);
});
