/** What the pacing thread costs, apart from what the requests do. Pure. */

import type { CpuUse } from '../process/cpu_use.ts';
import type { ProcessUse } from '../run/run.ts';

/** Waking a load generator is the bench's work, of all contenders the same, and no client's. */
export function withoutPacer(use: ProcessUse, before: CpuUse, after: CpuUse): ProcessUse {
  const userUs = after.userUs - before.userUs;
  const systemUs = after.systemUs - before.systemUs;
  return {
    ...use,
    userUs: Math.max(0, use.userUs - userUs),
    systemUs: Math.max(0, use.systemUs - systemUs),
    pacerCpuUs: userUs + systemUs,
  };
}
