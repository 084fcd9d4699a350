/** What follows from fan-out and backlog, from rounds whose answer is known. */

import test from 'ava';
import type { Results } from '../results/results.ts';
import { exampleResults } from '../results/testing/example_results.ts';
import { analyse } from './analyse.ts';
import { catchUpCost, deliveryComparisons, pooledP99Us } from './deliveries.ts';

const results = exampleResults({ blocks: 0 });

test('wire is as many times better as its figure is, whether more or less of it is better', (t) => {
  const doubled: Results = {
    ...results,
    backlog: [],
    fanout: (results.fanout ?? []).map((costs) => ({
      ...costs,
      rounds: costs.rounds.map((round) => {
        const times = costs.contender === 'wire' ? 2 : 1;
        return { ...round, firstUs: 100 / times, deliveriesPerSecond: 1_000 * times };
      }),
    })),
  };
  const comparisons = deliveryComparisons(doubled).filter(({ label }) =>
    ['first has it', 'deliveries'].includes(label),
  );
  t.is(comparisons.length, 12);
  for (const { advantage } of comparisons) t.true(Math.abs(advantage.mean - 2) < 1e-9);
});

test('rounds that one contender did not finish are compared with no other', (t) => {
  const fanout = (results.fanout ?? []).map((costs) => {
    return costs.contender === 'grpcUnary' ? { ...costs, rounds: costs.rounds.slice(0, 2) } : costs;
  });
  const rounds = deliveryComparisons({ ...results, fanout }).filter(({ where }) => where.startsWith('fanout'));
  t.deepEqual([...new Set(rounds.filter(({ to }) => to === 'grpcUnary').map((each) => each.rounds))], [2]);
  t.deepEqual([...new Set(rounds.filter(({ to }) => to === 'grpcSession').map((each) => each.rounds))], [4]);
});

test('what a catch-up costs is the ratio of the two p99, round by round', (t) => {
  const [costs] = results.backlog ?? [];
  if (costs === undefined) return t.fail();
  const rounds = costs.rounds.map((round) => ({ ...round, aloneP99Us: 300, catchingUpP99Us: 450 }));
  t.true(Math.abs((catchUpCost({ ...costs, rounds })?.mean ?? 0) - 1.5) < 1e-9);
  t.is(catchUpCost({ ...costs, rounds: rounds.slice(1, 2) }), undefined);
  t.true((pooledP99Us(costs, 'catchingUp') ?? 0) > (pooledP99Us(costs, 'alone') ?? Infinity));
});

test('a delivery that was wrong is told before any figure', (t) => {
  const [first, ...others] = results.fanout ?? [];
  if (first === undefined) return t.fail();
  const fault = 'round 2: subscriber 7: position 12 came twice';
  const { validity } = analyse({ ...results, fanout: [{ ...first, faults: [fault] }, ...others] });
  t.deepEqual(
    validity.filter(({ text }) => text.includes('a delivery was wrong')),
    [{ ok: false, text: `a delivery was wrong: fanout to 10, wire: ${fault}` }],
  );
  t.false(analyse(results).validity.some(({ text }) => text.includes('a delivery was wrong')));
});

test('of a bench without a load it is said how many rounds there were, and nothing of blocks', (t) => {
  const alone: Results = { ...results, points: [], runs: [], ceilings: [], capacities: [] };
  const texts = analyse(alone).validity.map(({ text }) => text);
  t.regex(texts[0] ?? '', /^4 rounds, every contender in each/);
  t.false(texts.some((text) => text.includes('blocks') || text.includes('load generator itself')));
  const stopped = analyse({ ...alone, interrupted: true, error: 'no room' }).validity[0];
  t.false(stopped?.ok);
  t.regex(stopped?.text ?? '', /stopped before its end, by an error: no room/);
});
