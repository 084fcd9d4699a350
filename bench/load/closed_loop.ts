/**
 * The closed loop: as many requests under way as the window has room for, a new one for each that is done. For the most
 * that goes through, and to heat up; what waits for an answer before it asks again hides how long that took.
 */

import type { Workload } from '../plan/workload.ts';
import type { SeededRandom } from '../statistics/random.ts';
import { fromEpochMs } from './epoch.ts';
import type { Closed, ClosedLoopPart, Heat, Heated } from './load_duties.ts';
import { refused } from './refused.ts';
import type { Requests } from './requests.ts';
import { Schedule } from './schedule.ts';
import { slotsMax, underWayMaxOf } from './under_way.ts';

/** How long to wait for the last answers, where nothing else is said. */
const drainMsMaxDefault = 10_000;

interface Asking {
  readonly requests: Requests;
  readonly workload: Workload;
  readonly random: SeededRandom;
}

interface Turns {
  readonly window: number;
  /** At the latest: then nothing more is asked. By performance.now(). */
  readonly endMs: number;
  readonly drainMsMax?: number | undefined;
  /** Asked after each answer; once it says no, it is not asked again. */
  readonly goesOn: () => boolean;
  readonly onDone: (wasRefused: boolean, receivedMs: number) => void;
}

/** See LoadDuties. Rejects where an answer is wrong, or does not come. The window is spread over the connections. */
export async function runClosedLoop(
  asking: Asking,
  { window, startAtEpochMs, durationMs }: Closed,
): Promise<ClosedLoopPart> {
  const fromMs = Math.max(performance.now(), fromEpochMs(startAtEpochMs));
  const endMs = fromMs + durationMs;
  const counted = { completed: 0, refused: 0 };
  const utilisation = utilisationBetween(fromMs, endMs);
  try {
    await askInTurn(asking, {
      window,
      endMs,
      goesOn: () => true,
      onDone: (wasRefused, receivedMs) => {
        if (receivedMs < fromMs || receivedMs >= endMs) return;
        counted[wasRefused ? 'refused' : 'completed'] += 1;
      },
    });
  } finally {
    utilisation.stop();
  }
  return { window, ...counted, elapsedMs: durationMs, eventLoopUtilisation: utilisation.read() };
}

/** See LoadDuties. Rejects as runClosedLoop does. */
export async function heatUp(asking: Asking, { window, requests, msMin, msMax, drainMsMax }: Heat): Promise<Heated> {
  const startedMs = performance.now();
  let answered = 0;
  // No more than an open loop may have under way: a reader that falls behind would be closed for it.
  const room = asking.workload.connections * underWayMaxOf(asking.workload, 0);
  await askInTurn(asking, {
    window: Math.min(window, room),
    endMs: startedMs + msMax,
    drainMsMax,
    goesOn: () => answered < requests || performance.now() < startedMs + msMin,
    onDone: () => {
      answered += 1;
    },
  });
  return { requests: answered };
}

async function askInTurn({ requests, workload, random }: Asking, turns: Turns): Promise<void> {
  const { window, endMs, goesOn, onDone, drainMsMax = drainMsMaxDefault } = turns;
  // Only what it asks for is used of it: its times are nobody's here.
  const schedule = new Schedule(workload, 1, random.fork('closed'));
  const { connections } = workload;
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let over = false;
  const start = (connection: number): boolean => {
    schedule.next();
    const nowMs = performance.now();
    return requests.start(connection, schedule.operation, schedule.chat, nowMs, nowMs);
  };
  requests.owner = {
    done: (slot, wasRefused) => onDone(wasRefused, requests.underWay.receivedMs[slot] as number),
    free: (connection, nowMs) => {
      over ||= nowMs >= endMs || !goesOn();
      if (!over) start(connection);
      else if (requests.underWay.total === 0) resolve();
    },
    failed: reject,
  };
  const timer = setTimeout(
    () => {
      reject(refused(`${requests.underWay.total} requests were not answered ${drainMsMax} ms after the closed loop`));
    },
    endMs - performance.now() + drainMsMax,
  );
  try {
    for (let index = 0; index < Math.min(Math.max(window, 1), connections * slotsMax); index += 1) {
      if (!start(index % connections)) break;
    }
    await ended;
  } finally {
    clearTimeout(timer);
  }
}

/** Of this process's event loop, between two times by performance.now(); to be stopped. */
function utilisationBetween(fromMs: number, endMs: number): { read(): number; stop(): void } {
  let beginning = performance.eventLoopUtilization();
  let whole: number | undefined;
  const timers = [
    setTimeout(
      () => {
        beginning = performance.eventLoopUtilization();
      },
      Math.max(0, fromMs - performance.now()),
    ),
    setTimeout(
      () => {
        whole = performance.eventLoopUtilization(beginning).utilization;
      },
      Math.max(0, endMs - performance.now()),
    ),
  ];
  return {
    read: () => whole ?? performance.eventLoopUtilization(beginning).utilization,
    stop: () => timers.forEach(clearTimeout),
  };
}
