/** What a server of the bench says once it listens, and what it can be asked for. */

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
