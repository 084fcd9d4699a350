/** A message's CPU is divided without remainder, and what cannot be told is said to be so: by hand-made figures. */

import test from 'ava';
import { contenderNames } from '../plan/contenders.ts';
import { defaultWorkload } from '../plan/workload.ts';
import { type AttributedPart, type Attribution, attributedParts } from '../results/results.ts';
import { isMissing, type ProcessUse, type RunResult } from '../run/run.ts';
import { attribute, type InProcessCosts, type PerMessage, runsPerMessage } from './attribute.ts';
import { attributeAll } from './measure_attribution.ts';

function each(...totals: readonly (readonly [userUs: number, systemUs: number])[]): PerMessage {
  return totals.map(([userUs, systemUs]) => ({ userUs, systemUs }));
}

const costs: InProcessCosts = {
  codec: { wire: each([2, 0]), grpcUnary: each([3, 0], [5, 0.5], [4, 0.25]), grpcSession: each([4, 0]) },
  core: each([6, 0.5], [7, 0.5], [8, 0.5]),
  durableCore: each([10, 2.5], [12, 1.5], [11, 3.5]),
  load: { userUs: 27, systemUs: 8.5 },
};
/** Of 60 µs and 20 µs. */
const runs = each([59, 20], [60, 19], [61, 21]);

function partOf({ parts }: Attribution, name: AttributedPart): unknown {
  return parts.find((part) => part.name === name)?.usPerMessage;
}

test('what is measured alone is itself, the rest is that of the whole run, and all add up to it', (t) => {
  const attribution = attribute({
    contender: 'grpcUnary',
    workload: 'deliver',
    costs,
    runs,
    ratePerSecond: 703,
    withoutLoad: false,
  });
  // Differences of the ledgers: (4, 2), (5, 1), (3, 3); medians 4 and 2.
  t.is(partOf(attribution, 'disk'), 6);
  t.is(partOf(attribution, 'codec'), 4.25);
  t.is(partOf(attribution, 'core'), 7.5);
  t.is(partOf(attribution, 'systemCalls'), 20 - 0.25 - 0.5 - 2);
  t.is(partOf(attribution, 'framing'), 60 - 4 - 7 - 4);
  const sum = attribution.parts.reduce((us, { usPerMessage }) => us + (usPerMessage as number), 0);
  t.is(sum, 80);
  t.deepEqual(attribution.parts.map(({ name }) => name).sort(), [...attributedParts].sort());
  t.is(attribution.workload, 'deliver');
});

test('over the ledger in memory there is no disk, and the rest is larger by it', (t) => {
  const inMemory = { ...costs, durableCore: undefined };
  const attribution = attribute({
    contender: 'wire',
    workload: 'deliver',
    costs: inMemory,
    runs,
    ratePerSecond: 703,
    withoutLoad: false,
  });
  t.is(partOf(attribution, 'disk'), 0);
  t.is(partOf(attribution, 'framing'), 60 - 2 - 7);
  t.true(attribution.notes.some((note) => note.startsWith('disk: none')));
});

test('a difference of ledgers that is lost in the noise is 0, and said to be', (t) => {
  const noisy = { ...costs, durableCore: each([5, 0.5], [7.5, 0.5], [7, 0.5]) };
  const attribution = attribute({
    contender: 'wire',
    workload: 'send',
    costs: noisy,
    runs,
    ratePerSecond: 703,
    withoutLoad: false,
  });
  t.is(partOf(attribution, 'disk'), 0);
  t.true(attribution.notes.some((note) => note.includes('lost in the noise (-1.00 to 0.50 µs in 3 rounds)')));
});

test('a rest below nothing is missing, with both figures, and never a negative one', (t) => {
  const attribution = attribute({
    contender: 'wire',
    workload: 'deliver',
    costs,
    runs: each([12, 1]),
    ratePerSecond: 703,
    withoutLoad: false,
  });
  const framing = partOf(attribution, 'framing') as object;
  t.true(isMissing(framing) && framing.missing.includes('13.00 µs of user time, and the whole run 12.00 µs'));
  const systemCalls = partOf(attribution, 'systemCalls') as object;
  t.true(isMissing(systemCalls) && systemCalls.missing.includes('2.50 µs of system time, and the whole run 1.00 µs'));
});

test('without a run there is no rest', (t) => {
  const attribution = attribute({
    contender: 'wire',
    workload: 'deliver',
    costs,
    runs: [],
    ratePerSecond: 0,
    withoutLoad: false,
  });
  t.true(
    isMissing(partOf(attribution, 'framing') as object) && isMissing(partOf(attribution, 'systemCalls') as object),
  );
  t.is(partOf(attribution, 'codec'), 2);
});

test("the load generator's own work is left out, and the parts add up to the rest", (t) => {
  const attribution = attribute({
    contender: 'wire',
    workload: 'deliver',
    costs,
    runs,
    ratePerSecond: 703,
    withoutLoad: true,
  });
  // It took (20, 8) beside the core.
  t.is(partOf(attribution, 'framing'), 60 - 20 - 2 - 7 - 4);
  t.is(partOf(attribution, 'systemCalls'), 20 - 8 - 0.5 - 2);
  t.is(
    attribution.parts.reduce((us, { usPerMessage }) => us + (usPerMessage as number), 0),
    80 - 28,
  );
  t.true(attribution.notes.some((note) => note.startsWith("left out: the load generator's own work, 20.00 µs")));
});

const use = (userUs: number, systemUs: number): ProcessUse => ({ ...({} as ProcessUse), userUs, systemUs });
const run = {
  server: use(600, 240),
  generators: [use(300, 100), use(150, 60)],
  probe: use(5_000, 4_000),
  open: { completed: 10, answeredInPart: 10, offered: 1_406, elapsedMs: 2_000 },
  traffic: { requests: 12 },
} as unknown as RunResult;

test("what a message of a run used is the server's share of one and the generators' of one, without the probe", (t) => {
  const nothing = { ...run, traffic: { ...run.traffic, requests: 0 } };
  t.deepEqual(runsPerMessage([run, nothing]), [{ userUs: 50 + 45, systemUs: 20 + 16 }]);
});

test("the generator's work is taken off all contenders, or off none where one has not so much left", (t) => {
  const cheap = { ...run, generators: [use(10, 10)] };
  const both = attributeAll(defaultWorkload, { wire: [run], grpcSession: [run] }, costs);
  t.deepEqual(
    both.map((attribution) => [attribution.contender, partOf(attribution, 'framing')]),
    [
      ['wire', 95 - 20 - 2 - 7 - 4],
      ['grpcSession', 95 - 20 - 4 - 7 - 4],
    ],
  );
  const [wire, session] = attributeAll(
    defaultWorkload,
    { wire: [{ ...cheap, server: use(240, 240) }], grpcSession: [run] },
    costs,
  );
  t.is(wire === undefined ? undefined : partOf(wire, 'framing'), 21 - 2 - 7 - 4);
  t.is(session === undefined ? undefined : partOf(session, 'framing'), 95 - 4 - 7 - 4);
  t.true(session?.notes.some((note) => note.includes('is in framing')));
});

test('the rest is called one, and of which rate: at a low one it is waking up for the most part', (t) => {
  const [wire] = attributeAll(defaultWorkload, { wire: [run] }, costs);
  t.true(wire?.notes.some((note) => /^framing, wake-ups and the rest: .* at 703\/s \(1, medians\)/.test(note)));
});

test('each contender is divided by its own codec', (t) => {
  const codecs = contenderNames.map((contender) =>
    partOf(attribute({ contender, workload: 'w', costs, runs, ratePerSecond: 703, withoutLoad: false }), 'codec'),
  );
  t.deepEqual(codecs, [2, 4.25, 4]);
});
