/** What a process can be asked for that measures one part of a message by itself. Pure types. */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { CpuUse } from '../process/cpu_use.ts';
import type { LoadAlone } from './load_alone.ts';

export interface AttributionSetup {
  readonly workload: Workload;
  readonly seed: number;
  readonly part: AttributionPart;
}

/** Encoding and decoding alone, the core over that ledger, or the load generator over a core and no transport. */
export type AttributionPart =
  | { readonly kind: 'codec'; readonly contender: Contender }
  | { readonly kind: 'core'; readonly ledger: LedgerOptions }
  | { readonly kind: 'load'; readonly load: LoadAlone };

export type AttributionDuties = {
  /** So many messages: the CPU that all threads of the process used for each. A load is for its time, and once. */
  readonly run: (request: { readonly messages: number }) => Promise<CpuUse>;
  /** Leaves its files whole. */
  readonly close: (request: undefined) => Promise<void>;
};
