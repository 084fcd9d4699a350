/** Comparisons of every kind of verdict, by hand: nothing was measured. */

import type { Analysis, Comparison, Interval, MetricName, Verdict } from '../../../analysis/analysis.ts';
import { type Contender, contenderNames, type GrpcContender } from '../../../plan/contenders.ts';

type Row = readonly [
  MetricName,
  GrpcContender,
  mean: number,
  halfWidth: number,
  Verdict,
  limited: readonly Contender[],
];

const better = (who: 'wire' | 'grpc'): Verdict => ({ kind: 'better', who });

const rows: readonly Row[] = [
  ['throughput', 'grpcUnary', 2.8, 0.02, better('wire'), ['wire']],
  ['throughput', 'grpcSession', 1.85, 0.05, better('wire'), []],
  ['responseP99', 'grpcUnary', 0.62, 0.1, better('grpc'), []],
  ['responseP99', 'grpcSession', 1.01, 0.01, { kind: 'equivalent' }, []],
  ['serverCpu', 'grpcUnary', 1.025, 0.002, { kind: 'realSmall', who: 'wire' }, []],
  ['serverCpu', 'grpcSession', 1.04, 0.09, { kind: 'inconclusive', moreBlocks: 7 }, ['wire', 'grpcSession']],
];

export const inventedComparisons: readonly Comparison[] = rows.map(
  ([metric, to, mean, halfWidth, verdict, generatorLimited]) => ({
    metric,
    point: 'deliver-equal',
    to,
    wire: 100,
    grpc: 100 * mean,
    advantage: around(mean, halfWidth),
    blocks: 12,
    p: 0.001,
    pHolm: 0.006,
    exact: true,
    margin: 0.034,
    verdict,
    preliminary: false,
    generatorLimited,
  }),
);

export const inventedSelfComparisons: Analysis['selfComparisons'] = ['throughput', 'serverCpu'].flatMap((metric, row) =>
  contenderNames.map((contender, index) => ({
    metric: metric as MetricName,
    contender,
    point: 'deliver-equal',
    ratio: around(1 + index * 0.004, 0.02 + row * 0.01),
    blocks: 12,
  })),
);

function around(mean: number, halfWidth: number): Interval {
  return { mean, low: mean * (1 - halfWidth), high: mean * (1 + halfWidth) };
}
