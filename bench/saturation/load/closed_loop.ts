/**
 * The load: as many messages under way as the window has room for, a new one for each that is done. Knows time and
 * counting; nothing of what carries the messages. A closed loop measures throughput at a window; its latencies hold
 * for that window only.
 */

import { cpuUse } from '../../process/cpu_use.ts';
import type { LoadResult, LoadRun } from '../messages.ts';
import type { Target } from './target.ts';

/** Latencies kept of one run; further ones count, but are not kept. */
const samplesMax = 2_097_152;

export async function runClosedLoop(target: Target, run: LoadRun): Promise<LoadResult> {
  const samples = new Float64Array(samplesMax);
  let messages = 0;
  let endedMs = 0;
  const cpuBefore = cpuUse();
  const startedMs = performance.now();
  const deadlineMs = startedMs + run.durationMs;
  await new Promise<void>((resolve, reject) => {
    let underWay = run.window;
    const completed = (sentMs: number): void => {
      const nowMs = performance.now();
      if (messages < samplesMax) samples[messages] = nowMs - sentMs;
      messages += 1;
      if (nowMs < deadlineMs) {
        lane.send(nowMs);
        return;
      }
      underWay -= 1;
      if (underWay > 0) return;
      endedMs = nowMs;
      lane.settle().then(resolve, reject);
    };
    const lane = target.lane(run.scenario, completed, reject);
    for (let index = 0; index < run.window; index += 1) lane.send(performance.now());
  });
  const clientCpu = cpuUse(cpuBefore);
  const sorted = samples.subarray(0, Math.min(messages, samplesMax)).sort();
  return {
    messages,
    elapsedMs: endedMs - startedMs,
    p50Us: percentile(sorted, 0.5) * 1_000,
    p99Us: percentile(sorted, 0.99) * 1_000,
    clientCpu,
  };
}

/** The nearest-rank percentile of ascending values. */
function percentile(sorted: Float64Array, fraction: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? 0;
}
