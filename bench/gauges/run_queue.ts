/**
 * How long the threads of a process were ready to run and had no CPU: the second number of each thread's schedstat
 * (Documentation/scheduler/sched-stats.rst of the kernel), in nanoseconds. Linux only.
 */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Missing, ProcessUse } from '../run/run.ts';

/** By thread, in microseconds, since each began. */
export type RunQueueWaits = ReadonlyMap<string, number> | Missing;

const nsPerUs = 1_000;

/** Of this process. */
export function runQueueWaitsUs(): RunQueueWaits {
  const folder = '/proc/self/task';
  const waits = new Map<string, number>();
  let runNs = 0;
  try {
    for (const thread of readdirSync(folder)) {
      const numbers = readIfThere(`${folder}/${thread}/schedstat`)?.split(' ').map(Number);
      if (numbers === undefined) continue;
      runNs += numbers[0] ?? 0;
      waits.set(thread, (numbers[1] ?? 0) / nsPerUs);
    }
  } catch {
    return { missing: `there is no ${folder} on this system` };
  }
  // A kernel that keeps no such statistics has the files, with zeros in them.
  return runNs > 0 ? waits : { missing: 'this kernel keeps no statistics of its run queues (schedstat)' };
}

/** What the threads that there are now have waited since then. Those that have ended meanwhile are not counted. */
export function runQueueWaitSince(before: RunQueueWaits): Pick<ProcessUse, 'runQueueWaitUs' | 'mainRunQueueWaitUs'> {
  const now = runQueueWaitsUs();
  if (isMissing(before)) return { runQueueWaitUs: before, mainRunQueueWaitUs: before };
  if (isMissing(now)) return { runQueueWaitUs: now, mainRunQueueWaitUs: now };
  // A process is named for its main thread, also where processes have other numbers than they are told.
  const main = readlinkSync('/proc/self');
  const us = { runQueueWaitUs: 0, mainRunQueueWaitUs: 0 };
  for (const [thread, waitedUs] of now) {
    const waitUs = waitedUs - (before.get(thread) ?? 0);
    us.runQueueWaitUs += waitUs;
    if (thread === main) us.mainRunQueueWaitUs = waitUs;
  }
  return us;
}

function isMissing(waits: RunQueueWaits): waits is Missing {
  return !(waits instanceof Map);
}

/** Undefined where a thread has ended since the folder was read. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
