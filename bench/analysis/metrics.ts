/** What is compared: each metric as one number of one run. Knows runs; nothing of other runs. */

import { decodeHistogram } from '../load/histograms.ts';
import { isMissing, type ProcessUse, type RunResult } from '../run/run.ts';
import { percentileUs } from '../statistics/percentiles.ts';
import { sum } from '../statistics/sum.ts';
import type { MetricName } from './analysis.ts';

export interface Metric {
  readonly label: string;
  readonly unit: 'us' | 'usPerMessage' | 'messagesPerSecond' | 'bytesPerMessage';
  readonly better: 'lower' | 'higher';
  /** What the winner is, by so many times: "1.8× cheaper". */
  readonly winner: string;
  /** How it is had, as a sentence without its end. */
  readonly meaning: string;
  /** Undefined where this run does not have it, or it is withheld; above 0 where it is there. */
  readonly of: (run: RunResult) => number | undefined;
}

/**
 * Each median latency is the probe's, which comes at times of its own and at the same rate whatever the load. Its samples
 * are too few for a 99th percentile of one run, and a metric that is now of one source and now of another would be none:
 * so that is always the load's. CPU of server and machine, and bytes, are shared by all requests that were answered while
 * they were counted, the probe's among them. CPU of clients is the load generators', shared by theirs: a probe, that is
 * mostly asleep, pays for each request to wake up.
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  throughput: {
    label: 'throughput, closed loop',
    unit: 'messagesPerSecond',
    better: 'higher',
    winner: 'higher',
    meaning: 'as much as goes through with a fixed number of requests under way',
    // A refusal is cheaper than what was asked for.
    of: ({ closed }) =>
      closed && closed.refused === 0 ? positive((closed.completed * 1_000) / closed.elapsedMs) : undefined,
  },
  responseP50: {
    label: 'response p50',
    unit: 'us',
    better: 'lower',
    winner: 'faster',
    meaning: 'from the intended time until received, of the probe',
    of: ({ open }) => percentileOf(open.probe.response, 50),
  },
  responseP99: {
    label: 'response p99',
    unit: 'us',
    better: 'lower',
    winner: 'faster',
    meaning: 'from the intended time until received, of the load',
    of: ({ open }) => percentileOf(open.load.response, 99),
  },
  serverCpu: {
    label: 'server CPU',
    unit: 'usPerMessage',
    better: 'lower',
    winner: 'cheaper',
    meaning: "the server's user and system time, shared by all requests",
    of: (run) => perRequest(run, cpuUs(run.server)),
  },
  clientCpu: {
    label: 'client CPU',
    unit: 'usPerMessage',
    better: 'lower',
    winner: 'cheaper',
    meaning:
      "the load generators' user and system time, what they do for each request of any contender included, without the thread that wakes them and without the probe, shared by their requests",
    of: (run) => perClientRequest(run, cpuUs),
  },
  socketBytes: {
    label: 'bytes on the socket',
    unit: 'bytesPerMessage',
    better: 'lower',
    winner: 'smaller',
    meaning: 'written and read by the clients, without headers of TCP and below, shared by all requests',
    of: (run) => {
      const { socket } = run.traffic;
      return isMissing(socket) ? undefined : perRequest(run, socket.writtenBytes + socket.readBytes);
    },
  },
  systemCpu: {
    label: 'CPU of the machine',
    unit: 'usPerMessage',
    better: 'lower',
    winner: 'cheaper',
    meaning: 'all that the machine was busy, whoever it was for, shared by all requests',
    of: (run) => (isMissing(run.system) ? undefined : perRequest(run, run.system.busyUs)),
  },
  serviceP50: {
    label: 'service p50',
    unit: 'us',
    better: 'lower',
    winner: 'faster',
    meaning: 'from the call until received, of the load',
    of: ({ open }) => percentileOf(open.load.service, 50),
  },
  serviceP99: {
    label: 'service p99',
    unit: 'us',
    better: 'lower',
    winner: 'faster',
    meaning: 'from the call until received, of the load',
    of: ({ open }) => percentileOf(open.load.service, 99),
  },
  serverGc: {
    label: 'server garbage collection',
    unit: 'usPerMessage',
    better: 'lower',
    winner: 'cheaper',
    meaning: 'how long collections held the server up, shared by all requests',
    of: (run) => perRequest(run, run.server.gcUs),
  },
};

/** Fixed before anything is measured; all others are exploratory. */
export const headlineMetrics: readonly MetricName[] = [
  'throughput',
  'responseP50',
  'responseP99',
  'serverCpu',
  'clientCpu',
  'socketBytes',
];

/** Those that a late or busy load generator makes worse than the server is. */
export const latencyMetrics: readonly MetricName[] = ['responseP50', 'responseP99', 'serviceP50', 'serviceP99'];

/** Of the contenders' values, how many times better wire's is. */
export function advantageOf(metric: MetricName, wire: number, grpc: number): number {
  return metrics[metric].better === 'lower' ? grpc / wire : wire / grpc;
}

export function cpuUs({ userUs, systemUs }: ProcessUse): number {
  return userUs + systemUs;
}

/** Undefined where there were no requests, or there is nothing to share. */
export function perRequest({ traffic }: Pick<RunResult, 'traffic'>, amount: number): number | undefined {
  return traffic.requests > 0 ? positive(amount / traffic.requests) : undefined;
}

/** What the load generators used, by their requests: undefined where there were none. */
export function perClientRequest(
  { open, generators }: Pick<RunResult, 'open' | 'generators'>,
  amount: (use: ProcessUse) => number,
): number | undefined {
  return open.answeredInPart > 0 ? positive(sum(generators.map(amount)) / open.answeredInPart) : undefined;
}

function percentileOf(encoded: string, percentile: number): number | undefined {
  return positive(percentileUs(decodeHistogram(encoded), percentile) ?? 0);
}

/** Ratios are of what is above 0. */
function positive(value: number): number | undefined {
  return value > 0 && Number.isFinite(value) ? value : undefined;
}
