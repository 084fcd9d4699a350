/** What is said of figures. */

import test from 'ava';
import type { Capacity } from '../results/results.ts';
import { exampleResults } from '../results/testing/example_results.ts';
import { isMissing } from '../run/run.ts';
import { analyse } from './analyse.ts';
import type { Comparison } from './analysis.ts';
import * as texts from './texts.ts';

const example: Comparison = {
  metric: 'serverCpu',
  point: 'p',
  to: 'grpcSession',
  wire: 48,
  grpc: 86.4,
  advantage: { mean: 1.8, low: 1.6, high: 2 },
  blocks: 12,
  p: 0.0005,
  pHolm: 0.003,
  exact: true,
  margin: 0.03,
  verdict: { kind: 'better', who: 'wire' },
  preliminary: false,
  generatorLimited: [],
};
const turned = { mean: 1 / 1.8, low: 0.5, high: 1 / 1.6 };

const said: readonly (readonly [change: Partial<Comparison>, comparison: string, verdict: string])[] = [
  [{}, 'wire 1.80× [1.60, 2.00] cheaper', 'wire cheaper'],
  [{ preliminary: true }, 'wire 1.80× [1.60, 2.00] cheaper', 'wire cheaper (preliminary)'],
  [
    { advantage: turned, verdict: { kind: 'better', who: 'grpc' }, metric: 'responseP99' },
    'gRPC session 1.80× [1.60, 2.00] faster',
    'gRPC session faster',
  ],
  [
    { advantage: { mean: 1.001, low: 0.99, high: 1.012 }, verdict: { kind: 'equivalent' } },
    'wire 1.00× [0.99, 1.01] cheaper',
    'equivalent within ± 3 %',
  ],
  [
    { advantage: { mean: 1.0151, low: 1.0101, high: 1.0201 }, verdict: { kind: 'realSmall', who: 'wire' } },
    'wire 1.015× [1.010, 1.020] cheaper',
    'real, small: wire, within ± 3 %',
  ],
  [
    { verdict: { kind: 'inconclusive', moreBlocks: 7 }, margin: 0.054, metric: 'throughput' },
    'wire 1.80× [1.60, 2.00] higher',
    'inconclusive: about 7 more blocks',
  ],
  [
    { verdict: { kind: 'inconclusive', moreBlocks: undefined }, margin: 0.054 },
    'wire 1.80× [1.60, 2.00] cheaper',
    'inconclusive: too near to ± 5.4 % to tell',
  ],
  [
    { verdict: { kind: 'unproven' } },
    'wire 1.80× [1.60, 2.00] cheaper',
    'unproven: beyond ± 3 %, but it may be chance',
  ],
  [{ generatorLimited: ['wire'] }, 'wire ≥ 1.80× [1.60, 2.00] cheaper', 'wire cheaper'],
  [{ generatorLimited: ['grpcSession'] }, 'wire ≤ 1.80× [1.60, 2.00] cheaper', 'wire cheaper'],
  [{ generatorLimited: ['wire', 'grpcSession'] }, 'wire ≈ 1.80× [1.60, 2.00] cheaper', 'wire cheaper'],
  [{ generatorLimited: ['wire'], advantage: turned }, 'gRPC session ≤ 1.80× [1.60, 2.00] cheaper', 'wire cheaper'],
];

for (const [change, comparison, verdict] of said) {
  test(`said of ${JSON.stringify(change)}: ${comparison}; ${verdict}`, (t) => {
    t.is(texts.comparisonText({ ...example, ...change }), comparison);
    t.is(texts.verdictText({ ...example, ...change }), verdict);
  });
}

test('a capacity says what ended its search, and a ceiling whose it is', (t) => {
  const [capacity] = exampleResults({ blocks: 0 }).capacities;
  const [ceiling] = exampleResults({ blocks: 0 }).ceilings;
  if (capacity === undefined || ceiling === undefined) return t.fail();
  const of = (change: Partial<Capacity>): string => texts.capacityText({ ...capacity, ratePerSecond: 800, ...change });
  t.is(of({ endedBy: 'failure' }), '800/s');
  t.is(of({ endedBy: 'generator', failedPerSecond: undefined }), '≥ 800/s (generator-limited)');
  t.is(of({ endedBy: 'search', failedPerSecond: undefined }), '≥ 800/s (search ended)');
  t.is(of({ ratePerSecond: 0 }), 'none kept');
  t.is(texts.ceilingText({ ...ceiling, closedPerSecond: 9_000, limitedBy: 'peer' }), '≥ 9,000/s');
  t.is(texts.ceilingText({ ...ceiling, closedPerSecond: 9_000, limitedBy: 'generator' }), '9,000/s');
});

test('connections that were opened by clients with nothing left are at least so many', (t) => {
  const [costs] = exampleResults({ blocks: 0 }).connections;
  if (costs === undefined || isMissing(costs.server)) return t.fail();
  const of = (eventLoopUtilisation: number): string =>
    texts.connectsText({
      ...costs,
      connectsPerSecond: 5_200,
      server: { ...costs.server, eventLoopUtilisation } as never,
    });
  t.is(of(0.5), '≥ 5,200/s');
  t.is(of(0.9), '5,200/s');
  t.is(texts.connectsText({ ...costs, connectsPerSecond: 5_200, server: { missing: 'why' } }), '5,200/s');
});

test('values have the unit of their metric, and digits enough', (t) => {
  t.is(texts.valueText('responseP50', 293.4), '293 µs');
  t.is(texts.valueText('responseP99', 999.7), '1.00 ms');
  t.is(texts.valueText('responseP99', 12_345), '12.3 ms');
  t.is(texts.valueText('responseP99', 999_900), '1.00 s');
  t.is(texts.valueText('serverGc', 1.456), '1.46 µs');
  t.is(texts.valueText('serverCpu', 48.52), '48.5 µs');
  t.is(texts.valueText('throughput', 15_974.4), '15,974/s');
  t.is(texts.valueText('socketBytes', 210.2), '210 B');
});

test('ratios from the smallest to the largest have a text', (t) => {
  t.is(texts.ratioText(0.0001), '<0.01×');
  t.is(texts.ratioText(12.34), '12.3×');
  t.is(texts.ratioText(123.4), '123×');
  t.is(texts.ratioText(Number.POSITIVE_INFINITY), '>999×');
});

test('a point is told by what it asked for', (t) => {
  const labels = exampleResults({ blocks: 1 }).points.map(texts.pointLabel);
  t.is(labels[0], 'deliver, 2,500/s');
  t.is(labels[2], "deliver, 50 % of each one's capacity");
  t.is(new Set(labels).size, labels.length);
});

test('no text of a whole analysis has a figure that is none', (t) => {
  for (const options of [{ blocks: 2 }, { blocks: 6, sourcesMissing: true }] as const) {
    const { headline, exploratory, validity } = analyse(exampleResults(options));
    const all = [...headline, ...exploratory].flatMap((each) => [
      ...[texts.comparisonText(each), texts.verdictText(each), texts.advantageText(each)],
      ...[texts.valueText(each.metric, each.wire), texts.valueText(each.metric, each.grpc)],
    ]);
    t.deepEqual(
      [...all, ...validity.map(({ text }) => text)].filter((text) => /NaN|undefined|Infinity/.test(text)),
      [],
    );
  }
});
