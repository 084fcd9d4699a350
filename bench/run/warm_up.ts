/**
 * Settling, the latter part of warming up: until throughput, latency and CPU per message have stopped changing. Knows samples; processes are asked by
 * whoever hands it the function that samples.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { OpenSample } from '../load/load_duties.ts';
import { haveSettled } from '../statistics/changepoint.ts';
import { sum } from '../statistics/sum.ts';
import type { WarmUp } from './run.ts';

export type Settling = Pick<WarmUp, 'ms' | 'settled'>;

/** One moment of the warm-up, of all processes together. */
export interface WarmUpSample {
  readonly completedPerSecond: number;
  readonly p50Us: number;
  readonly cpuUsPerMessage: number;
}

/** Long enough for a rate of a hundred a second to show, short enough for dozens of them within a second or two. */
const samplingMsMax = 125;
/** Where time is short: enough of them for a level to be believed (warmUpRule), and for a few before it. */
const samplesMin = 16;

/** Ends when what is sampled has settled, or after `msMax`. A sample in which nothing was completed says nothing. */
export async function warmUp(sample: () => Promise<WarmUpSample | undefined>, msMax: number): Promise<Settling> {
  const startedMs = performance.now();
  const elapsedMs = (): number => performance.now() - startedMs;
  const samples: WarmUpSample[] = [];
  const samplingMs = Math.min(samplingMsMax, msMax / samplesMin);
  while (elapsedMs() < msMax) {
    await setTimeout(Math.min(samplingMs, msMax - elapsedMs()));
    const taken = await sample();
    if (taken !== undefined) samples.push(taken);
    if (isSettled(samples)) return { ms: elapsedMs(), settled: true };
  }
  return { ms: elapsedMs(), settled: false };
}

function isSettled(samples: readonly WarmUpSample[]): boolean {
  return haveSettled([
    samples.map(({ completedPerSecond }) => completedPerSecond),
    samples.map(({ p50Us }) => p50Us),
    samples.map(({ cpuUsPerMessage }) => cpuUsPerMessage),
  ]);
}

/** Of all generators, and of the CPU that the server used meanwhile. Undefined where nothing was completed. */
export function mergeSamples(samples: readonly OpenSample[], serverCpuUs: number): WarmUpSample | undefined {
  const completed = sum(samples.map((sample) => sample.completed));
  if (completed === 0) return undefined;
  const elapsedMs = Math.max(...samples.map((sample) => sample.elapsedMs));
  const cpuUs = serverCpuUs + sum(samples.map((sample) => sample.cpuUs));
  // A mean of medians, by how many each is of: near enough to the median of all to see it change.
  const p50Us = sum(samples.map((sample) => (sample.p50Us ?? 0) * sample.completed)) / completed;
  return { completedPerSecond: (completed / elapsedMs) * 1_000, p50Us, cpuUsPerMessage: cpuUs / completed };
}
