/** What every part of an experiment needs: its plan, who does the runs, and whom to tell. Makes the specs of runs. */

import type { Contender } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Missing, Runner, RunSpec, Traffic } from '../run/run.ts';
import type { SeededRandom } from '../statistics/random.ts';
import type { ExperimentPlan } from './experiment_plan.ts';
import type { OnProgress } from './progress.ts';

/** A runner that may also do runs in a network of their own, to count bytes and packets with every header. */
export interface BenchRunner extends Runner {
  countTraffic?(spec: RunSpec, signal?: AbortSignal): Promise<Traffic | Missing>;
}

export interface BenchContext {
  readonly plan: ExperimentPlan;
  readonly runner: BenchRunner;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
  readonly random: SeededRandom;
  readonly cores: number;
  /** By performance.now(): when nothing more is begun that can be left out. */
  readonly deadlineMs: number;
}

/** What a run is beside what the configuration says. */
export interface RunAsked extends Pick<RunSpec, 'seed' | 'ratePerSecond'> {
  readonly contender: Contender;
  readonly workload: Workload;
  readonly openMs?: number;
  readonly closed?: RunSpec['closed'];
  readonly peer?: RunSpec['peer'];
  readonly generators?: number;
}

export function runSpec({ configuration }: ExperimentPlan, asked: RunAsked): RunSpec {
  const { generators, probePerSecond, warmUpMsMax, openMs } = configuration;
  return { generators, probePerSecond, warmUpMsMax, openMs, closed: undefined, peer: 'duet', ...asked };
}

/** Schedules that differ each time, and that the bench's seed repeats. */
export function scheduleSeed(random: SeededRandom): number {
  return random.integer(2 ** 31);
}
