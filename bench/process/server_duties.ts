/** What a server of the bench says once it listens, and what it can be asked for. */

import type { ProcessUse } from '../run/run.ts';
import type { CpuUse } from './cpu_use.ts';

export interface ServerReady {
  /** By the name of the protocol that is spoken there. */
  readonly ports: Readonly<Record<string, number>>;
}

export type ServerDuties = {
  /** The CPU time that it has used so far. */
  readonly cpu: (request: undefined) => Promise<CpuUse>;
  /** Ends what it runs, and leaves its files whole. */
  readonly close: (request: undefined) => Promise<void>;
};

/** A part of an open loop, by Date.now(), so that all processes begin and end it together. */
export interface GaugedPart {
  readonly startAtEpochMs: number;
  readonly openMs: number;
  /** In the middle of it, it does nothing for so long. */
  readonly stallMs?: number | undefined;
}

/** What a server can be asked for in an open loop. */
export type GaugedServerDuties = ServerDuties & {
  /** What it uses in that part. */
  readonly gauge: (request: GaugedPart) => Promise<ProcessUse>;
};
