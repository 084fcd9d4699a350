/** What a bench does with its runs: their order, when there are enough, and what is kept. Over a simulated runner. */

import test from 'ava';
import { analyse } from '../analysis/analyse.ts';
import { shortConnections } from '../connections/connections_options.ts';
import { contenderNames } from '../plan/contenders.ts';
import { scenarios } from '../plan/scenarios.ts';
import { proxyMeaning } from '../proxy/proxy_meaning.ts';
import { readResults, resultsText } from '../results/read_results.ts';
import { RunRefused } from '../run/run.ts';
import type { BenchRunner } from './bench_context.ts';
import { closedRate } from './ceilings.ts';
import { runExperiment } from './experiment.ts';
import type { ExperimentProgress } from './progress.ts';
import { shortPlan } from './testing/short_plan.ts';
import { SimulatedRunner } from './testing/simulated_runner.ts';

const ignore = (): void => {};
/** At a rate that is given there is nothing to search for. */
const blocksOnly = { ceilings: false, ratePerSecond: 1_000 } as const;

test('ceilings and capacities are found, and points follow from them', async (t) => {
  const runner = new SimulatedRunner({ capacity: { wire: 9_000, grpcUnary: 3_000, grpcSession: 5_000 } });
  const results = await runExperiment(shortPlan({ configuration: { blocksMin: 2, blocksMax: 2 } }), runner, ignore);
  t.is(results.ceilings.length, 3);
  for (const { closedPerSecond } of results.ceilings) t.true(closedPerSecond > 15_000);
  const [wire = 0, unary = 0, session = 0] = results.capacities.map(({ ratePerSecond }) => ratePerSecond);
  t.true(unary > 2_000 && unary <= 3_000, String(unary));
  t.true(wire > session && session > unary);
  const [equal, half, most] = results.points;
  t.deepEqual(equal?.basis, { kind: 'equalRate' });
  t.true(equal?.headline);
  for (const contender of contenderNames) t.true(Math.abs((equal?.ratePerSecond[contender] ?? 0) / unary - 0.5) < 0.01);
  t.deepEqual(
    [half?.basis, most?.basis],
    [
      { kind: 'ownCapacity', fraction: 0.5 },
      { kind: 'ownCapacity', fraction: 0.9 },
    ],
  );
  t.true(Math.abs((most?.ratePerSecond.wire ?? 0) / wire - 0.9) < 0.01);
  t.is(results.runs.length, 2 * 3 * 3 * 2);
  t.false(results.interrupted);
});

test('a ceiling is the best of several tries, and says whether it was the peer that had nothing left', async (t) => {
  const configuration = { blocksMin: 2, blocksMax: 2 };
  const ceilingsOf = async (peerUtilisation: number) => {
    const simulated = new SimulatedRunner({ noise: 0.3, peerUtilisation });
    const done: number[] = [];
    const run: BenchRunner['run'] = async (spec) => {
      const result = await simulated.run(spec);
      if (spec.peer === 'null') done.push(closedRate(result));
      return result;
    };
    const { ceilings } = await runExperiment(shortPlan({ ratePerSecond: 1_000, configuration }), { run }, ignore);
    t.deepEqual(
      ceilings.map(({ closedPerSecond }) => closedPerSecond),
      [0, 3, 6].map((first) => Math.max(...done.slice(first, first + 3))),
    );
    return ceilings;
  };
  for (const { limitedBy } of await ceilingsOf(0.5)) t.is(limitedBy, 'generator');
  for (const { limitedBy } of await ceilingsOf(1)) t.is(limitedBy, 'peer');
});

test('a capacity that only the load generator bounds is not said to have failed', async (t) => {
  const capacity = { wire: 900_000, grpcUnary: 3_000, grpcSession: 5_000 };
  const plan = shortPlan({ configuration: { blocksMin: 2, blocksMax: 2 } });
  const { capacities } = await runExperiment(plan, new SimulatedRunner({ capacity }), ignore);
  t.is(capacities[0]?.failedPerSecond, undefined);
  t.truthy(capacities[1]?.failedPerSecond);
});

test('each block has every contender at every point twice, by one schedule, in an order of its own', async (t) => {
  const plan = shortPlan({ ...blocksOnly, configuration: { blocksMin: 3, blocksMax: 3 } });
  const { runs, points } = await runExperiment(plan, new SimulatedRunner(), ignore);
  const orders = new Set<string>();
  for (const block of [1, 2, 3]) {
    const own = runs.filter((run) => run.block === block);
    t.deepEqual(
      own.map(({ order }) => order),
      own.map((_, index) => index),
    );
    t.deepEqual(
      own.map(({ point, contender, twin }) => `${point} ${contender} ${twin}`).sort(),
      points.flatMap(({ id }) => contenderNames.flatMap((name) => [`${id} ${name} A`, `${id} ${name} B`])).sort(),
    );
    t.is(new Set(own.map(({ seed }) => seed)).size, 1);
    orders.add(own.map(({ contender, twin }) => `${contender}${twin}`).join(' '));
  }
  t.is(new Set(runs.map(({ seed }) => seed)).size, 3);
  t.is(orders.size, 3);
});

test('the seed repeats a bench: the same loads in the same order', async (t) => {
  const specsOf = async (seed: number) => {
    const runner = new SimulatedRunner();
    await runExperiment(
      shortPlan({ ...blocksOnly, configuration: { seed, blocksMin: 2, blocksMax: 2 } }),
      runner,
      ignore,
    );
    return runner.specs;
  };
  const specs = await specsOf(7);
  t.deepEqual(await specsOf(7), specs);
  t.notDeepEqual(await specsOf(8), specs);
});

test('it stops at blocksMin where that is precise enough', async (t) => {
  const configuration = { blocksMin: 4, blocksMax: 20, precision: 0.5 };
  const { runs } = await runExperiment(shortPlan({ ...blocksOnly, configuration }), new SimulatedRunner(), ignore);
  t.is(runs.at(-1)?.block, 4);
});

test('it goes on to blocksMax where it is never precise enough', async (t) => {
  const configuration = { blocksMin: 3, blocksMax: 5, precision: 0.000_1 };
  const runner = new SimulatedRunner({ noise: 0.1 });
  const { runs } = await runExperiment(shortPlan({ ...blocksOnly, configuration }), runner, ignore);
  t.is(runs.at(-1)?.block, 5);
});

test('when the budget is used up there are two blocks all the same, and no more', async (t) => {
  const configuration = { blocksMin: 6, blocksMax: 12, budgetMs: 0 };
  const results = await runExperiment(shortPlan({ ...blocksOnly, configuration }), new SimulatedRunner(), ignore);
  t.is(results.runs.at(-1)?.block, 2);
  t.false(results.interrupted);
});

test('a reply that was wrong ends it, and nothing is left to publish', async (t) => {
  const runner = new SimulatedRunner({ refusedRun: 9 });
  await t.throwsAsync(runExperiment(shortPlan(blocksOnly), runner, ignore), { instanceOf: RunRefused });
  t.is(runner.specs.length, 9);
});

test('a wrong reply ends it even while it is being stopped', async (t) => {
  const aborted = new AbortController();
  const runner = new SimulatedRunner({ refusedRun: 3, onRun: (run) => run === 3 && aborted.abort() });
  await t.throwsAsync(runExperiment(shortPlan(blocksOnly), runner, ignore, aborted.signal), { instanceOf: RunRefused });
});

test('stopped in a block, it keeps those before it', async (t) => {
  const aborted = new AbortController();
  const runner = new SimulatedRunner({ onRun: (run) => run === 15 && aborted.abort() });
  const results = await runExperiment(shortPlan(blocksOnly), runner, ignore, aborted.signal);
  t.true(results.interrupted);
  t.is(results.runs.length, 12);
  t.is(results.points.length, 1);
  t.is(analyse(results).blocks, 2);
});

test('stopped while capacities are searched for, it keeps the ceilings, and can be analysed', async (t) => {
  const aborted = new AbortController();
  const onProgress = ({ phase }: ExperimentProgress): void => void (phase === 'capacity' && aborted.abort());
  const results = await runExperiment(shortPlan(), new SimulatedRunner(), onProgress, aborted.signal);
  t.true(results.interrupted);
  t.is(results.ceilings.length, 3);
  t.deepEqual(results.runs, []);
  t.notThrows(() => analyse(results));
});

test('what goes wrong by itself is no interruption', async (t) => {
  const runner = new SimulatedRunner({
    onRun: () => {
      throw new Error('no more processes');
    },
  });
  await t.throwsAsync(runExperiment(shortPlan(blocksOnly), runner, ignore), { message: 'no more processes' });
});

test('what goes wrong after an hour takes nothing of it: whole blocks are kept, with what went wrong', async (t) => {
  const runner = new SimulatedRunner({
    onRun: (run) => {
      if (run === 15) throw new Error('no more processes\n    at somewhere');
    },
  });
  const results = await runExperiment(shortPlan(blocksOnly), runner, ignore);
  t.true(results.interrupted);
  t.is(results.error, 'no more processes');
  t.is(results.runs.length, 12);
  t.deepEqual(readResults(resultsText(results)), JSON.parse(JSON.stringify(results)));
  const { blocks, validity } = analyse(results);
  t.is(blocks, 2);
  t.true(validity.some(({ ok, text }) => !ok && text.includes('by an error: no more processes')));
});

test('a part after the blocks that fails is missing, and nothing else is', async (t) => {
  const configuration = { blocksMin: 2, blocksMax: 2 };
  const connections = { ...shortConnections, connections: 1_000_000_000, steps: 1_000_000_000 };
  const scenariosAsked = [scenarios.deliver, scenarios.connections];
  const plan = shortPlan({ ...blocksOnly, connections, scenarios: scenariosAsked, configuration });
  const results = await runExperiment(plan, new SimulatedRunner(), ignore);
  t.false(results.interrupted);
  t.is(results.error, undefined);
  t.is(results.runs.length, 12);
  t.is(results.unmeasured?.[0]?.what, 'what connections cost');
  t.deepEqual(readResults(resultsText(results)), JSON.parse(JSON.stringify(results)));
  t.true(
    analyse(results).validity.some(({ ok, text }) => !ok && text.startsWith('what connections cost is not known: ')),
  );
});

test('the headline is measured for as long as its p99 takes, where that is not too long', async (t) => {
  const openMsAt = async (ratePerSecond: number) => {
    const runner = new SimulatedRunner();
    const plan = shortPlan({ ...blocksOnly, ratePerSecond, configuration: { blocksMin: 2, blocksMax: 2 } });
    const { headline } = analyse(await runExperiment(plan, runner, ignore));
    return [runner.specs.at(-1)?.openMs, headline.some(({ metric }) => metric === 'responseP99')];
  };
  t.deepEqual(await openMsAt(4_000), [1_000, true]);
  t.deepEqual(await openMsAt(1_000), [3_500, true]);
  t.deepEqual(await openMsAt(100), [1_000, false]);
});

test('a series has a point for each workload, at a rate that the slowest sustains', async (t) => {
  const plan = shortPlan({
    scenarios: [scenarios.deliver, scenarios.durability],
    ceilings: false,
    configuration: { blocksMin: 2, blocksMax: 2 },
  });
  const { points } = await runExperiment(plan, new SimulatedRunner(), ignore);
  const series = points.filter(({ scenario }) => scenario === 'durability');
  t.is(series.length, 3);
  for (const { ratePerSecond, basis } of series) {
    t.is(basis.kind, 'equalRate');
    t.true(ratePerSecond.wire > 1_000 && ratePerSecond.wire < 2_000);
  }
  t.is(points.filter(({ headline }) => headline).length, 1);
  t.is(new Set(points.map(({ id }) => id)).size, points.length);
});

test('where one never keeps the bound, all are compared at a rate that it sustains', async (t) => {
  const plan = shortPlan({ configuration: { sloMs: 0.1, blocksMin: 2, blocksMax: 2 } });
  const runner = new SimulatedRunner();
  const { capacities, points } = await runExperiment(plan, runner, ignore);
  t.true(capacities.every(({ ratePerSecond }) => ratePerSecond === 0));
  t.is(points.length, 1);
  t.true((points[0]?.ratePerSecond.grpcUnary ?? 0) > 1_000);
  // Timers take whole milliseconds, and the runs of low rates are long.
  for (const { openMs } of runner.specs) t.true(Number.isInteger(openMs), String(openMs));
});

test('where one alone keeps no rate, it is left out at shares of capacities, and the others are not', async (t) => {
  const capacity = { wire: 14_000, grpcUnary: 4, grpcSession: 8_000 };
  const plan = shortPlan({ ceilings: false, configuration: { blocksMin: 2, blocksMax: 2 } });
  const { capacities, points, runs } = await runExperiment(plan, new SimulatedRunner({ capacity }), ignore);
  t.is(capacities.find(({ contender }) => contender === 'grpcUnary')?.ratePerSecond, 0);
  const [equal, half] = points;
  t.true((equal?.ratePerSecond.grpcUnary ?? 0) > 0);
  t.is(half?.ratePerSecond.grpcUnary, 0);
  t.deepEqual([...new Set(runs.filter(({ point }) => point === half?.id).map(({ contender }) => contender))].sort(), [
    'grpcSession',
    'wire',
  ]);
});

test('rates that a scenario fixes are all measured, and the first is the headline', async (t) => {
  const own = { ...scenarios.send, name: 'own', rates: { kind: 'fixed', perSecond: [200, 900] } } as const;
  const plan = shortPlan({ scenarios: [own], ceilings: false, configuration: { blocksMin: 2, blocksMax: 2 } });
  const { points, capacities } = await runExperiment(plan, new SimulatedRunner(), ignore);
  t.deepEqual(
    points.map(({ ratePerSecond, headline }) => [ratePerSecond.grpcUnary, headline]),
    [
      [200, true],
      [900, false],
    ],
  );
  t.deepEqual(capacities, []);
});

test('one load generator more is a point of its own, and no headline', async (t) => {
  const plan = shortPlan({ ...blocksOnly, moreGenerators: true, configuration: { blocksMin: 2, blocksMax: 2 } });
  const { points, runs } = await runExperiment(plan, new SimulatedRunner(), ignore);
  t.deepEqual(
    points.map(({ headline }) => headline),
    [true, false],
  );
  for (const { point, generators } of runs) t.is(generators, point === points[0]?.id ? 1 : 2);
  t.deepEqual(
    points.map(({ workload }) => workload.connections),
    [4, 2],
    'as many connections in all',
  );
});

test('the progress of blocks counts up, says how wide the widest interval is, and nears its end', async (t) => {
  const seen: ExperimentProgress[] = [];
  const plan = shortPlan({ ...blocksOnly, configuration: { blocksMin: 3, blocksMax: 3 } });
  await runExperiment(plan, new SimulatedRunner(), (progress) => seen.push(progress));
  const blocks = seen.filter((progress) => progress.phase === 'blocks');
  t.deepEqual([...new Set(blocks.map(({ block }) => block))], [1, 2, 3]);
  t.is(blocks[0]?.leftMs, undefined);
  t.is(blocks.at(-1)?.runsDone, 6);
  t.is(blocks[0]?.widest, undefined);
  t.true((blocks.at(-1)?.widest?.halfWidth ?? 0) > 0);
});

test('what is on the network is counted apart, for each contender at the equal rate; a run that fails is missing', async (t) => {
  const simulated = new SimulatedRunner();
  const traffic = { socket: { missing: 'not here' }, network: { bytes: 5_000, packets: 50 }, requests: 10 };
  const runner: BenchRunner = {
    run: (spec) => simulated.run(spec),
    countTraffic: async ({ contender }) => {
      if (contender === 'grpcUnary') throw new Error('no such network');
      return traffic;
    },
  };
  const plan = shortPlan({ configuration: { blocksMin: 2, blocksMax: 2 } });
  const results = await runExperiment(plan, runner, ignore);
  const [equal] = results.points;
  t.deepEqual(
    results.counted?.map(({ point, contender }) => [point, contender]),
    contenderNames.map((contender) => [equal?.id, contender]),
  );
  const [wire, unary] = analyse(results).summaries;
  t.is(wire?.networkBytesPerMessage, 500);
  t.is(wire?.packetsPerMessage, 5);
  t.like(unary?.networkBytesPerMessage, { missing: 'the run that was to count it failed: no such network' });
});

test('nothing is counted on the network of a proxy, where everything would be counted twice', async (t) => {
  const runner: BenchRunner = {
    run: (spec) => new SimulatedRunner().run(spec),
    countTraffic: async ({ workload }) => {
      t.is(workload.roundTripMs, 0);
      return { socket: { missing: 'not here' }, network: { bytes: 5_000, packets: 50 }, requests: 10 };
    },
  };
  const configuration = { blocksMin: 2, blocksMax: 2 };
  const plan = shortPlan({ ...blocksOnly, scenarios: [scenarios.wan], configuration });
  const { counted, points } = await runExperiment(plan, runner, ignore);
  const far = points.filter(({ workload }) => workload.roundTripMs > 0).map(({ id }) => id);
  const own = counted?.filter(({ point }) => far.includes(point)) ?? [];
  t.is(own.length, 6 * contenderNames.length);
  for (const { traffic } of own) t.true('missing' in traffic);
});

test('the fairness ledger has what was seen of the connections, and is the same for all where it has to be', async (t) => {
  const plan = shortPlan({ ...blocksOnly, configuration: { blocksMin: 2, blocksMax: 2 } });
  const { fairness } = await runExperiment(plan, new SimulatedRunner(), ignore);
  const is = (what: RegExp) => fairness.find((fact) => what.test(fact.what))?.is;
  t.is(is(/TCP_NODELAY/), 'on');
  t.is(is(/sockets of one channel/), '1');
  t.is(is(/TLS/), 'none');
  t.is(is(/compression/), 'none');
  t.like(is(/windows/), { wire: 'no HTTP/2' });
  t.regex((is(/windows/) as Record<string, string>).grpcUnary ?? '', /^\d+ bytes a stream, \d+ a connection$/);
  t.is(is(/sockets of a run/), '9');
  t.is(is(/^network$/), 'loopback');
  t.is(is(/windows, tuned/), undefined);
});

test('of long ways the fairness ledger says what is emulated, and what tuned windows are of', async (t) => {
  const configuration = { blocksMin: 2, blocksMax: 2 };
  const plan = shortPlan({ ...blocksOnly, scenarios: [scenarios.wan], configuration });
  const { fairness } = await runExperiment(plan, new SimulatedRunner(), ignore);
  const network = fairness.find(({ what }) => what === 'network')?.is;
  t.true(typeof network === 'string' && network.includes(proxyMeaning));
  const windows = fairness.find(({ what }) => what === 'HTTP/2 windows, tuned')?.is;
  t.regex((windows as Record<string, string>).grpcSession ?? '', /what they send goes through HTTP\/2's default/);
});
