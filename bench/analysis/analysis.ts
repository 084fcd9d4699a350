/** What follows from results: ratios with intervals, verdicts, curves. Pure data; analyse.ts makes it of Results. */

import type { Contender, GrpcContender } from '../plan/contenders.ts';
import type { Missing } from '../run/run.ts';

export interface Analysis {
  /** First of all: whether, and how far, the rest is to be believed. */
  readonly validity: readonly ValidityLine[];
  readonly selfComparisons: readonly SelfComparison[];
  /** Fixed before anything is measured: six metrics, each with both ways of gRPC. */
  readonly headline: readonly Comparison[];
  readonly exploratory: readonly Comparison[];
  readonly summaries: readonly PointSummary[];
  readonly grpcWins: readonly Comparison[];
  /** Of fan-out and backlog; exploratory, as all but the headline is. */
  readonly deliveries: readonly DeliveryComparison[];
  readonly blocks: number;
}

export interface ValidityLine {
  readonly ok: boolean;
  readonly text: string;
}

export const metricNames = [
  'throughput',
  'responseP50',
  'responseP99',
  'serverCpu',
  'clientCpu',
  'socketBytes',
  'systemCpu',
  'serviceP50',
  'serviceP99',
  'serverGc',
] as const;
export type MetricName = (typeof metricNames)[number];

/** A comparison of each contender with itself: how much two runs of the same differ here. */
export interface SelfComparison {
  readonly metric: MetricName;
  readonly contender: Contender;
  readonly point: string;
  readonly ratio: Interval;
  readonly blocks: number;
}

/** A geometric mean of ratios, with its 95 % interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Comparison {
  readonly metric: MetricName;
  readonly point: string;
  readonly to: GrpcContender;
  /** Medians over runs, in the metric's unit. */
  readonly wire: number;
  readonly grpc: number;
  /** How many times better wire is: over 1 wire wins, whether more or less of the metric is better. */
  readonly advantage: Interval;
  readonly blocks: number;
  /** By flipping signs, two-sided. The second is Holm's, over all headline comparisons with the same `to`. */
  readonly p: number;
  readonly pHolm: number | undefined;
  /** Whether p is of all ways to flip the signs; of many blocks it is of a sample of them. */
  readonly exact: boolean;
  /** What is too small to matter here: 0.03 is 3 %. */
  readonly margin: number;
  readonly verdict: Verdict;
  /** Too few blocks for any p to pass Holm's correction: the verdict is the interval's alone, and to be called so. */
  readonly preliminary: boolean;
  /** Where either side was limited by the load generator, so that the ratio is a bound at best. */
  readonly generatorLimited: readonly Contender[];
}

/** Of fan-out or backlog: one figure of wire and of gRPC, round by round. */
export interface DeliveryComparison {
  /** As in `fanout to 100`, or `backlog`. */
  readonly where: string;
  readonly label: string;
  readonly unit: 'us' | 'perSecond';
  readonly to: GrpcContender;
  /** Medians over rounds. */
  readonly wire: number;
  readonly grpc: number;
  /** How many times better wire is. */
  readonly advantage: Interval;
  readonly rounds: number;
}

export type Verdict =
  | { readonly kind: 'better'; readonly who: 'wire' | 'grpc' }
  | { readonly kind: 'equivalent' }
  /** Not by chance, and within the margin. */
  | { readonly kind: 'realSmall'; readonly who: 'wire' | 'grpc' }
  | { readonly kind: 'inconclusive'; readonly moreBlocks: number | undefined }
  /** The interval lies beyond the margin, and yet the test does not rule chance out. */
  | { readonly kind: 'unproven' };

/** One contender at one point, over all its runs. */
export interface PointSummary {
  readonly point: string;
  readonly contender: Contender;
  readonly runs: number;
  readonly offeredPerSecond: number;
  readonly achievedPerSecond: number;
  readonly closedPerSecond: number | undefined;
  readonly response: Percentiles;
  readonly service: Percentiles;
  readonly lag: Percentiles;
  /** The probe's, which are the headline latency. */
  readonly probeResponse: Percentiles;
  readonly cpuUsPerMessage: CpuPerMessage;
  readonly socketBytesPerMessage: number | Missing;
  readonly networkBytesPerMessage: number | Missing;
  readonly packetsPerMessage: number | Missing;
  readonly unsettledRuns: number;
  /** Of all that was offered: what waited because its connection had as many under way as it may. */
  readonly heldBackShare: number;
  /** What limited it; the first is the answer in short. */
  readonly limits: readonly Limit[];
  /** Of the probe's median response, how much the probe was late itself; undefined where that is not known. */
  readonly probeLagShare: number | undefined;
  /** What the probe was short of; empty: nothing. */
  readonly probeLimits: readonly string[];
  /** Whether it was the load generator that had nothing left in the closed loop. */
  readonly closedHeldBack: boolean;
}

export interface Limit {
  readonly kind: 'generator' | 'server' | 'machine' | 'offered';
  readonly text: string;
}

/** Of histograms of all runs together, in microseconds. Undefined: fewer than 30 samples beyond it. */
export interface Percentiles {
  readonly samples: number;
  readonly p50Us: number | undefined;
  readonly p90Us: number | undefined;
  readonly p99Us: number | undefined;
  readonly p999Us: number | undefined;
  readonly maxUs: number;
}

/** Medians over runs, in microseconds of one core. */
export interface CpuPerMessage {
  readonly serverUserUs: number;
  readonly serverSystemUs: number;
  readonly serverGcUs: number;
  readonly clientUserUs: number;
  readonly clientSystemUs: number;
  readonly systemUs: number | undefined;
}
