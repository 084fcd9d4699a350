/** Summaries of measurements that are made up: the arithmetic, not the speed of anything. */

import test from 'ava';
import { median } from '../statistics/median.ts';
import { type Contender, contenders } from './plan.ts';
import { renderReport } from './report.ts';
import type { Measurement } from './run.ts';
import { type Summary, summarise } from './summary.ts';

function measurement(
  contender: Contender,
  round: number,
  messagesPerSecond: number,
  more: Partial<Measurement> = {},
): Measurement {
  return {
    contender,
    ledger: contenders[contender].floor ? undefined : 'memory-ledger',
    scenario: 'deliver',
    window: 64,
    round,
    messages: 10_000,
    elapsedMs: 1_000,
    messagesPerSecond,
    p50Us: 100,
    p99Us: 1_000,
    clientCpu: { userUs: 1, systemUs: 1 },
    serverCpu: { userUs: 1, systemUs: 1 },
    serverCpuUsPerMessage: 4,
    clientCpuUsPerMessage: 4,
    diskSyncUs: undefined,
    ...more,
  };
}

function summary(measurements: readonly Measurement[]): Summary {
  return summarise(measurements, []);
}

test('the median of an even number of values is halfway between the two in the middle', (t) => {
  t.is(median([3, 1, 2]), 2);
  t.is(median([4, 1, 2, 3]), 2.5);
});

test('a ratio is taken round by round, not from medians of different rounds', (t) => {
  const { ratios } = summary([
    measurement('wire', 1, 100),
    measurement('grpcSession', 1, 50),
    measurement('wire', 2, 300),
    measurement('grpcSession', 2, 100),
    measurement('wire', 3, 400),
    measurement('grpcSession', 3, 400),
  ]);
  t.deepEqual(
    ratios.map(({ of, to, throughput }) => [of.contender, to.contender, throughput]),
    [['wire', 'grpcSession', { median: 2, min: 1, max: 3 }]],
  );
});

test('a percentile with fewer than 30 samples beyond it in some round is withheld', (t) => {
  const enough = summary([measurement('wire', 1, 100, { messages: 3_000 })]);
  const tooFew = summary([measurement('wire', 1, 100), measurement('wire', 2, 100, { messages: 2_999 })]);
  t.is(enough.cells[0]?.p99Us, 1_000);
  t.is(tooFew.cells[0]?.p99Us, undefined);
});

test('where gRPC is better by any metric it is named as winning, with by how much', (t) => {
  const { grpcWins } = summary([
    measurement('wire', 1, 100, { p50Us: 120 }),
    measurement('grpcUnary', 1, 90),
    measurement('grpcSession', 1, 125, { p50Us: 130 }),
  ]);
  t.deepEqual(
    grpcWins.map(({ contender, metric, factor }) => [contender, metric, factor]),
    [
      ['grpcUnary', 'p50', 1.2],
      ['grpcSession', 'throughput', 1.25],
    ],
  );
});

test('a floor that beats wire is no win of gRPC', (t) => {
  t.deepEqual(summary([measurement('wire', 1, 100), measurement('echoStream', 1, 500)]).grpcWins, []);
});

test('the report lists contenders in their order, says where gRPC wins, and what it does not say', (t) => {
  const measurements = [measurement('grpcSession', 1, 125), measurement('wire', 1, 100)];
  const report = renderReport({
    machine: {
      duet: '0',
      node: '0',
      system: 'test',
      cpu: 'test',
      cores: 2,
      memoryGib: 1,
      loadAverage: 0,
      startedAt: '',
    },
    plan: { cells: measurements, rounds: 1, cellMs: 1_000, bodyBytes: 100, data: '.' },
    commitRates: [],
    place: undefined,
    summary: summary(measurements),
    locks: { metadataSharedNs: 1, metadataExclusiveNs: 2, inboxNs: 3 },
  });
  t.true(report.indexOf('  wire  ') < report.indexOf('  gRPC session  '));
  t.regex(report, /Where gRPC wins[^\n]*\n {2}deliver, 64 outstanding: gRPC session, throughput, 1\.25×/);
  t.regex(report, /What this does not say/);
  t.regex(report, /Fewer than 4 cores/);
});
