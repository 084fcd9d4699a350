/** What a process can be asked for that measures one part of a message by itself. Pure types. */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { CpuUse } from '../process/cpu_use.ts';

export interface AttributionSetup {
  readonly workload: Workload;
  readonly seed: number;
  /** Encoding and decoding alone, or the core over that ledger. */
  readonly part:
    | { readonly kind: 'codec'; readonly contender: Contender }
    | { readonly kind: 'core'; readonly ledger: LedgerOptions };
}

export type AttributionDuties = {
  /** So many messages: the CPU that all threads of the process used for them together. */
  readonly run: (request: { readonly messages: number }) => Promise<CpuUse>;
  /** Leaves its files whole. */
  readonly close: (request: undefined) => Promise<void>;
};
