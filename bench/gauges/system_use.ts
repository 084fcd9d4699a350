/** What all processes of the machine use between two moments, from /proc/stat. Linux only; of a guest, its own view. */

import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Missing, SystemUse } from '../run/run.ts';

/** USER_HZ, which Linux fixes at 100 for what it shows to programs. */
const usPerTick = 10_000;

export class SystemGauge {
  readonly #beginning: SystemTimes | Missing = systemTimes();
  readonly #beganMs = performance.now();

  /** Since this gauge was made. */
  read(): SystemUse | Missing {
    const now = systemTimes();
    const elapsedMs = performance.now() - this.#beganMs;
    if ('missing' in this.#beginning) return this.#beginning;
    if ('missing' in now) return now;
    return {
      elapsedMs,
      busyUs: now.busyUs - this.#beginning.busyUs,
      stolenUs: now.stolenUs - this.#beginning.stolenUs,
    };
  }
}

/** Since the machine was started. */
interface SystemTimes {
  readonly busyUs: number;
  readonly stolenUs: number;
}

function systemTimes(): SystemTimes | Missing {
  try {
    return parseSystemTimes(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return { missing: 'there is no /proc/stat on this system' };
  }
}

/** Of the first line of /proc/stat: user nice system idle iowait irq softirq steal guest guest_nice (proc_stat(5)). */
export function parseSystemTimes(stat: string): SystemTimes {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = stat
    .slice(0, stat.indexOf('\n'))
    .split(/ +/)
    .slice(1)
    .map(Number);
  // Guests are in user and nice already.
  return { busyUs: (user + nice + system + irq + softirq) * usPerTick, stolenUs: steal * usPerTick };
}
