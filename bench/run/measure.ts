/** The measured parts of a run: open loop and closed loop, each by all processes at once. Knows what they are asked for. */

import { setTimeout } from 'node:timers/promises';
import { NetworkGauge } from '../gauges/network_use.ts';
import { SystemGauge } from '../gauges/system_use.ts';
import type { LoadDuties, OpenLoopPart } from '../load/load_duties.ts';
import type { BenchProcess } from '../process/bench_process.ts';
import type { ClosedLoopResult, Missing, ProcessUse, RunSpec, SystemUse, Traffic } from './run.ts';
import type { StartedRun } from './run_processes.ts';

/** From the decision that a part begins to its beginning: so that every process has heard of it by then. */
export const leadMs = 100;
/** For what the processes do before they answer, beyond what they measure and wait for. */
const answerMsMax = 5_000;

export interface MeasureOptions {
  readonly ownNetwork: boolean;
  readonly drainMsMax: number;
}

export interface MeasuredOpenLoop {
  readonly parts: readonly OpenLoopPart[];
  readonly probe: OpenLoopPart;
  readonly server: ProcessUse;
  readonly system: SystemUse | Missing;
  readonly network: Traffic['network'];
}

/** Every process is told beforehand when the part begins and ends, so that nothing is said to it meanwhile. */
export async function measureOpenLoop(
  spec: RunSpec,
  run: StartedRun,
  { ownNetwork, drainMsMax }: MeasureOptions,
): Promise<MeasuredOpenLoop> {
  const { openMs, fault } = spec;
  const startAtEpochMs = Date.now() + leadMs;
  const stallMs = fault?.kind === 'stall' ? fault.ms : undefined;
  const answerMs = leadMs + openMs + drainMsMax + answerMsMax;
  const measure = (load: BenchProcess<LoadDuties>): Promise<OpenLoopPart> =>
    load.ask('openMeasure', { startAtEpochMs, openMs, drainMsMax }, answerMs);
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

/** A closed loop is counted once it has got going: after so much of its time, on top of it. */
const ramp = { share: 1 / 2, msMax: 300 } as const;

/** By all generators at once. */
export async function measureClosedLoop(
  closed: NonNullable<RunSpec['closed']>,
  { server, generators }: StartedRun,
): Promise<ClosedLoopResult> {
  const { window, durationMs } = closed;
  const rampMs = Math.min(ramp.msMax, durationMs * ramp.share);
  const startAtEpochMs = Date.now() + rampMs;
  const answerMs = rampMs + durationMs + answerMsMax;
  const [use, ...parts] = await Promise.all([
    server.ask('gauge', { startAtEpochMs, openMs: durationMs }, answerMs),
    ...generators.map((generator) => generator.ask('closed', { window, startAtEpochMs, durationMs }, answerMs)),
  ]);
  return {
    window,
    completed: parts.reduce((total, { completed }) => total + completed, 0),
    refused: parts.reduce((total, part) => total + part.refused, 0),
    elapsedMs: Math.max(...parts.map(({ elapsedMs }) => elapsedMs)),
    generatorUtilisation: Math.max(...parts.map(({ eventLoopUtilisation }) => eventLoopUtilisation)),
    serverUtilisation: use.eventLoopUtilisation,
  };
}
