/**
 * The pacing thread: sleeps until the next request is intended, and wakes the main thread. Sleeps by Atomics.wait, whose
 * timeout has fractions of a millisecond, while those of timers and of the event loop have not.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { type ClockReading, PacerMemory, readClocks } from './pacer_memory.ts';

/** Who is woken more often than this is woken once for several requests: waking costs more than sending. */
const wakeGapMs = 0.1;
/** Linux lets a sleeper sleep on for so long (timer_slack_ns), so it goes to bed that much earlier. */
const timerSlackMs = 0.05;
/** How often to look whether a main thread that is behind with everything it had planned has got on. */
const behindMs = 1;

const { buffer, clock } = workerData as { readonly buffer: SharedArrayBuffer; readonly clock: ClockReading };
const memory = new PacerMemory(buffer);
const own = readClocks();
/** From this thread's time to the main thread's. */
const offsetMs = clock.nowMs - clock.monotonicMs - (own.nowMs - own.monotonicMs);

parentPort?.postMessage('ready');
pace();

function pace(): never {
  let next = 0;
  let wokenMs = -Infinity;
  let wakes = 0;
  for (;;) {
    const { revision, sent, planned } = memory;
    next = Math.max(next, sent);
    if (next >= planned) {
      sleep(revision, planned > sent ? behindMs : Infinity);
      continue;
    }
    const dueMs = Math.max(memory.timeMs(next), wokenMs + wakeGapMs);
    // Overwritten meanwhile: it was sent, and the time is that of a much later one.
    if (memory.sent > next) continue;
    const aheadMs = dueMs - (performance.now() + offsetMs);
    if (aheadMs > timerSlackMs) {
      sleep(revision, aheadMs - timerSlackMs);
      continue;
    }
    // Less than a sleep takes.
    while (performance.now() + offsetMs < dueMs);
    wokenMs = performance.now() + offsetMs;
    while (next < planned && memory.timeMs(next) <= wokenMs) next += 1;
    // Who has not had the last wake yet will see, once it has, what is due by then.
    if (memory.wakes < wakes) continue;
    wakes += 1;
    parentPort?.postMessage('wake');
  }
}

function sleep(revision: number, ms: number): void {
  const { user, system } = process.threadCpuUsage();
  memory.cpuUse = { userUs: user, systemUs: system };
  memory.sleepMs(revision, ms);
}
