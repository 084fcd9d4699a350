/**
 * Does one run: starts everything, warms up, measures the open loop, then the closed one, ends everything. Knows the order
 * of things and what makes a run void; load, gauges and processes are others' work.
 */

import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { NetworkGauge } from '../gauges/network_use.ts';
import { countSockets } from '../gauges/sockets.ts';
import { SystemGauge } from '../gauges/system_use.ts';
import type { LoadDuties, OpenLoopPart } from '../load/load_duties.ts';
import type { BenchProcess } from '../process/bench_process.ts';
import { unlessAborted } from '../process/unless_aborted.ts';
import { openLoopResult, trafficOf } from './open_loop_result.ts';
import { availableCpus } from './pinning.ts';
import { refusalOf } from './refusal.ts';
import {
  type ClosedLoopResult,
  type Missing,
  type ProcessUse,
  type Runner,
  RunRefused,
  type RunResult,
  type RunSpec,
  type SystemUse,
  type Traffic,
  type WarmUp,
} from './run.ts';
import { host, RunProcesses, type StartedRun } from './run_processes.ts';
import { mergeSamples, type WarmUpSample, warmUp } from './warm_up.ts';

export interface RunnerOptions {
  /** Where a folder for the ledgers is made, and removed. By default the system's for temporary files. */
  readonly data?: string | undefined;
  /** Whether the loopback interface is this run's alone, so that what goes over it can be counted. Default false. */
  readonly ownNetwork?: boolean | undefined;
}

/** From the decision that a part begins to its beginning: so that every process has heard of it by then. */
const leadMs = 50;
/** How long the answers of a measured part may take to come, beyond it; the load process waits for less. */
const drainMsMax = 15_000;

/** The one that runs real processes. Any number of runs, one at a time or several. */
export class ProcessRunner implements Runner {
  readonly #data: string;
  readonly #ownNetwork: boolean;
  readonly #cpus: readonly number[];

  constructor(options: RunnerOptions = {}) {
    this.#data = options.data ?? tmpdir();
    this.#ownNetwork = options.ownNetwork ?? false;
    this.#cpus = availableCpus();
  }

  /** See Runner. Leaves neither a process nor a folder, however it ends. */
  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunResult> {
    signal?.throwIfAborted();
    await using processes = new RunProcesses(spec, { data: this.#data, cpus: this.#cpus });
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
    const warmedUp = await warmedUpRun(spec, run);
    const measured = await measureOpenLoop(spec, run, this.#ownNetwork);
    requireSockets(run, expected);
    const { parts, probe } = measured;
    return {
      startedAt,
      warmUp: warmedUp,
      open: openLoopResult(parts, probe),
      closed: spec.closed && (await closedLoop(spec.closed, run)),
      server: measured.server,
      generators: parts.map(({ use }) => use),
      probe: probe.use,
      system: measured.system,
      traffic: trafficOf([...parts, probe], measured.network),
      sockets,
    };
  }
}

/** All load processes at once: the number of connections that they have together. */
async function setUp({ contender, workload, seed }: RunSpec, run: StartedRun): Promise<number> {
  const { generators, probe, port } = run;
  const common = { contender, workload, host, seed, ports: { wire: port, grpc: port } };
  const ready = await Promise.all([
    probe.ask('setup', { ...common, index: 'probe' }),
    ...generators.map((generator, index) => generator.ask('setup', { ...common, index })),
  ]);
  return ready.reduce((total, { sockets }) => total + sockets, 0);
}

/** As the kernel counts them; where it doesn't say, as the load processes do. */
function requireSockets({ generators, probe, port }: StartedRun, expected: number): number {
  const sockets = countSockets(
    [probe, ...generators].map(({ pid }) => pid),
    port,
  );
  if (typeof sockets !== 'number') return expected;
  if (sockets === expected) return sockets;
  throw new RunRefused(`there are ${sockets} connections to the server, and there should be ${expected}`);
}

async function warmedUpRun(spec: RunSpec, run: StartedRun): Promise<WarmUp> {
  const { server, generators, probe } = run;
  const startAtEpochMs = Date.now() + leadMs;
  const ratePerSecond = spec.ratePerSecond / spec.generators;
  await Promise.all([
    probe.ask('openStart', { ratePerSecond: spec.probePerSecond, startAtEpochMs }),
    ...generators.map((generator) => generator.ask('openStart', { ratePerSecond, startAtEpochMs })),
  ]);
  const cpuUs = async (): Promise<number> => {
    const { userUs, systemUs } = await server.ask('cpu', undefined);
    return userUs + systemUs;
  };
  let serverUs = await cpuUs();
  const sample = async (): Promise<WarmUpSample | undefined> => {
    const [nowUs, ...samples] = await Promise.all([
      cpuUs(),
      ...generators.map((generator) => generator.ask('openSample', undefined)),
    ]);
    const usedUs = nowUs - serverUs;
    serverUs = nowUs;
    return mergeSamples(samples, usedUs);
  };
  return warmUp(sample, spec.warmUpMsMax);
}

interface MeasuredOpenLoop {
  readonly parts: readonly OpenLoopPart[];
  readonly probe: OpenLoopPart;
  readonly server: ProcessUse;
  readonly system: SystemUse | Missing;
  readonly network: Traffic['network'];
}

/** Every process is told beforehand when the part begins and ends, so that nothing is said to it meanwhile. */
async function measureOpenLoop(spec: RunSpec, run: StartedRun, ownNetwork: boolean): Promise<MeasuredOpenLoop> {
  const { openMs, fault } = spec;
  const startAtEpochMs = Date.now() + leadMs;
  const stallMs = fault?.kind === 'stall' ? fault.ms : undefined;
  const answerMs = leadMs + openMs + drainMsMax;
  const measure = (load: BenchProcess<LoadDuties>): Promise<OpenLoopPart> =>
    load.ask('openMeasure', { startAtEpochMs, openMs }, answerMs);
  const [server, around, probe, ...parts] = await Promise.all([
    run.server.ask('gauge', { startAtEpochMs, openMs, stallMs }, answerMs + (stallMs ?? 0)),
    measureAround(startAtEpochMs, openMs, ownNetwork),
    measure(run.probe),
    ...run.generators.map(measure),
  ]);
  return { server, ...around, probe, parts };
}

/** What is had from the system, in the same part. */
async function measureAround(
  startAtEpochMs: number,
  openMs: number,
  ownNetwork: boolean,
): Promise<Pick<MeasuredOpenLoop, 'system' | 'network'>> {
  await setTimeout(Math.max(0, startAtEpochMs - Date.now()));
  const system = new SystemGauge();
  const network = ownNetwork ? new NetworkGauge() : undefined;
  await setTimeout(Math.max(0, startAtEpochMs + openMs - Date.now()));
  return {
    system: system.read(),
    network: network?.read() ?? { missing: 'counted in runs that have a network of their own, which is not as quick' },
  };
}

async function closedLoop(
  closed: NonNullable<RunSpec['closed']>,
  { generators }: StartedRun,
): Promise<ClosedLoopResult> {
  const parts = await Promise.all(
    generators.map((generator) => generator.ask('closed', closed, closed.durationMs + drainMsMax)),
  );
  return {
    window: closed.window,
    completed: parts.reduce((total, { completed }) => total + completed, 0),
    elapsedMs: Math.max(...parts.map(({ elapsedMs }) => elapsedMs)),
  };
}
