/** The duties that every server of an open loop has, whatever it serves. */

import { setTimeout } from 'node:timers/promises';
import { ProcessGauge } from '../gauges/process_use.ts';
import { cpuUse } from './cpu_use.ts';
import { stall } from './faults.ts';
import type { GaugedPart, GaugedServerDuties } from './server_duties.ts';

export function gaugedDuties(close: () => Promise<void>): GaugedServerDuties {
  const gauge = new ProcessGauge();
  return {
    cpu: async () => cpuUse(),
    close,
    gauge: async ({ startAtEpochMs, openMs, stallMs }: GaugedPart) => {
      await until(startAtEpochMs);
      // A server too busy to hear of it in time is gauged for as long all the same, as load processes are.
      const fromEpochMs = Math.max(startAtEpochMs, Date.now());
      gauge.start();
      if (stallMs !== undefined) {
        await until(fromEpochMs + openMs / 2);
        stall(stallMs);
      }
      await until(fromEpochMs + openMs);
      return gauge.stop();
    },
  };
}

/** By Date.now(). */
async function until(epochMs: number): Promise<void> {
  const ms = epochMs - Date.now();
  if (ms > 0) await setTimeout(ms);
}
