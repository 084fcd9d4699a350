/** Everything of the example's results that is no run. Invented. */

import { type Contender, contenderNames } from '../../plan/contenders.ts';
import { defaultWorkload } from '../../plan/workload.ts';
import type { Missing } from '../../run/run.ts';
import type {
  AttributedPart,
  Attribution,
  Capacity,
  CapacityStep,
  Ceiling,
  Configuration,
  ConnectionCosts,
  FairnessFact,
  MachineFacts,
} from '../results.ts';
import { modelCapacity } from './example_points.ts';

const absent: Missing = { missing: 'this system has no such file' };

export function exampleMachine(sourcesMissing: boolean): MachineFacts {
  return {
    duet: '0.1.0',
    commit: sourcesMissing ? absent : '0123456789abcdef0123456789abcdef01234567',
    node: '24.16.0',
    libraries: { '@grpc/grpc-js': '1.14.7', protobufjs: '8.8.1' },
    system: 'Linux 6.12.0',
    cpu: 'Example CPU @ 2.00GHz',
    cores: 2,
    governor: sourcesMissing ? absent : 'performance',
    memoryGib: 8,
    loadAverage: 0.4,
  };
}

export function exampleConfiguration(seed: number, blocks: number, everything: boolean): Configuration {
  return {
    command: 'duet bench',
    seed,
    scenarios: everything ? ['deliver', 'payload'] : ['deliver'],
    blocksMin: blocks,
    blocksMax: blocks * 3,
    precision: 0.03,
    budgetMs: 1_800_000,
    sloMs: 10,
    generators: 1,
    probePerSecond: 50,
    warmUpMsMax: 5_000,
    openMs: 5_000,
    closed: { window: 64, durationMs: 1_000 },
    pinned: false,
  };
}

export const exampleFairness: readonly FairnessFact[] = [
  { what: 'TCP_NODELAY', is: 'on, both sides' },
  { what: 'sockets per run', is: { wire: '9', grpcUnary: '9', grpcSession: '9' } },
  { what: 'HTTP/2 windows', is: { grpcUnary: 'default', grpcSession: 'default' } },
  { what: 'TLS', is: 'none' },
  { what: 'replies', is: 'every one checked; every delivery counted' },
];

export const exampleCeilings: readonly Ceiling[] = (
  [
    ['wire', 24_000],
    ['grpcUnary', 9_800],
    ['grpcSession', 15_500],
  ] as const
).map(([contender, closedPerSecond]) => ({
  contender,
  workload: defaultWorkload.name,
  closedPerSecond,
  limitedBy: 'generator',
}));

export const exampleCapacities: readonly Capacity[] = contenderNames.map((contender) => {
  const rate = modelCapacity[contender];
  return {
    contender,
    workload: defaultWorkload.name,
    sloMs: 10,
    ratePerSecond: rate,
    failedPerSecond: Math.round(rate * 1.05),
    endedBy: 'failure',
    steps: capacitySteps(rate),
  };
});

function capacitySteps(rate: number): readonly CapacityStep[] {
  const doubling = [0.25, 0.5, 1, 2].map((share) => capacityStep(rate * share, 'doubling', share <= 1));
  const bisection = [1.5, 1.25, 1.12, 1.05].map((share) => capacityStep(rate * share, 'bisection', false));
  return [...doubling, ...bisection, capacityStep(rate, 'confirmation', true)];
}

function capacityStep(rate: number, phase: CapacityStep['phase'], kept: boolean): CapacityStep {
  return {
    ratePerSecond: Math.round(rate),
    phase,
    p99Us: kept ? 4_200 : 61_000,
    achieved: kept ? 1 : 0.93,
    kept,
    reasons: kept ? [] : ['p99 61 ms is over 10 ms', 'answered 93 % of what was offered'],
  };
}

const parts: Readonly<Record<Contender, readonly number[]>> = {
  wire: [9, 17, 52, 11, 0],
  grpcUnary: [16, 201, 84, 11, 0],
  grpcSession: [14, 109, 58, 11, 0],
};
const partNames: readonly AttributedPart[] = ['codec', 'framing', 'systemCalls', 'core', 'disk'];

export function exampleAttribution(sourcesMissing: boolean): readonly Attribution[] {
  return contenderNames.map((contender) => ({
    contender,
    workload: defaultWorkload.name,
    parts: partNames.map((name, index) => ({
      name,
      usPerMessage: sourcesMissing && name === 'systemCalls' ? absent : (parts[contender][index] ?? 0),
    })),
    notes: ['codec: encoding and decoding alone, without sockets', 'framing: what is left of the whole'],
  }));
}

const perConnection: Readonly<Record<Contender, number>> = { wire: 9_200, grpcUnary: 61_000, grpcSession: 74_000 };

export function exampleConnections(sourcesMissing: boolean): readonly ConnectionCosts[] {
  return contenderNames.map((contender) => ({
    contender,
    samples: [0, 1_000, 2_500, 5_000].map((connections) => ({
      connections,
      serverResidentBytes: 90_000_000 + connections * perConnection[contender],
    })),
    bytesPerConnection: perConnection[contender],
    connectsPerSecond: contender === 'wire' ? 5_200 : 900,
    loginsPerSecond: 21,
    reconnectMs: contender === 'wire' ? 1_300 : 6_400,
    notes: ['each connection had an account, a session and a subscriber of its own'],
    server: sourcesMissing
      ? absent
      : {
          elapsedMs: 6_000,
          userUs: 2_100_000,
          systemUs: 900_000,
          gcUs: 60_000,
          eventLoopUtilisation: 0.5,
          eventLoopDelayP99Us: 4_000,
          runQueueWaitUs: 90_000,
          mainRunQueueWaitUs: 60_000,
          residentBytes: 120_000_000,
        },
  }));
}
