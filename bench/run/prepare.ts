/**
 * What comes before the measured part: connections, their number, and warming up. Knows what load processes and servers are
 * asked for until then.
 */

import { countSockets } from '../gauges/sockets.ts';
import { leadMs } from './measure.ts';
import { RunRefused, type RunSpec, type WarmUp } from './run.ts';
import { host, type StartedRun } from './run_processes.ts';
import { mergeSamples, type Settling, type WarmUpSample, warmUp } from './warm_up.ts';

/** All load processes at once: the number of connections that they have together. */
export async function setUp({ contender, workload, seed }: RunSpec, run: StartedRun): Promise<number> {
  const { generators, probe, port } = run;
  const common = { contender, workload, host, seed, ports: { wire: port, grpc: port } };
  const ready = await Promise.all([
    probe.ask('setup', { ...common, index: 'probe' }),
    ...generators.map((generator, index) => generator.ask('setup', { ...common, index })),
  ]);
  return ready.reduce((total, { sockets }) => total + sockets, 0);
}

/**
 * The number of connections that the load processes have to the server, as the kernel counts them; throws RunRefused where
 * it is another than expected. Where the kernel doesn't say, it is what the load processes do.
 */
export function requireSockets({ generators, probe, port }: ConnectedRun, expected: number): number {
  const processes = [probe, ...generators].map(({ pid }) => pid);
  const sockets = countSockets(processes, port);
  if (typeof sockets !== 'number') return expected;
  if (sockets === expected) return sockets;
  throw new RunRefused(`there are ${sockets} connections to the server, and there should be ${expected}`);
}

export interface ConnectedRun {
  readonly generators: readonly { readonly pid: number }[];
  readonly probe: { readonly pid: number };
  readonly port: number;
}

/**
 * As many requests as go through, the same number for each process of each contender. Compilers learn by requests and not by
 * time: at the rate of an open loop they would learn on all through the measured part, and a server that has run for a day
 * has learnt. Bounded by a share of the warm-up, where so many would take longer.
 */
const heating = { window: 32, requests: 5_000, msMin: 200, msMax: 3_000, share: 2 / 3 } as const;

/** Heats up, then starts the open loop, and lets it go on until it has settled. */
export async function warmUpRun(spec: RunSpec, run: StartedRun, drainMsMax: number): Promise<WarmUp> {
  const startedMs = performance.now();
  const msMax = Math.floor(Math.min(heating.msMax, spec.warmUpMsMax * heating.share));
  const { window, requests, msMin } = heating;
  const heat = { window, requests, msMin: Math.min(msMin, msMax), msMax, drainMsMax };
  const heated = await Promise.all(
    [run.probe, ...run.generators].map((load) => load.ask('heat', heat, msMax + drainMsMax)),
  );
  const heatedMs = performance.now() - startedMs;
  const { ms, settled } = await settle(spec, run, spec.warmUpMsMax - Math.min(heatedMs, msMax));
  return { ms: heatedMs + ms, settled, heatedRequests: heated.reduce((total, one) => total + one.requests, 0) };
}

async function settle(spec: RunSpec, { server, generators, probe }: StartedRun, msMax: number): Promise<Settling> {
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
  return warmUp(sample, msMax);
}
