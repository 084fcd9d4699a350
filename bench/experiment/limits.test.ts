/** What limited a load is told by fixed bounds, each of which can be crossed alone. */

import test from 'ava';
import type { ProcessUse, RunResult } from '../run/run.ts';
import {
  isBusierGenerator,
  isGeneratorsAlone,
  knownCeilingPerSecond,
  type LoadSigns,
  limitsOf,
  loadSignsOf,
} from './limits.ts';

const calm: LoadSigns = {
  ratePerSecond: 1_000,
  lagP99Us: 200,
  responseP99Us: 500,
  generatorUtilisation: 0.7,
  generatorCpuWaitShare: 0.05,
  ceilingPerSecond: 10_000,
  moreGeneratorsRatio: 1.09,
  serverUtilisation: 0.5,
  busyCores: 1,
  cores: 2,
};

test('where no bound is crossed, a load was limited by what was offered', (t) => {
  t.deepEqual(
    limitsOf(calm).map(({ kind }) => kind),
    ['offered'],
  );
});

const crossed: readonly (readonly [what: string, signs: Partial<LoadSigns>, kind: string, text: RegExp])[] = [
  ['a lag over 0.2 ms', { lagP99Us: 201 }, 'generator', /late/],
  ['an event loop busier than 70 %', { generatorUtilisation: 0.71 }, 'generator', /event loop is busy 71 %/],
  ['waiting for a CPU more than 5 % of the time', { generatorCpuWaitShare: 0.06 }, 'generator', /waits for a CPU 6 %/],
  ['a rate over 70 % of the ceiling', { ceilingPerSecond: 1_400 }, 'generator', /71 % of what/],
  ['a result that one more load generator betters', { moreGeneratorsRatio: 0.8 }, 'generator', /0\.80×/],
  ['a result that one more load generator worsens', { moreGeneratorsRatio: 1.2 }, 'generator', /1\.20×/],
  ['a busy server', { serverUtilisation: 0.95 }, 'server', /95 %/],
  ['a busy machine', { busyCores: 1.9 }, 'machine', /1\.9 of 2 CPUs/],
];

for (const [what, signs, kind, text] of crossed) {
  test(`${what} is a limit, and the only one`, (t) => {
    const limits = limitsOf({ ...calm, ...signs });
    t.is(limits.length, 1);
    t.is(limits[0]?.kind, kind as never);
    t.regex(limits[0]?.text ?? '', text);
  });
}

test('where responses are slow, a lag of less than a tenth of them is no limit', (t) => {
  t.is(limitsOf({ ...calm, lagP99Us: 900, responseP99Us: 10_000 })[0]?.kind, 'offered');
  t.is(limitsOf({ ...calm, lagP99Us: 1_100, responseP99Us: 10_000 })[0]?.kind, 'generator');
});

test('what is not known is no limit', (t) => {
  const unknown = {
    lagP99Us: undefined,
    responseP99Us: undefined,
    generatorCpuWaitShare: undefined,
    ceilingPerSecond: undefined,
    moreGeneratorsRatio: undefined,
    busyCores: undefined,
  };
  t.is(limitsOf({ ...calm, ...unknown })[0]?.kind, 'offered');
});

test('a ceiling of nothing is none', (t) => {
  t.is(limitsOf({ ...calm, ceilingPerSecond: 0 })[0]?.kind, 'offered');
});

test('a ceiling that a peer met is not known', (t) => {
  const ceiling = { contender: 'wire', workload: 'deliver', closedPerSecond: 2_000 } as const;
  t.is(knownCeilingPerSecond({ ...ceiling, limitedBy: 'generator' }), 2_000);
  t.is(knownCeilingPerSecond({ ...ceiling, limitedBy: 'peer' }), undefined);
  t.is(knownCeilingPerSecond(undefined), undefined);
});

test('in a closed loop the load generator was the limit where it was busy, and busier than what it loads', (t) => {
  t.true(isBusierGenerator({ generatorUtilisation: 0.95, serverUtilisation: 0.6 }));
  t.false(isBusierGenerator({ generatorUtilisation: 0.95, serverUtilisation: 0.96 }));
  t.false(isBusierGenerator({ generatorUtilisation: 0.6, serverUtilisation: 0.5 }), 'both waited for something else');
});

test('a failure is of the load generators alone where neither the server nor the machine had nothing left', (t) => {
  const late = { ...calm, lagP99Us: 90_000 };
  t.true(isGeneratorsAlone(late));
  t.false(isGeneratorsAlone(calm));
  t.false(isGeneratorsAlone({ ...late, serverUtilisation: 0.95 }));
  t.false(isGeneratorsAlone({ ...late, busyCores: 1.95 }));
  t.true(isGeneratorsAlone({ ...late, busyCores: 1.95, generatorUtilisation: 0.97 }), 'they used it up');
});

test('a limit of the load generator comes before one of the server', (t) => {
  const kinds = limitsOf({ ...calm, serverUtilisation: 0.99, generatorUtilisation: 0.99 }).map(({ kind }) => kind);
  t.deepEqual(kinds, ['generator', 'server']);
});

test('signs are medians over runs, of the busiest load generator of each', (t) => {
  // What its other threads wait for a CPU holds no request up.
  const use = (eventLoopUtilisation: number, mainRunQueueWaitUs: number): ProcessUse =>
    ({ eventLoopUtilisation, mainRunQueueWaitUs, runQueueWaitUs: 900_000, elapsedMs: 1_000 }) as ProcessUse;
  const run = (busiest: number): RunResult =>
    ({
      generators: [use(0.1, 10_000), use(busiest, 20_000)],
      server: use(0.4, 0),
      system: { elapsedMs: 1_000, busyUs: 1_500_000, stolenUs: 0 },
    }) as unknown as RunResult;
  const signs = loadSignsOf([run(0.2), run(0.9), run(0.3)], { ...calm });
  t.is(signs.generatorUtilisation, 0.3);
  t.is(signs.generatorCpuWaitShare, 0.02);
  t.is(signs.serverUtilisation, 0.4);
  t.is(signs.busyCores, 1.5);
});

test('signs say so where the system tells nothing of CPUs', (t) => {
  const silent = { missing: 'no such file' };
  const use = { eventLoopUtilisation: 0.1, mainRunQueueWaitUs: silent, elapsedMs: 1_000 };
  const signs = loadSignsOf([{ generators: [use], server: use, system: silent } as unknown as RunResult], calm);
  t.is(signs.generatorCpuWaitShare, undefined);
  t.is(signs.busyCores, undefined);
});
