/**
 * Does one run: starts everything, warms up, measures the open loop, then the closed one, ends everything. Knows the order
 * of things; load, gauges and processes are others' work.
 */

import { tmpdir } from 'node:os';
import { unlessAborted } from '../process/unless_aborted.ts';
import { measureClosedLoop, measureOpenLoop } from './measure.ts';
import { openLoopResult, trafficOf } from './open_loop_result.ts';
import { availableCores, type Core } from './pinning.ts';
import { requireSockets, setUp, warmUpRun } from './prepare.ts';
import { refusalOf } from './refusal.ts';
import type { Runner, RunResult, RunSpec } from './run.ts';
import { RunProcesses } from './run_processes.ts';

export interface RunnerOptions {
  /** Where a folder for the ledgers is made, and removed. By default the system's for temporary files. */
  readonly data?: string | undefined;
  /** Whether the loopback interface is this run's alone, so that what goes over it can be counted. Default false. */
  readonly ownNetwork?: boolean | undefined;
  /** How late the last answer and delivery of the measured part may come; later is missing. Default 10,000. */
  readonly drainMsMax?: number | undefined;
}

const drainMsMaxDefault = 10_000;

/** The one that runs real processes. Any number of runs, one at a time or several. */
export class ProcessRunner implements Runner {
  readonly #data: string;
  readonly #ownNetwork: boolean;
  readonly #drainMsMax: number;
  readonly #cores: readonly Core[];

  constructor(options: RunnerOptions = {}) {
    this.#data = options.data ?? tmpdir();
    this.#ownNetwork = options.ownNetwork ?? false;
    this.#drainMsMax = options.drainMsMax ?? drainMsMaxDefault;
    this.#cores = availableCores();
  }

  /** See Runner. Leaves neither a process nor a folder, however it ends. */
  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunResult> {
    signal?.throwIfAborted();
    await using processes = new RunProcesses(spec, { data: this.#data, cores: this.#cores });
    const working = this.#work(spec, processes);
    // Who waits no longer has been told why; without its processes the work ends soon, by an error of no interest.
    working.catch(() => {});
    try {
      return await unlessAborted(working, signal);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async #work(spec: RunSpec, processes: RunProcesses): Promise<RunResult> {
    const startedAt = new Date().toISOString();
    const run = await processes.start();
    const expected = await setUp(spec, run);
    const sockets = requireSockets(run, expected);
    const warmedUp = await warmUpRun(spec, run, this.#drainMsMax);
    const measured = await measureOpenLoop(spec, run, { ownNetwork: this.#ownNetwork, drainMsMax: this.#drainMsMax });
    requireSockets(run, expected);
    const { parts, probe } = measured;
    return {
      startedAt,
      warmUp: warmedUp,
      open: openLoopResult(parts, probe),
      closed: spec.closed && (await measureClosedLoop(spec.closed, run)),
      server: measured.server,
      generators: parts.map(({ use }) => use),
      probe: probe.use,
      system: measured.system,
      traffic: trafficOf([...parts, probe], measured.network),
      sockets,
    };
  }
}
