/**
 * One run: a server, its load generators and a probe, in fresh processes, under one load; what to run, and what came of
 * it. The unit of all statistics. Pure data; runner.ts does it.
 */

import type { Contender } from '../plan/contenders.ts';
import type { Workload } from '../plan/workload.ts';

export interface RunSpec {
  readonly contender: Contender;
  readonly workload: Workload;
  /** Of the schedule and the payloads: runs with one seed, workload and rate send the same bytes at the same times. */
  readonly seed: number;
  /** Offered by all load generators together, in the open loop; the probe's come on top. */
  readonly ratePerSecond: number;
  readonly generators: number;
  /** Offered by the probe, over a connection of its own, on the same schedule whatever the rate. */
  readonly probePerSecond: number;
  /** The open loop is warmed up until it has settled, for so long at most, then measured for `openMs`. */
  readonly warmUpMsMax: number;
  readonly openMs: number;
  /** After that, and by the same processes: as much as goes through with so many requests under way for each generator. */
  readonly closed: { readonly window: number; readonly durationMs: number } | undefined;
  /** `null`: a peer that speaks the transport and gives canned replies, to see what the load generator itself can do. */
  readonly peer: 'duet' | 'null';
  /** For the bench's tests of itself. */
  readonly fault?: Fault | undefined;
}

/** What is made to go wrong on purpose. */
export type Fault =
  /** The server does nothing for so long, once, in the middle of the open loop. */
  | { readonly kind: 'stall'; readonly ms: number }
  /** The server uses so much more CPU for each request. */
  | { readonly kind: 'burn'; readonly usPerRequest: number }
  /** So much of the load generator's CPU is taken by something else: 0.5 is half of a core. */
  | { readonly kind: 'starve'; readonly share: number }
  /** One in so many replies is wrong. */
  | { readonly kind: 'wrongReply'; readonly every: number }
  /** One in so many deliveries does not come. */
  | { readonly kind: 'lostDelivery'; readonly every: number };

/** Where a figure cannot be had on this machine: why. */
export interface Missing {
  readonly missing: string;
}

export function isMissing(value: object): value is Missing {
  return 'missing' in value;
}

export interface RunResult {
  readonly startedAt: string;
  readonly warmUp: WarmUp;
  readonly open: OpenLoopResult;
  readonly closed: ClosedLoopResult | undefined;
  /** Over the open loop. One for each generator. */
  readonly server: ProcessUse;
  readonly generators: readonly ProcessUse[];
  readonly probe: ProcessUse;
  readonly system: SystemUse | Missing;
  readonly traffic: Traffic;
  /** Between client and server, as counted; a run with another number than was asked for is no result. */
  readonly sockets: number;
}

export interface WarmUp {
  readonly ms: number;
  /** False: it was still changing after `warmUpMsMax`. Flagged, and kept. */
  readonly settled: boolean;
  /** Answered as fast as they went through, before the open loop began: of all load processes together. */
  readonly heatedRequests: number;
}

export interface OpenLoopResult {
  readonly elapsedMs: number;
  /** Requests whose intended time lay in the measured part, and those of them that were answered, and rightly. */
  readonly offered: number;
  readonly completed: number;
  readonly refused: number;
  /** Requests that were answered, and rightly, within the measured part, whenever they were intended. */
  readonly answeredInPart: number;
  /** Of those offered: they had to wait because their connection had as many under way as it may. */
  readonly heldBack: number;
  /** Requests intended, but not yet answered, at the beginning and at the end of the measured part. */
  readonly backlogAtStart: number;
  readonly backlogAtEnd: number;
  readonly load: Latencies;
  readonly probe: Latencies;
}

/** Histograms in microseconds. Recorded as they were: nothing is corrected afterwards. */
export interface Latencies {
  /** Received - intended: what a user waits who comes at a time of their own. */
  readonly response: EncodedHistogram;
  /** Received - called: what the transport and the server took. */
  readonly service: EncodedHistogram;
  /** Called - intended, without the wait for a connection that had room: what the load generator was late. */
  readonly lag: EncodedHistogram;
}

/** HdrHistogram, V2, compressed, base64. */
export type EncodedHistogram = string;

/** Counted once the loop had got going, and until its time was over: what was answered afterwards is in no figure. */
export interface ClosedLoopResult {
  readonly window: number;
  readonly completed: number;
  /** By a server that was too busy: where there are any, `completed` is not what it can do with all of them. */
  readonly refused: number;
  readonly elapsedMs: number;
  /** 0 to 1, of event loops meanwhile: the busiest load generator's, and the server's. Which of the two had nothing left. */
  readonly generatorUtilisation: number;
  readonly serverUtilisation: number;
}

/** What one process used. */
export interface ProcessUse {
  readonly elapsedMs: number;
  readonly userUs: number;
  readonly systemUs: number;
  /** Of garbage collections, on any of its threads, as far as they held the main thread up. */
  readonly gcUs: number;
  /** 0 to 1: how much of the time its event loop was not waiting. */
  readonly eventLoopUtilisation: number;
  readonly eventLoopDelayP99Us: number;
  /** How long its threads were ready to run, and had no CPU: the sum of all, and the main thread's. */
  readonly runQueueWaitUs: number | Missing;
  readonly mainRunQueueWaitUs: number | Missing;
  /** Of a load process: the CPU of the thread that only wakes it when requests are intended, in neither time above. */
  readonly pacerCpuUs?: number | undefined;
  readonly residentBytes: number;
}

/** What all processes of the machine used, those of others among them. */
export interface SystemUse {
  readonly elapsedMs: number;
  readonly busyUs: number;
  readonly stolenUs: number;
}

/** Between clients and server in the measured part, as the client side reads and writes it. */
export interface Traffic {
  readonly socket: { readonly writtenBytes: number; readonly readBytes: number } | Missing;
  /** With all headers, from Ethernet's up; exact, where the run has a network of its own. */
  readonly network: { readonly bytes: number; readonly packets: number } | Missing;
  /** What these are of: requests that were answered in that part, the probe's among them. */
  readonly requests: number;
}

/** Does one run. Rejects with RunRefused where a reply was wrong or a delivery missing, or with the signal's reason. */
export interface Runner {
  run(spec: RunSpec, signal?: AbortSignal): Promise<RunResult>;
}

/** A reply was wrong, a delivery missing or a socket too many: nothing of this bench may be published. */
export class RunRefused extends Error {
  override readonly name = 'RunRefused';
}
