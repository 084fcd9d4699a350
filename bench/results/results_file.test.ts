/** Results as a file: what is written is read, what is broken is told with its place, and schema and types agree. */

import { readFileSync } from 'node:fs';
import test from 'ava';
import { contenderNames } from '../plan/contenders.ts';
import { ledgerNames } from '../plan/ledgers.ts';
import { arrivalProcesses, http2Windows, operations, payloadTexts } from '../plan/workload.ts';
import { ResultsFileError, readResults, resultsText } from './read_results.ts';
import { attributedParts, resultsVersion } from './results.ts';
import { exampleResults } from './testing/example_results.ts';
import { shapes } from './testing/shapes.ts';

const small = exampleResults({ extent: 'headline', blocks: 1 });

test('what is written is read again, with all sources and without', (t) => {
  for (const sourcesMissing of [false, true]) {
    const results = exampleResults({ blocks: 1, sourcesMissing });
    t.deepEqual(readResults(resultsText(results)), results);
  }
  const empty = { ...small, runs: [] };
  t.deepEqual(readResults(resultsText(empty)), empty);
});

test('a run is a line of the file', (t) => {
  const lines = resultsText(small).split('\n');
  t.is(lines.filter((line) => line.includes('"twin":')).length, small.runs.length);
});

test('results with a figure that is no number are written, and told when they are read', (t) => {
  const broken = { ...small, machine: { ...small.machine, loadAverage: Number.NaN } };
  t.throws(() => readResults(resultsText(broken)), { message: 'machine.loadAverage: must be number' });
});

test('texts that are no results are refused, and told what they are', (t) => {
  const said = (text: string): string | undefined =>
    t.throws(() => readResults(text), { instanceOf: ResultsFileError })?.message;
  t.regex(said('{') ?? '', /^this is not JSON: /);
  for (const text of ['[]', 'null', '3', '{}', '{"format":"other"}'])
    t.is(said(text), 'these are no results of `duet bench`');
  t.is(
    said(JSON.stringify({ ...small, version: resultsVersion + 1 })),
    'these results are of a newer Duet: they have version 2, and this one reads 1',
  );
  t.is(said(JSON.stringify({ ...small, version: 0 })), 'version: must be equal to constant');
});

// biome-ignore lint/suspicious/noExplicitAny: it breaks what types would keep whole.
type Breaking = (results: any) => void;

const broken: readonly (readonly [said: string, change: Breaking])[] = [
  ['runs[3].result.open: "offered" is missing', (r) => delete r.runs[3].result.open.offered],
  [
    'runs[2].result.system.missing: must be string',
    (r) => {
      r.runs[2].result.system = { missing: 3 };
    },
  ],
  [
    'runs[2].result.system: "elapsedMs" is missing',
    (r) => {
      r.runs[2].result.system = {};
    },
  ],
  [
    'runs[0].result.server.userUs: must be >= 0',
    (r) => {
      r.runs[0].result.server.userUs = -1;
    },
  ],
  [
    'runs[0].contender: is none of wire, grpcUnary, grpcSession',
    (r) => {
      r.runs[0].contender = 'tcp';
    },
  ],
  [
    'runs[0].point: there is no point "elsewhere"',
    (r) => {
      r.runs[0].point = 'elsewhere';
    },
  ],
  [
    'runs[1].result.open.load.lag: is no histogram',
    (r) => {
      r.runs[1].result.open.load.lag = 'HISTFAAAA';
    },
  ],
  [
    'points[0].basis: "fraction" is unknown',
    (r) => {
      r.points[0].basis.fraction = 1;
    },
  ],
  ['points: two have the same id', (r) => r.points.push(r.points[0])],
  [
    'fairness[0].is: must be string',
    (r) => {
      r.fairness[0].is = 3;
    },
  ],
  [
    'startedAt: is not a time in UTC, such as 2026-01-02T03:04:05.000Z',
    (r) => {
      r.startedAt = 'now';
    },
  ],
  [
    '"surplus" is unknown',
    (r) => {
      r.surplus = 1;
    },
  ],
];

for (const [said, change] of broken) {
  test(`a broken file is told: ${said}`, (t) => {
    const copy = structuredClone(small);
    change(copy);
    t.throws(() => readResults(JSON.stringify(copy)), { instanceOf: ResultsFileError, message: said });
  });
}

const schema = JSON.parse(readFileSync(new URL('results.schema.json', import.meta.url), 'utf8'));

for (const [name, shape] of Object.entries(shapes)) {
  test(`the schema and the type agree on the fields of ${name}`, (t) => {
    const { properties, required, additionalProperties } = name === 'results' ? schema : schema.$defs[name];
    t.deepEqual(Object.keys(properties).sort(), Object.keys(shape).sort());
    const needed = Object.entries(shape).filter(([, need]) => need === 'required');
    t.deepEqual([...required].sort(), needed.map(([field]) => field).sort());
    t.false(additionalProperties);
  });
}

test('every object that the schema describes has its type beside it', (t) => {
  const closed = Object.entries<{ type?: string }>(schema.$defs).filter(([, { type }]) => type === 'object');
  t.deepEqual(
    closed.map(([name]) => name).filter((name) => !(name in shapes) && name !== 'basis'),
    [],
  );
});

test('the schema and the types agree on every closed list', (t) => {
  const { contender, workload, payload, attributedCost } = schema.$defs;
  t.deepEqual(contender.enum, contenderNames);
  t.deepEqual(Object.keys(workload.properties.mix.properties), operations);
  t.deepEqual(workload.properties.arrivals.enum, arrivalProcesses);
  t.deepEqual(workload.properties.ledger.enum, ledgerNames);
  t.deepEqual(workload.properties.http2Windows.enum, http2Windows);
  t.deepEqual(payload.properties.text.enum, payloadTexts);
  t.deepEqual(attributedCost.properties.name.enum, attributedParts);
  t.is(schema.properties.version.const, resultsVersion);
});
