/** What the processes of a bench tell one another, over Node's channel between parent and child. */

import type { Contender, Scenario } from './plan.ts';

/** CPU time that a process has used, in microseconds. */
export interface CpuUse {
  readonly userUs: number;
  readonly systemUs: number;
}

/** A server is listening. */
export interface ServerReady {
  /** By the name of the protocol that is spoken there. */
  readonly ports: Readonly<Record<string, number>>;
}

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

export type Request =
  | { readonly type: 'setup'; readonly setup: LoadSetup }
  | { readonly type: 'run'; readonly run: LoadRun }
  | { readonly type: 'cpu' }
  | { readonly type: 'close' };

export type Response =
  | { readonly type: 'ready'; readonly ports: ServerReady['ports'] }
  | { readonly type: 'result'; readonly result: LoadResult }
  | { readonly type: 'cpu'; readonly cpu: CpuUse }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly message: string };

export function cpuUse(since?: CpuUse): CpuUse {
  const { user, system } = process.cpuUsage();
  return { userUs: user - (since?.userUs ?? 0), systemUs: system - (since?.systemUs ?? 0) };
}
