/** Runs a closed-loop bench for the command line, and prints what it found. Loaded only when there is one to run. */

import { writeFile } from 'node:fs/promises';
import { measureLockCosts } from '../bench/lock_costs.ts';
import { describeMachine } from '../bench/machine.ts';
import { renderReport } from '../bench/saturation/report.ts';
import { type BenchPlan, runBench } from '../bench/saturation/run.ts';
import { summarise } from '../bench/saturation/summary.ts';
import { requireWritable, requireWritableFolder } from './bench_files.ts';
import { saturateProgress } from './saturate_progress.ts';
import { unlessStopped } from './unless_stopped.ts';

/** Runs the plan and prints the report. Writes every measurement to `json`, if it is named. */
export async function saturateAndReport(plan: BenchPlan, json: string | undefined): Promise<void> {
  if (json !== undefined) await requireWritable('--json', json);
  if (plan.cells.some(({ ledger }) => ledger !== undefined && ledger !== 'memory-ledger')) {
    await requireWritableFolder('--data', plan.data);
  }
  const machine = describeMachine();
  const locks = measureLockCosts();
  const progress = saturateProgress(plan);
  const { measurements, diskUses, commitRates, place } = await unlessStopped('the bench', (signal) =>
    runBench(plan, progress.update, signal).finally(progress.stop),
  );
  const summary = summarise(measurements, diskUses);
  console.log(renderReport({ machine, plan, summary, locks, commitRates, place }));
  if (json === undefined) return;
  const { rounds, cellMs, bodyBytes } = plan;
  const measured = { locks, summary, commitRates, diskUses, measurements };
  const record = { machine, plan: { rounds, cellMs, bodyBytes }, place, ...measured };
  await writeFile(json, `${JSON.stringify(record, undefined, 2)}\n`);
  console.log(`\nwrote ${json}`);
}
