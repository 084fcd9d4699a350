/** One run of the example, by a model: waiting grows as capacity is neared, tails are lognormal. Nothing is measured. */

import type { Contender } from '../../plan/contenders.ts';
import type { EncodedHistogram, Latencies, Missing, ProcessUse, RunResult } from '../../run/run.ts';
import type { SeededRandom } from '../../statistics/random.ts';
import type { Point } from '../results.ts';
import { lognormalHistogram, normal } from './example_histograms.ts';
import type { ExampleOptions } from './example_options.ts';
import { modelCapacity } from './example_points.ts';

interface Model {
  /** Without any waiting. */
  readonly serviceUs: number;
  readonly serverCpuUs: number;
  readonly clientCpuUs: number;
  readonly socketBytes: number;
  readonly framesPerMessage: number;
}

const models: Readonly<Record<Contender, Model>> = {
  wire: { serviceUs: 230, serverCpuUs: 48, clientCpuUs: 52, socketBytes: 210, framesPerMessage: 3.1 },
  grpcUnary: { serviceUs: 620, serverCpuUs: 148, clientCpuUs: 176, socketBytes: 560, framesPerMessage: 4.9 },
  grpcSession: { serviceUs: 410, serverCpuUs: 97, clientCpuUs: 104, socketBytes: 296, framesPerMessage: 3.4 },
};

const openMs = 5_000;
const probePerSecond = 50;
const absent: Missing = { missing: 'this kernel does not count it' };

export interface ExampleRun {
  readonly point: Point;
  readonly contender: Contender;
  readonly settings: Required<ExampleOptions>;
  /** Of the run, in the order of running. */
  readonly number: number;
  readonly random: SeededRandom;
}

export function exampleRun({ point, contender, settings, number, random }: ExampleRun): RunResult {
  const model = models[settings.allAlike ? 'wire' : contender];
  const capacity = modelCapacity[settings.allAlike ? 'wire' : contender];
  const cost = settings.cost[contender] ?? 1;
  const varied = (value: number): number => value * Math.exp(settings.noise * normal(random));
  const rate = point.ratePerSecond[contender];
  const offered = Math.round((rate * openMs) / 1_000);
  const probes = Math.round((probePerSecond * openMs) / 1_000);
  const load = Math.min(0.97, (rate * cost) / capacity);
  const sizeFactor = 1 + point.workload.payload.bytesMin / 8_192;
  const medianUs = varied(model.serviceUs * cost * sizeFactor * (1 + (0.6 * load) / (1 - load)));
  const requests = offered + probes;
  const stalled = number % 89 === 88;
  return {
    startedAt: new Date(Date.UTC(2026, 0, 2, 3, 5, number * 3)).toISOString(),
    warmUp: { ms: Math.round(varied(1_400)), settled: !stalled, heatedRequests: 10_000 },
    open: {
      elapsedMs: openMs,
      offered,
      completed: offered,
      refused: 0,
      answeredInPart: offered - Math.round(load),
      heldBack: load > 0.85 ? Math.round(offered * 0.04) : 0,
      backlogAtStart: Math.round(load * 4),
      backlogAtEnd: Math.round(load * 5),
      load: latencies(offered, medianUs, 0.35 + 0.5 * load, settings.allAlike ? 0 : load),
      probe: latencies(probes, medianUs * 0.97, 0.3 + 0.5 * load, 0),
    },
    closed: {
      window: 64,
      completed: Math.round(varied((1.15 * capacity) / cost)),
      refused: 0,
      elapsedMs: 1_000,
      generatorUtilisation: 0.6,
      serverUtilisation: 0.97,
    },
    server: processUse(varied(model.serverCpuUs * cost * sizeFactor) * requests, load, settings.sourcesMissing),
    generators: [processUse(varied(model.clientCpuUs * cost * sizeFactor) * offered, load, settings.sourcesMissing)],
    probe: processUse(varied(model.clientCpuUs * 2.2 * cost) * probes, 0.02, settings.sourcesMissing),
    system: settings.sourcesMissing
      ? absent
      : {
          elapsedMs: openMs,
          busyUs: Math.round(varied((model.serverCpuUs + model.clientCpuUs) * 1.25 * cost * sizeFactor) * requests),
          stolenUs: Math.round(openMs * 4 * random.next()),
        },
    traffic: traffic(point, model, requests, random, settings.sourcesMissing),
    sockets: 9,
  };
}

function latencies(count: number, medianUs: number, sigma: number, load: number): Latencies {
  return {
    response: lognormalHistogram(count, medianUs + 20, sigma),
    service: lognormalHistogram(count, medianUs, sigma * 0.9),
    lag: lag(count, load),
  };
}

/** Late at all only when the generator has much to do. */
function lag(count: number, load: number): EncodedHistogram {
  return lognormalHistogram(count, load > 0.85 ? 90 : 20, load > 0.85 ? 1.2 : 0.5);
}

function processUse(cpuUs: number, busy: number, sourcesMissing: boolean): ProcessUse {
  return {
    elapsedMs: openMs,
    userUs: Math.round(cpuUs * 0.68),
    systemUs: Math.round(cpuUs * 0.32),
    gcUs: Math.round(cpuUs * 0.03),
    eventLoopUtilisation: Math.min(0.98, Math.max(busy, cpuUs / (openMs * 1_000))),
    eventLoopDelayP99Us: Math.round(1_100 + 900 * busy),
    runQueueWaitUs: sourcesMissing ? absent : Math.round(openMs * 1_000 * 0.04 * busy),
    mainRunQueueWaitUs: sourcesMissing ? absent : Math.round(openMs * 1_000 * 0.03 * busy),
    residentBytes: 92_000_000 + Math.round(20_000_000 * busy),
  };
}

function traffic(
  point: Point,
  model: Model,
  requests: number,
  random: SeededRandom,
  missing: boolean,
): RunResult['traffic'] {
  const { bytesMin, text } = point.workload.payload;
  const escaped = text === 'delimiters' && model === models.wire ? 2 : 1;
  // There and back again.
  const bytes = Math.round(
    requests * (model.socketBytes - 2 * 100 + 2 * bytesMin * escaped) * (1 + 0.001 * random.next()),
  );
  const packets = Math.round(requests * (model.framesPerMessage + bytesMin / 30_000));
  const written = Math.round(bytes / 2);
  return {
    socket: missing ? absent : { writtenBytes: written, readBytes: bytes - written },
    network: missing ? absent : { bytes: bytes + packets * 66, packets },
    requests,
  };
}
