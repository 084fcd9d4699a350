/** What is said of an interval, by where it lies; and that nothing is found where there is nothing. */

import test from 'ava';
import type { Interval } from '../analysis/analysis.ts';
import { normal } from '../results/testing/example_histograms.ts';
import { SeededRandom } from './random.ts';
import { geometricMeanRatio } from './ratios.ts';
import { signFlip } from './sign_flip.ts';
import { isPreliminary, type Judged, marginOf, verdictOf } from './verdict.ts';

const interval = (low: number, high: number): Interval => ({ mean: Math.sqrt(low * high), low, high });

function judged(low: number, high: number, more: Partial<Judged> = {}): Judged {
  return { interval: interval(low, high), blocks: 12, p: 0.003, family: 6, margin: 0.03, ...more };
}

const cases: readonly (readonly [name: string, judged: Judged, said: string])[] = [
  ['beyond the margin, for wire', judged(1.6, 2), 'better wire'],
  ['beyond the margin, for gRPC', judged(0.5, 0.62), 'better grpc'],
  ['within the margin around 1', judged(0.98, 1.02), 'equivalent'],
  ['within the margin on one side of 1', judged(1.01, 1.02), 'realSmall wire'],
  ['within the margin on the other side of 1', judged(0.98, 0.99), 'realSmall grpc'],
  ['within the margin on one side of 1, but by chance', judged(1.01, 1.02, { p: 0.2 }), 'equivalent'],
  ['across an edge of the margin', judged(1.01, 1.2), 'inconclusive'],
  ['across both edges', judged(0.7, 1.5), 'inconclusive'],
  ['beyond the margin, but by chance', judged(1.6, 2, { p: 0.06 }), 'unproven'],
  ['beyond the margin, with too few blocks for the test', judged(1.6, 2, { blocks: 6, p: 0.19 }), 'better wire'],
  ['within a margin too wide to mean anything', judged(0.9, 1.1, { margin: 0.2 }), 'inconclusive'],
  ['a point beyond the margin', judged(1.5, 1.5), 'better wire'],
];

for (const [name, value, said] of cases) {
  test(`an interval ${name}: ${said}`, (t) => {
    const verdict = verdictOf(value);
    t.is('who' in verdict ? `${verdict.kind} ${verdict.who}` : verdict.kind, said);
  });
}

test('how many more blocks: the width halves with four times as many', (t) => {
  // ln: mean 0.09, half width 0.12; the edge at ln 1.03 = 0.0296 is 0.0604 away: (0.12 / 0.0604)² = 3.94 times as many.
  const verdict = verdictOf(judged(Math.exp(0.09 - 0.12), Math.exp(0.09 + 0.12), { blocks: 10 }));
  t.deepEqual(verdict, { kind: 'inconclusive', moreBlocks: 30 });
});

test('how many more blocks is not said where the mean is at the edge', (t) => {
  const verdict = verdictOf(judged(1.03 / 1.1, 1.03 * 1.1));
  t.deepEqual(verdict, { kind: 'inconclusive', moreBlocks: undefined });
});

test('a margin is 3 %, or as far as a comparison with itself reaches', (t) => {
  t.is(marginOf([]), 0.03);
  t.is(marginOf([interval(0.99, 1.01)]), 0.03);
  const reach = Math.log(1.2) / Math.SQRT2;
  t.true(Math.abs(marginOf([interval(0.99, 1.01), interval(1 / 1.2, 1.1)]) - Math.expm1(reach)) < 1e-12);
});

test('six tests take 8 blocks, and one takes 6', (t) => {
  t.true(isPreliminary({ blocks: 7, family: 6 }));
  t.false(isPreliminary({ blocks: 8, family: 6 }));
  t.true(isPreliminary({ blocks: 5, family: 1 }));
  t.false(isPreliminary({ blocks: 6, family: 1 }));
});

const shareTrials = 200;
/** Binomial: of 200 at 5 %, more than 19 come once in a hundred times. */
const shareMax = 19 / shareTrials;

/** How often a difference is found in the sense of a verdict, where the truth is `shift`. */
function shareFound(shift: number, blocks: number, margin: number): number {
  const random = new SeededRandom(blocks);
  const trials = shareTrials;
  const found = Array.from({ length: trials }, () => {
    const logs = Array.from({ length: blocks }, () => shift + 0.04 * normal(random));
    const ratio = geometricMeanRatio(logs) ?? interval(0, 9);
    return verdictOf({ interval: ratio, blocks, p: signFlip(logs).p, family: 1, margin });
  }).filter(({ kind }) => kind === 'better' || kind === 'realSmall').length;
  return found / trials;
}

test('where there is no difference, one is found no more often than 5 % allow, even without a margin', (t) => {
  for (const blocks of [6, 12]) {
    const share = shareFound(0, blocks, 0);
    t.true(share <= shareMax, `${blocks} blocks: ${share}`);
  }
});

test('where the difference is as large as the margin, better is said no more often than 5 % allow', (t) => {
  for (const blocks of [6, 12]) {
    const share = shareFound(Math.log(1.03), blocks, 0.03);
    t.true(share <= shareMax, `${blocks} blocks: ${share}`);
  }
});
