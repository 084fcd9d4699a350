/** What follows from results: found where something is, not found where nothing is, and said how far it is to be believed. */

import test from 'ava';
import { moreGeneratorsId } from '../experiment/more_generators.ts';
import type { RecordedRun, Results } from '../results/results.ts';
import { lognormalHistogram } from '../results/testing/example_histograms.ts';
import { exampleResults } from '../results/testing/example_results.ts';
import { analyse, analyseHeadline } from './analyse.ts';
import type { Comparison, MetricName } from './analysis.ts';
import { headlineMetrics, metrics } from './metrics.ts';
import { heldBackText, percent } from './texts.ts';

const results = exampleResults({ blocks: 8, extent: 'headline' });
const analysis = analyse(results);

function find(comparisons: readonly Comparison[], metric: MetricName, to = 'grpcSession'): Comparison | undefined {
  return comparisons.find((comparison) => comparison.metric === metric && comparison.to === to);
}

function withRuns(change: (run: RecordedRun) => readonly RecordedRun[], of: Results = results): Results {
  return { ...of, runs: of.runs.flatMap(change) };
}

function saysNot(of: Results, text: string): boolean {
  return analyse(of).validity.some((line) => !line.ok && line.text.includes(text));
}

test('the headline is six metrics with both ways of gRPC, and all else is exploratory', (t) => {
  t.deepEqual(
    analysis.headline.map(({ metric, to }) => `${metric} ${to}`),
    headlineMetrics.flatMap((metric) => [`${metric} grpcUnary`, `${metric} grpcSession`]),
  );
  t.true(analysis.headline.every(({ pHolm, p }) => pHolm !== undefined && pHolm >= p));
  t.true(analysis.exploratory.every(({ pHolm, metric }) => pHolm === undefined && !headlineMetrics.includes(metric)));
  t.deepEqual(analyseHeadline(results), analysis.headline);
});

test('an advantage is the geometric mean, over blocks, of the ratio of geometric means of twins', (t) => {
  for (const metric of ['serverCpu', 'throughput'] as const) {
    const product = (contender: string): number =>
      results.runs
        .filter((run) => run.contender === contender)
        .reduce((sum, { result }) => sum + Math.log(metrics[metric].of(result) ?? Number.NaN) / 2, 0);
    const difference = (product('grpcSession') - product('wire')) / 8;
    const expected = Math.exp(metric === 'throughput' ? -difference : difference);
    const found = find(analysis.headline, metric)?.advantage.mean ?? 0;
    t.true(Math.abs(found / expected - 1) < 1e-9, `${metric}: ${found} and ${expected}`);
  }
});

test('what the example has is found: of what wire takes, a session takes twice', (t) => {
  const { verdict, preliminary, blocks, p } = find(analysis.headline, 'serverCpu') ?? t.fail();
  t.deepEqual(
    { verdict, preliminary, blocks },
    { verdict: { kind: 'better', who: 'wire' }, preliminary: false, blocks: 8 },
  );
  t.is(p, 2 / 2 ** 8);
});

test('A/A is not found different: alike contenders, many benches, and no verdict that one is better', (t) => {
  const benches = Array.from({ length: 12 }, (_, seed) =>
    analyseHeadline(exampleResults({ seed, blocks: 8, extent: 'headline', allAlike: true })),
  );
  // At 5 % for any of a family of six: of 24 families more than 4 come once in a hundred times.
  const families = benches.flatMap((bench) =>
    ['grpcUnary', 'grpcSession'].map((to) => bench.filter((c) => c.to === to)),
  );
  const found = families.filter((family) => family.some(({ verdict }) => 'who' in verdict));
  t.is(families.length, 24);
  t.true(found.length <= 4, `${found.length} of ${families.length}`);
});

test('a known + 10 % of CPU in one transport is found, and as that', (t) => {
  for (const seed of [1, 2]) {
    const more = exampleResults({ seed, blocks: 12, extent: 'headline', allAlike: true, cost: { grpcUnary: 1.1 } });
    const comparisons = analyseHeadline(more);
    const { verdict, advantage } = find(comparisons, 'serverCpu', 'grpcUnary') ?? t.fail();
    t.deepEqual(verdict, { kind: 'better', who: 'wire' }, `seed ${seed}`);
    t.true(advantage.low < 1.1 && advantage.high > 1.1, JSON.stringify(advantage));
    t.false('who' in (find(comparisons, 'serverCpu')?.verdict ?? { who: 'nobody' }), `seed ${seed}`);
  }
});

test('a transport that is better is found whichever it is, and then it is where gRPC wins', (t) => {
  const worse = analyse(exampleResults({ blocks: 8, extent: 'headline', allAlike: true, cost: { wire: 1.5 } }));
  t.deepEqual(find(worse.headline, 'serverCpu')?.verdict, { kind: 'better', who: 'grpc' });
  t.true(worse.grpcWins.some(({ metric }) => metric === 'serverCpu'));
  t.deepEqual(analysis.grpcWins, []);
});

test('what is said of A/A is what was measured, not the margin that it may be less than', (t) => {
  const said = analysis.validity.find(({ text }) => text.includes('may seem to differ'))?.text ?? '';
  const own = analysis.selfComparisons.filter(({ metric }) => headlineMetrics.includes(metric));
  const worst = Math.max(...own.flatMap(({ ratio }) => [ratio.high, 1 / ratio.low]));
  t.regex(said, new RegExp(`differ by ${percent(Math.expm1(Math.log(worst) / Math.SQRT2))} in `));
  const alike = analyse({
    ...results,
    runs: results.runs.map((run) => ({ ...run, result: results.runs[0]?.result ?? t.fail() })),
  });
  t.true(alike.validity.some(({ text }) => text.includes('may seem to differ by 0 % in')));
});

test('p is exact of few blocks, and of many it says that it is not', (t) => {
  t.true(analysis.headline.every(({ exact }) => exact));
  t.false(find(analyse(exampleResults({ blocks: 21, extent: 'headline' })).headline, 'serverCpu')?.exact);
});

test('with 6 blocks verdicts are preliminary, and it says so', (t) => {
  const quick = exampleResults({ blocks: 6, extent: 'headline' });
  t.true(analyse(quick).headline.every(({ preliminary }) => preliminary));
  t.true(saysNot(quick, 'preliminary'));
});

test('a block that is not whole is in no comparison', (t) => {
  const cut = withRuns((run) => (run.block === 8 && run.contender === 'wire' && run.twin === 'B' ? [] : [run]));
  const { headline, blocks } = analyse({ ...cut, interrupted: true });
  t.is(blocks, 7);
  t.true(headline.every((comparison) => comparison.blocks === 7));
  t.true(saysNot({ ...cut, interrupted: true }, 'stopped before its end'));
});

test('without runs, and with one block, nothing is compared, and nothing breaks', (t) => {
  const none = analyse({ ...results, runs: [] });
  t.deepEqual([none.headline, none.exploratory, none.summaries, none.blocks], [[], [], [], 0]);
  const one = withRuns((run) => (run.block === 1 ? [run] : []));
  t.deepEqual(analyse(one).headline, []);
  t.is(analyse(one).summaries.length, 3);
  t.true(saysNot(one, 'an interval takes 2'));
  t.deepEqual(analyse({ ...results, points: [], runs: [] }).headline, []);
});

test('a 99th percentile of too few samples is withheld, and it says that it was not compared', (t) => {
  const few = withRuns((run) => {
    const { open } = run.result;
    // The probe's samples are few.
    return [{ ...run, result: { ...run.result, open: { ...open, load: open.probe } } }];
  });
  const { headline, summaries } = analyse(few);
  t.is(find(headline, 'responseP99'), undefined);
  t.not(find(headline, 'responseP50'), undefined);
  t.is(headline.length, 10);
  t.true(saysNot(few, 'response p99'));
  t.is(summaries[0]?.response.p999Us, undefined);
});

test('sources that are missing are told, with why, and are no figures', (t) => {
  const missing = exampleResults({ blocks: 6, extent: 'headline', sourcesMissing: true });
  const { summaries, headline } = analyse(missing);
  t.deepEqual(summaries[0]?.socketBytesPerMessage, { missing: 'this kernel does not count it' });
  t.is(summaries[0]?.cpuUsPerMessage.systemUs, undefined);
  t.is(find(headline, 'socketBytes'), undefined);
  t.true(saysNot(missing, 'bytes on the socket is not known: this kernel does not count it'));
});

test('where the load generator held a contender back, it is named, for latencies of the load', (t) => {
  const low = results.ceilings.map((ceiling) =>
    ceiling.contender === 'wire' ? { ...ceiling, closedPerSecond: 2_600 } : ceiling,
  );
  const { headline, summaries } = analyse({ ...results, ceilings: low });
  t.deepEqual(find(headline, 'responseP99')?.generatorLimited, ['wire']);
  t.deepEqual(find(headline, 'responseP50')?.generatorLimited, []);
  t.deepEqual(find(headline, 'serverCpu')?.generatorLimited, []);
  t.is(summaries.find(({ contender }) => contender === 'wire')?.limits[0]?.kind, 'generator');
  t.deepEqual(find(analysis.headline, 'responseP99')?.generatorLimited, []);
  t.true(saysNot({ ...results, ceilings: low }, 'the load generator held back wire'));
});

test('a ceiling whose peer was the limit limits nothing', (t) => {
  const low = results.ceilings.map((ceiling) => ({ ...ceiling, closedPerSecond: 2_600, limitedBy: 'peer' as const }));
  t.deepEqual(find(analyse({ ...results, ceilings: low }).headline, 'responseP99')?.generatorLimited, []);
});

test('a contender that kept no rate is not run at shares of its capacity, and blocks there are whole without it', (t) => {
  const points = results.points.map((point) => ({ ...point, ratePerSecond: { ...point.ratePerSecond, grpcUnary: 0 } }));
  const without = analyse({ ...withRuns((run) => (run.contender === 'grpcUnary' ? [] : [run])), points });
  t.is(without.blocks, analysis.blocks);
  t.is(find(without.headline, 'responseP50', 'grpcUnary'), undefined);
});

test("the median response is the probe's, and so is what held it back", (t) => {
  const lateBy = (us: Readonly<Partial<Record<string, number>>>): Results =>
    withRuns((run) => {
      const { open } = run.result;
      const lag = lognormalHistogram(250, us[run.contender] ?? 20, 0.1);
      return [{ ...run, result: { ...run.result, open: { ...open, probe: { ...open.probe, lag } } } }];
    });
  const late = lateBy({ wire: 90, grpcSession: 90 });
  const { headline } = analyse(late);
  t.deepEqual(find(headline, 'responseP50')?.generatorLimited, ['wire'], 'more of what wire takes');
  t.deepEqual(find(headline, 'responseP50', 'grpcUnary')?.generatorLimited, ['wire']);
  t.deepEqual(find(headline, 'responseP99')?.generatorLimited, []);
  t.true(saysNot(late, 'lateness in waking up'));
  t.deepEqual(find(analyse(lateBy({ grpcSession: 90 })).headline, 'responseP50')?.generatorLimited, ['grpcSession']);
  t.false(saysNot(results, 'lateness in waking up'));
  const short = withRuns((run) => {
    if (run.contender !== 'wire') return [run];
    return [{ ...run, result: { ...run.result, probe: { ...run.result.probe, eventLoopUtilisation: 0.8 } } }];
  });
  t.deepEqual(find(analyse(short).headline, 'responseP50')?.generatorLimited, ['wire']);
  t.true(saysNot(short, 'the probe, with wire: its event loop is busy 80 % of the time'));
});

test('a closed loop in which the load generator had nothing left is one of the load generator', (t) => {
  const limitedAt = (generatorUtilisation: number, serverUtilisation: number) => {
    const busy = withRuns((run) => {
      const { closed } = run.result;
      if (closed === undefined || run.contender !== 'wire') return [run];
      return [{ ...run, result: { ...run.result, closed: { ...closed, generatorUtilisation, serverUtilisation } } }];
    });
    return find(analyse(busy).headline, 'throughput')?.generatorLimited;
  };
  t.deepEqual(limitedAt(0.98, 0.6), ['wire']);
  t.deepEqual(limitedAt(0.98, 0.95), [], 'the server did all it can');
  t.deepEqual(limitedAt(0.5, 0.4), []);
  t.deepEqual(find(analysis.headline, 'throughput')?.generatorLimited, []);
});

test('a few requests that are on their way when a run ends are no load that was not kept up with', (t) => {
  const slow = (behind: number): Results =>
    withRuns((run) => {
      const open = { ...run.result.open, offered: 200, answeredInPart: 200 - behind };
      return [{ ...run, result: { ...run.result, open } }];
    });
  t.false(saysNot(slow(4), 'did not do what was offered'));
  t.true(saysNot(slow(6), 'did not do what was offered'));
});

test('runs that never settled, refusals and a load that was not kept up with are told', (t) => {
  const [first] = results.runs;
  const broken = withRuns((run) => {
    if (run !== first) return [run];
    const open = { ...run.result.open, completed: 1, answeredInPart: 1, refused: 12 };
    return [{ ...run, result: { ...run.result, open, warmUp: { ...run.result.warmUp, settled: false } } }];
  });
  t.true(saysNot(broken, '1 of 48 runs never settled'));
  t.true(saysNot(broken, '12 requests were refused'));
  t.true(saysNot(broken, 'did not do what was offered'));
  t.false(saysNot(results, 'never settled') || saysNot(results, 'refused') || saysNot(results, 'did not do'));
});

test('how many requests waited for their connection is told, of all of a point', (t) => {
  const held = withRuns((run) => {
    const heldBack = run.twin === 'A' ? run.result.open.offered / 10 : 0;
    return [{ ...run, result: { ...run.result, open: { ...run.result.open, heldBack } } }];
  });
  const [summary = t.fail()] = analyse(held).summaries;
  t.is(summary.heldBackShare, 0.05);
  t.regex(heldBackText(summary) ?? '', /^5 % waited/);
  t.is(heldBackText({ ...summary, heldBackShare: 0 }), undefined);
  t.regex(heldBackText({ ...summary, heldBackShare: 0.0001 }) ?? '', /^< 0.1 % waited/);
});

test('a summary is of all runs together', (t) => {
  const own = results.runs.filter(({ contender }) => contender === 'wire');
  const summary = analysis.summaries.find(({ contender }) => contender === 'wire') ?? t.fail();
  t.is(summary.runs, 16);
  t.is(
    summary.response.samples,
    own.reduce((sum, { result }) => sum + result.open.completed, 0),
  );
  t.is(summary.offeredPerSecond, 2_500);
  t.true(summary.cpuUsPerMessage.serverUserUs > summary.cpuUsPerMessage.serverSystemUs);
});

test('a load again by one more load generator is a check of it, and makes no comparisons', (t) => {
  const [point] = results.points;
  if (point === undefined) return t.fail();
  const id = moreGeneratorsId(point.id);
  const again = results.runs.map((run) => ({ ...run, point: id }));
  const checked = analyse({
    ...results,
    points: [point, { ...point, id, headline: false }],
    runs: [...results.runs, ...again],
  });
  t.deepEqual(checked.headline, analysis.headline);
  t.deepEqual(checked.exploratory, analysis.exploratory);
  t.is(checked.summaries.length, 6);
});
