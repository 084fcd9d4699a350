/** What a load generator is told, and what it answers. */

import type { CpuUse } from '../process/cpu_use.ts';
import type { Contender, Scenario } from './plan.ts';

/** Where a load generator finds its server. */
export interface LoadSetup {
  readonly contender: Contender;
  readonly ports: Readonly<Record<string, number>>;
  readonly bodyBytes: number;
}

/** One measurement to make. */
export interface LoadRun {
  readonly scenario: Scenario;
  readonly window: number;
  readonly durationMs: number;
}

/** One measurement that was made. Every message counted was answered and checked. */
export interface LoadResult {
  readonly messages: number;
  readonly elapsedMs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly clientCpu: CpuUse;
}

export type LoadDuties = {
  readonly setup: (setup: LoadSetup) => Promise<void>;
  readonly run: (run: LoadRun) => Promise<LoadResult>;
};
