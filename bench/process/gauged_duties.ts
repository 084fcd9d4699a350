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
    gaugeStart: async () => gauge.start(),
    gaugeStop: () => gauge.stop(),
    gauge: async ({ startAtEpochMs, openMs, stallMs }: GaugedPart) => {
      const endAtEpochMs = startAtEpochMs + openMs;
      await until(startAtEpochMs);
      gauge.start();
      if (stallMs !== undefined) {
        await until((startAtEpochMs + endAtEpochMs) / 2);
        stall(stallMs);
      }
      await until(endAtEpochMs);
      return gauge.stop();
    },
  };
}

/** By Date.now(). */
async function until(epochMs: number): Promise<void> {
  const ms = epochMs - Date.now();
  if (ms > 0) await setTimeout(ms);
}
