/** Where a message's CPU goes, for each contender that has runs: what is measured alone, and the rest of those runs. */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Attribution } from '../results/results.ts';
import type { RunResult } from '../run/run.ts';
import { attribute, runsPerMessage } from './attribute.ts';
import { type InProcessOptions, measureInProcess } from './measure_in_process.ts';

/**
 * `runs`: of that workload, at one rate. A workload with logins takes longer: each has a password hashed, many times.
 * Rejects with the signal's reason when that is aborted.
 */
export async function measureAttribution(
  workload: Workload,
  runs: Readonly<Partial<Record<Contender, readonly RunResult[]>>>,
  options: InProcessOptions,
): Promise<readonly Attribution[]> {
  const costs = await measureInProcess(workload, options);
  return contenderNames.flatMap((contender) => {
    const perMessage = runsPerMessage(runs[contender] ?? []);
    return perMessage.length === 0 ? [] : [attribute({ contender, workload: workload.name, costs, runs: perMessage })];
  });
}
