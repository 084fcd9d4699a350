/** Two benches held against each other: when not, with what warning, and what is found. */

import test from 'ava';
import { type Change, compareResults } from './compare_results.ts';
import type { Results } from './results.ts';
import { exampleResults } from './testing/example_results.ts';

const before = exampleResults({ extent: 'headline', blocks: 5 });
// Of the same plan, on another day.
const again: Results = {
  ...exampleResults({ extent: 'headline', blocks: 5, seed: 2 }),
  configuration: before.configuration,
};
const slower: Results = {
  ...exampleResults({ extent: 'headline', blocks: 5, seed: 3, cost: { wire: 1.2 } }),
  configuration: before.configuration,
};

function warningsOf(after: Results): readonly string[] {
  const compared = compareResults(before, after);
  return compared.kind === 'compared' ? compared.warnings : ['refused'];
}

function changesOf(after: Results): readonly Change[] {
  const compared = compareResults(before, after);
  return compared.kind === 'compared' ? compared.changes : [];
}

test('the same again is the same, without a warning', (t) => {
  t.deepEqual(warningsOf(again), []);
  const changes = changesOf(again);
  t.is(changes.length, 30);
  // Each at 5 %: of 30, more than 5 come once in a hundred times; a margin leaves fewer.
  t.true(changes.filter(({ verdict }) => verdict === 'better' || verdict === 'worse').length <= 5);
  t.true(changes.some(({ verdict }) => verdict === 'same'));
});

test('one that became slower is found worse, in what it became worse, and no other is', (t) => {
  const serverCpu = changesOf(slower).filter(({ metric }) => metric === 'serverCpu');
  const [wire] = serverCpu;
  t.is(wire?.verdict, 'worse');
  t.true(wire !== undefined && Math.abs(wire.improvement.mean * 1.2 - 1) < 0.05, JSON.stringify(wire));
  t.deepEqual(wire?.blocks, { before: 5, after: 5 });
  t.true(wire !== undefined && wire.after > wire.before);
  t.true(serverCpu.slice(1).every(({ verdict }) => verdict !== 'worse'));
  const throughput = changesOf(slower).find(({ metric, contender }) => metric === 'throughput' && contender === 'wire');
  t.is(throughput?.verdict, 'worse');
  t.true(throughput !== undefined && throughput.after < throughput.before);
});

test('turned round, what was worse is better', (t) => {
  const turned = compareResults(slower, before);
  const change = turned.kind === 'compared' ? turned.changes.find(({ metric }) => metric === 'serverCpu') : undefined;
  t.is(change?.verdict, 'better');
});

const warned: readonly (readonly [what: string, after: Results, warning: RegExp])[] = [
  [
    'another processor',
    { ...again, machine: { ...again.machine, cpu: 'Other' } },
    /^another machine.*Example CPU.* and Other$/,
  ],
  [
    'another kernel',
    { ...again, machine: { ...again.machine, system: 'Linux 7' } },
    /^the machine is not as it was: system/,
  ],
  ['another seed', { ...again, configuration: { ...again.configuration, seed: 9 } }, /another schedule.*1 and 9/],
  ['another duration', { ...again, configuration: { ...again.configuration, openMs: 1_000 } }, /openMs 5000 and 1000/],
  ['one that was interrupted', { ...again, interrupted: true }, /^the second was stopped before its end$/],
  ['points of its own', { ...again, points: [...again.points, ...others()] }, /^12 points are in one of them only/],
];

function others(): Results['points'] {
  return exampleResults({ blocks: 0 }).points.slice(1);
}

for (const [what, after, warning] of warned) {
  test(`${what} is warned of, and compared`, (t) => {
    const compared = compareResults(before, after);
    const warnings = compared.kind === 'compared' ? compared.warnings : compared.reasons;
    t.true(
      warnings.some((text) => warning.test(text)),
      warnings.join('\n'),
    );
    t.is(compared.kind, 'compared');
  });
}

test('at another rate only throughput is compared, bytes neither, with a warning', (t) => {
  const faster = again.points.map((point) => ({
    ...point,
    ratePerSecond: { wire: 2_700, grpcUnary: 2_700, grpcSession: 2_700 },
  }));
  const after = { ...again, points: faster };
  t.regex(warningsOf(after).join(), /the rates differ, 2,500\/s and 2,700\/s/);
  t.deepEqual(new Set(changesOf(after).map(({ metric }) => metric)), new Set(['throughput']));
});

test('with another window of the closed loop throughput is not compared', (t) => {
  const closed = { window: 8, durationMs: 1_000 };
  const after = { ...again, configuration: { ...again.configuration, closed } };
  t.regex(warningsOf(after).join(), /64 and 8 under way/);
  t.false(changesOf(after).some(({ metric }) => metric === 'throughput'));
});

const refused: readonly (readonly [what: string, after: Results, reason: RegExp])[] = [
  ['no point in common', { ...again, points: others(), runs: [] }, /no point in common/],
  ['no runs', { ...again, runs: [] }, /two whole blocks/],
  [
    'another workload by the same name',
    { ...again, points: again.points.map((point) => ({ ...point, workload: { ...point.workload, chats: 7 } })) },
    /^deliver-equal is another workload in each/,
  ],
];

for (const [what, after, reason] of refused) {
  test(`two benches are refused for ${what}`, (t) => {
    const compared = compareResults(before, after);
    t.is(compared.kind, 'refused');
    t.regex(compared.kind === 'refused' ? compared.reasons.join() : '', reason);
  });
}
