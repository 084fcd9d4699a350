/** A scenario of the user's own means what its file says, and a file that breaks the schema is told where and how. */

import { readFileSync } from 'node:fs';
import test from 'ava';
import { ledgerNames } from './ledgers.ts';
import { parseScenarioFile, ScenarioFileError } from './scenario_file.ts';
import { scenarios } from './scenarios.ts';
import { arrivalProcesses, defaultWorkload, http2Windows, operations, payloadTexts } from './workload.ts';

test('what a file does not say is as in deliver, and its capacities are searched for', (t) => {
  const { workloads, rates } = parseScenarioFile('{ "name": "mine" }');
  t.deepEqual(workloads, [{ ...defaultWorkload, name: 'mine' }]);
  t.deepEqual(rates, { kind: 'capacity' });
});

test('what a file says is what is measured', (t) => {
  const payload = { bytesMin: 20, bytesMax: 400, text: 'multibyte' };
  const said = {
    mix: { deliver: 8, history: 0.5 },
    connections: 8,
    chats: 5,
    zipfExponent: 1.1,
    ledger: 'sqlite-synced',
  };
  const file = { name: 'office', meaning: 'ours', ratesPerSecond: [200, 1_000], payload, ...said };
  t.deepEqual(parseScenarioFile(JSON.stringify(file)), {
    kind: 'load',
    name: 'office',
    meaning: 'ours',
    workloads: [{ ...defaultWorkload, name: 'office', payload, ...said } as never],
    rates: { kind: 'fixed', perSecond: [200, 1_000] },
  });
});

test('a payload may leave its text to the default', (t) => {
  const { workloads } = parseScenarioFile('{ "name": "a", "payload": { "bytesMin": 16, "bytesMax": 16 } }');
  t.is(workloads[0]?.payload.text, 'ascii');
});

const refused: readonly (readonly [file: string, said: string | RegExp])[] = [
  ['{', /^not JSON: /],
  ['[]', 'an object is expected'],
  ['{}', 'name: missing'],
  ['{"name":7}', 'name: a string is expected'],
  ['{"name":"My Office"}', 'name: small letters, digits, _ and -; at most 40 are expected'],
  ['{"name":"deliver"}', 'name: "deliver" is a scenario of the bench\'s own'],
  ['{"name":"a","rate":5}', /^rate: unknown; expected: name, meaning, ratesPerSecond, mix, /],
  ['{"name":"a","mix":{}}', 'mix: at least one entry is expected'],
  ['{"name":"a","mix":{"sned":1}}', 'mix.sned: unknown; expected: ping, send, deliver, history, login'],
  ['{"name":"a","mix":{"send":0}}', 'mix.send: more than 0 is expected'],
  ['{"name":"a","mix":{"send":"often"}}', 'mix.send: a number is expected'],
  ['{"name":"a","payload":{"bytesMin":16}}', 'payload.bytesMax: missing'],
  ['{"name":"a","payload":{"bytesMin":1,"bytesMax":20}}', 'payload.bytesMin: at least 16 is expected'],
  ['{"name":"a","payload":{"bytesMin":16,"bytesMax":2000000}}', 'payload.bytesMax: at most 1048576 is expected'],
  ['{"name":"a","payload":{"bytesMin":99,"bytesMax":20}}', 'payload.bytesMax: at least bytesMin is expected, 99'],
  [
    '{"name":"a","payload":{"bytesMin":16,"bytesMax":20,"text":"utf8"}}',
    'payload.text: one of ascii, multibyte, incompressible, delimiters is expected',
  ],
  ['{"name":"a","ratesPerSecond":[]}', 'ratesPerSecond: at least one entry is expected'],
  ['{"name":"a","ratesPerSecond":[100,0]}', 'ratesPerSecond.1: at least 1 is expected'],
  ['{"name":"a","connections":1.5}', 'connections: an integer is expected'],
  ['{"name":"a","zipfExponent":9}', 'zipfExponent: at most 3 is expected'],
  ['{"name":"a","ledger":"postgres"}', /^ledger: one of memory-ledger, /],
];

for (const [file, said] of refused) {
  test(`${file} is refused with the place and what is expected there`, (t) => {
    const error = t.throws(() => parseScenarioFile(file), { instanceOf: ScenarioFileError });
    if (typeof said === 'string') t.is(error?.message, said);
    else t.regex(error?.message ?? '', said);
  });
}

test('the schema knows every choice that there is', (t) => {
  const { properties } = JSON.parse(readFileSync(new URL('scenario.schema.json', import.meta.url), 'utf8'));
  t.deepEqual(Object.keys(properties.mix.properties), [...operations]);
  t.deepEqual(properties.payload.properties.text.enum, [...payloadTexts]);
  t.deepEqual(properties.arrivals.enum, [...arrivalProcesses]);
  t.deepEqual(properties.ledger.enum, [...ledgerNames]);
  t.deepEqual(properties.http2Windows.enum, [...http2Windows]);
  const { name: _, mix: __, payload: ___, ...others } = defaultWorkload;
  for (const field of Object.keys(others)) t.true(field in properties, field);
});

test('every scenario of the bench has workloads of distinct names, and its own key for a name', (t) => {
  const names = Object.values(scenarios).flatMap((scenario) =>
    scenario.kind === 'load' ? scenario.workloads.map(({ name }) => name) : [],
  );
  t.is(new Set(names).size, names.length);
  for (const [key, { name }] of Object.entries(scenarios)) t.is(name, key);
});
