/**
 * The closed loop: as many requests under way as the window has room for, a new one for each that is done. For the most
 * that goes through, and for nothing else: what waits for an answer before it asks again hides how long that took.
 */

import type { Workload } from '../plan/workload.ts';
import type { SeededRandom } from '../statistics/random.ts';
import type { Closed, ClosedLoopPart } from './load_duties.ts';
import { refused } from './refused.ts';
import type { Requests, RequestsOwner } from './requests.ts';
import { Schedule } from './schedule.ts';
import { slotsMax } from './under_way.ts';

/** How long to wait for the last answers. */
const drainMsMax = 10_000;

/** Rejects where an answer is wrong, or does not come. The window is spread over the connections. */
export async function runClosedLoop(
  requests: Requests,
  workload: Workload,
  random: SeededRandom,
  { window, durationMs }: Closed,
): Promise<Omit<ClosedLoopPart, 'eventLoopUtilisation'>> {
  // Only what it asks for is used of it: its times are nobody's here.
  const schedule = new Schedule(workload, 1, random.fork('closed'));
  const { connections } = workload;
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  const startedMs = performance.now();
  const endMs = startedMs + durationMs;
  let completed = 0;
  const start = (connection: number): boolean => {
    schedule.next();
    const nowMs = performance.now();
    return requests.start(connection, schedule.operation, schedule.chat, nowMs, nowMs);
  };
  const owner: RequestsOwner = {
    done: (_slot, wasRefused) => {
      if (!wasRefused) completed += 1;
    },
    free: (connection, nowMs) => {
      if (nowMs < endMs) start(connection);
      else if (requests.underWay.total === 0) resolve();
    },
    failed: reject,
  };
  requests.owner = owner;
  const timer = setTimeout(() => {
    reject(refused(`${requests.underWay.total} requests were not answered ${drainMsMax} ms after the closed loop`));
  }, durationMs + drainMsMax);
  try {
    for (let index = 0; index < Math.min(Math.max(window, 1), connections * slotsMax); index += 1) {
      if (!start(index % connections)) break;
    }
    await ended;
  } finally {
    clearTimeout(timer);
  }
  return { window, completed, elapsedMs: performance.now() - startedMs };
}
