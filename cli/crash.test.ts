/**
 * The short forms of the crash audit, with real processes: what a server acknowledged outlives its end, however it ends.
 * `npm run test:crash` has the long ones.
 */

import { randomInt } from 'node:crypto';
import test from 'ava';
import { crashAudit } from './testing/crash/crash_audit.ts';
import { crashReport, terminationReport } from './testing/crash/report.ts';
import { terminationAudit } from './testing/crash/termination_audit.ts';

/** To repeat what failed: the seed is in its report. */
const seed = Number(process.env.DUET_CRASH_SEED ?? randomInt(2 ** 31));

test.serial('nothing acknowledged is lost, there twice, or out of order after 20 kills under load', async (t) => {
  t.timeout(180_000);
  const result = await crashAudit(20, seed, () => {});
  const report = `seed ${seed}\n${crashReport(result)}`;
  t.log(report);
  t.deepEqual(result.findings, [], report);
  // Else nothing was audited.
  t.true(result.counts.acknowledged > 0, report);
  t.true(result.counts.changed > 0, report);
});

test.serial(
  'told to stop under load three times, serve ends with 0 in time, and its clients go on by themselves',
  async (t) => {
    t.timeout(180_000);
    const result = await terminationAudit(3, seed, () => {});
    const report = `seed ${seed}\n${terminationReport(result)}`;
    t.log(report);
    t.deepEqual(result.findings, [], report);
    t.true(result.counts.delivered > 0, report);
  },
);
