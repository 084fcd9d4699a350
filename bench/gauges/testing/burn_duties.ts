/** What a process that uses a known amount of CPU can be asked for. */

import type { ProcessUse } from '../../run/run.ts';

export type BurnDuties = {
  /** Runs for so long, and says for how long it did. */
  readonly burn: (request: { readonly ms: number }) => Promise<{ readonly burntMs: number; readonly use: ProcessUse }>;
  readonly rest: (request: { readonly ms: number }) => Promise<ProcessUse>;
  /** Makes garbage, much of which has to be collected. */
  readonly collect: (request: undefined) => Promise<ProcessUse>;
};
