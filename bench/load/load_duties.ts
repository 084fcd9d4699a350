/**
 * What a load process can be asked for, in this order: `setup`, `heat`, `openStart`, `openSample` as often as wanted,
 * `openMeasure`, then `closed`. The load generators and the probe are the same program. Pure data.
 */

import type { SocketBytes } from '../gauges/socket_bytes.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';
import type { Latencies, ProcessUse } from '../run/run.ts';

/**
 * What the text of a failed duty begins with where a reply was wrong or a delivery missing, so that nothing may be
 * published. Errors cross from process to process as text: after the coordinator's own words, so look for it anywhere.
 */
export const refusedMark = 'RunRefused: ';

/** How many requests may wait in one load process for their connection; further ones are offered, and never called. */
export const backlogMax = 1_048_576;

export interface LoadSetup {
  readonly contender: Contender;
  readonly workload: Workload;
  readonly host: string;
  /** By the name of the transport. */
  readonly ports: Readonly<Record<string, number>>;
  /** Of the run: the same for all contenders of a block. */
  readonly seed: number;
  /** Which of the run's load generators this is, from 0: each has a schedule and accounts of its own. */
  readonly index: number | 'probe';
}

export interface LoadReady {
  /** How many connections it has to the server. A probe has one of each kind, whatever the workload says. */
  readonly sockets: number;
}

export interface OpenStart {
  /** Of this process: the run's rate divided by its generators. */
  readonly ratePerSecond: number;
  /** When to begin, by Date.now(), so that all processes begin together; what has passed is now. */
  readonly startAtEpochMs: number;
}

/** What has happened since the sample before, or since the start. */
export interface OpenSample {
  readonly elapsedMs: number;
  readonly offered: number;
  readonly completed: number;
  /** Median of the response of those; undefined where there was none. */
  readonly p50Us: number | undefined;
  readonly cpuUs: number;
}

export interface OpenMeasure {
  /**
   * When the measured part begins, by Date.now(): there the warm-up's schedule ends and that of the measured part
   * begins, so that it is the same for all contenders, however long they were warmed up.
   */
  readonly startAtEpochMs: number;
  readonly openMs: number;
  /** How long to wait, after the end of that part, for what was called: default 10,000. A delivery later than that is missing. */
  readonly drainMsMax?: number | undefined;
}

/** Of one process. The gauges ran for exactly the measured part. Nothing is offered after it. */
export interface OpenLoopPart {
  readonly elapsedMs: number;
  /** See OpenLoopResult. `offered - completed - refused` were never called, for want of a connection that was free. */
  readonly offered: number;
  readonly completed: number;
  readonly refused: number;
  readonly answeredInPart: number;
  readonly backlogAtStart: number;
  readonly backlogAtEnd: number;
  /** How many had to wait because their connection had as many under way as it may: see under_way.ts. */
  readonly heldBack: number;
  readonly latencies: Latencies;
  readonly use: ProcessUse;
  /** Of its connections, in the measured part: by a SocketBytesGauge that was made before them. */
  readonly socket: SocketBytes;
}

export interface Heat {
  readonly window: number;
  /** It ends when so many are answered, or after `msMax`; not before `msMin`, since compilers take their time too. */
  readonly requests: number;
  readonly msMin: number;
  readonly msMax: number;
  /** How long to wait for the last answers: default 10,000. */
  readonly drainMsMax?: number | undefined;
}

export interface Heated {
  readonly requests: number;
}

export interface Closed {
  readonly window: number;
  /** It begins at once, and counts from here on, by Date.now(): by then the window is full, and all processes at it. */
  readonly startAtEpochMs: number;
  readonly durationMs: number;
}

/** Of one process. What was answered, or refused, within `durationMs`; all that was asked is answered by its end. */
export interface ClosedLoopPart {
  readonly window: number;
  readonly completed: number;
  readonly refused: number;
  readonly elapsedMs: number;
  readonly eventLoopUtilisation: number;
}

export type LoadDuties = {
  /** Opens connections, creates accounts and subscriptions, fills what `history` reads. */
  readonly setup: (request: LoadSetup) => Promise<LoadReady>;
  /** Code learns by requests and not by time: as many as go through. */
  readonly heat: (request: Heat) => Promise<Heated>;
  /** Resolves at once; the open loop then goes on by itself. */
  readonly openStart: (request: OpenStart) => Promise<void>;
  readonly openSample: (request: undefined) => Promise<OpenSample>;
  /** Resolves when all that was called is answered. No other duty may be asked for meanwhile. */
  readonly openMeasure: (request: OpenMeasure) => Promise<OpenLoopPart>;
  readonly closed: (request: Closed) => Promise<ClosedLoopPart>;
};
