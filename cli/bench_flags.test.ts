/** What the flags of `duet bench` take, and what they say of anything else. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { scenarios } from '../bench/plan/scenarios.ts';
import { durationMs, percentShare, scenariosOf } from './bench_flags.ts';
import { CommandError } from './command_error.ts';

const bounds = { minMs: 1, maxMs: 3_600_000, unit: 'ms' } as const;

for (const [text, ms] of [
  ['10ms', 10],
  ['10', 10],
  ['1.5s', 1_500],
  ['2 min', 120_000],
  ['1h', 3_600_000],
] as const) {
  test(`${text} is ${ms} ms`, (t) => t.is(durationMs('slo', text, bounds), ms));
}

for (const text of ['fast', '', '-1s', '0', '2h', '1 m', '10 ms 5', 'NaN', '1e3']) {
  test(`"${text}" is no time within the bounds`, (t) => {
    const said = '--slo: a time is expected, such as 10ms, 30s, 5min or 1h';
    t.throws(() => durationMs('slo', text, bounds), { instanceOf: CommandError, message: said });
  });
}

test('a share is given in percent', (t) => {
  t.is(percentShare('precision', '3%'), 0.03);
  t.is(percentShare('precision', '2.5'), 0.025);
  for (const text of ['0', '90%', 'x', '3 %%', '-1']) {
    const said = '--precision: from 0.1% to 50% is expected';
    t.throws(() => percentShare('precision', text), { instanceOf: CommandError, message: said });
  }
});

const folder = mkdtempSync(join(tmpdir(), 'duet-bench-flags-test-'));
test.after.always(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('scenarios are those that were asked for, once each, in that order', async (t) => {
  const own = file('own.json', '{ "name": "own" }');
  const found = await scenariosOf(['send', own, 'deliver', 'send']);
  t.deepEqual(
    found.map(({ name }) => name),
    ['send', 'own', 'deliver'],
  );
  t.is(found[0], scenarios.send);
});

for (const [what, names, said] of [
  ['a name that there is not', ['delivery'], /^--scenario: one of deliver, send, .*, or a file that ends in \.json$/],
  ['one that cannot be yet', ['tls'], /^--scenario: there is no tls: both transports are plain text/],
  ['a file that is missing', ['nowhere.json'], /^--scenario: nowhere\.json: ENOENT/],
  ['a name of all objects', ['constructor'], /^--scenario: one of deliver/],
] as const) {
  test(`${what} is refused`, async (t) => {
    await t.throwsAsync(scenariosOf(names), { instanceOf: CommandError, message: said });
  });
}

test('a file that breaks the schema is refused by its name and the place in it', async (t) => {
  const path = file('wrong.json', '{ "name": "own", "connections": 0 }');
  const message = `--scenario: ${path}: connections: at least 1 is expected`;
  await t.throwsAsync(scenariosOf([path]), { instanceOf: CommandError, message });
});

test('two files that call themselves the same are refused', async (t) => {
  const paths = ['one.json', 'two.json'].map((name) => file(name, '{ "name": "own" }'));
  await t.throwsAsync(scenariosOf(paths), { instanceOf: CommandError, message: /two files call themselves "own"/ });
});
