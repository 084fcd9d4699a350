/** The duties that every server of an open loop has, whatever it serves. */

import { ProcessGauge } from '../gauges/process_use.ts';
import { cpuUse } from './cpu_use.ts';
import { stall } from './faults.ts';
import type { GaugedServerDuties } from './server_duties.ts';

export function gaugedDuties(close: () => Promise<void>): GaugedServerDuties {
  const gauge = new ProcessGauge();
  return {
    cpu: async () => cpuUse(),
    close,
    gaugeStart: async () => gauge.start(),
    gaugeStop: () => gauge.stop(),
    stall: async ({ ms }) => {
      setImmediate(() => stall(ms));
    },
  };
}
