/** Where a message's CPU goes, for each contender that has runs: what is measured alone, and the rest of those runs. */

import { type Contender, contenderNames } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Attribution } from '../results/results.ts';
import { isMissing, type RunResult } from '../run/run.ts';
import { median } from '../statistics/median.ts';
import { attribute, type InProcessCosts, runsPerMessage } from './attribute.ts';
import { type InProcessOptions, measureInProcess } from './measure_in_process.ts';

export type RunsOf = Readonly<Partial<Record<Contender, readonly RunResult[]>>>;

/**
 * `runs`: of that workload, at one rate. Nothing where there is none. Rejects with the signal's reason when that is
 * aborted; a workload with logins takes longer, since each has a password hashed, many times.
 */
export async function measureAttribution(
  workload: Workload,
  runs: RunsOf,
  options: Omit<InProcessOptions, 'ratePerSecond'>,
): Promise<readonly Attribution[]> {
  const all = contenderNames.flatMap((contender) => runs[contender] ?? []);
  if (all.length === 0) return [];
  const ratePerSecond = median(
    all.map(({ open, generators }) => (open.offered / open.elapsedMs) * (1_000 / generators.length)),
  );
  return attributeAll(workload, runs, await measureInProcess(workload, { ...options, ratePerSecond }));
}

/** The load generator's work is taken off all contenders or none: else what is left could not be compared. */
export function attributeAll({ name }: Workload, runs: RunsOf, costs: InProcessCosts): readonly Attribution[] {
  const rates = contenderNames.flatMap((contender) =>
    (runs[contender] ?? []).map(({ open }) => open.offered / open.elapsedMs),
  );
  const ratePerSecond = rates.length === 0 ? 0 : median(rates) * 1_000;
  const all = (withoutLoad: boolean): readonly Attribution[] =>
    contenderNames.flatMap((contender) => {
      const perMessage = runsPerMessage(runs[contender] ?? []);
      if (perMessage.length === 0) return [];
      return [attribute({ contender, workload: name, costs, runs: perMessage, ratePerSecond, withoutLoad })];
    });
  const attributions = all(true);
  const told = attributions.every(({ parts }) => {
    return parts.every(({ usPerMessage }) => typeof usPerMessage === 'number' || !isMissing(usPerMessage));
  });
  return told ? attributions : all(false);
}
