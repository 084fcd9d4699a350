/** `duet bench` as it is typed: what it refuses before it measures, what it leaves when it is stopped, and what it reads. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { parseScenarioFile } from '../bench/plan/scenario_file.ts';
import { absentScenarios, scenarioNames } from '../bench/plan/scenarios.ts';
import { readResults, resultsText } from '../bench/results/read_results.ts';
import { exampleResults } from '../bench/results/testing/example_results.ts';
import { exampleScenario } from './bench.ts';
import { DuetProcess, type Ended } from './testing/duet_process.ts';

const folder = mkdtempSync(join(tmpdir(), 'duet-bench-test-'));
test.after.always(() => rmSync(folder, { recursive: true }));

const missing = join(folder, 'missing');
const noResults = file('no_results.json', '{ "format": "something else" }');
const results = file('results.json', resultsText(exampleResults({ seed: 1 })));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function bench(args: readonly string[]): Promise<Ended> {
  await using running = new DuetProcess(['bench', ...args], { input: '' });
  return await running.ended;
}

const refusals: readonly (readonly [what: string, args: readonly string[], said: RegExp])[] = [
  ['a scenario that cannot be yet', ['--scenario', 'tls'], /--scenario: there is no tls: .*yet/],
  ['a bound that is given twice', ['--slo', '1ms', '--slo', '2ms'], /--slo: one value is expected/],
  ['results that cannot be written', ['--json', join(missing, 'a.json')], /--json: .* cannot be written: ENOENT/],
  [
    'a disk that is not there',
    ['--scenario', 'durability', '--data', missing],
    /--data: .* cannot be written to: ENOENT/,
  ],
  [
    'a disk that is not there, for a backlog',
    ['--scenario', 'backlog', '--ledger', 'sqlite-synced', '--data', missing],
    /--data: .* cannot be written to: ENOENT/,
  ],
  ['an option of this bench, of another one', ['recovery', '--slo', '1ms'], /Unknown argument/],
  ['a file that holds no results', ['report', noResults], /no_results\.json: these are no results of/],
];

for (const [what, args, said] of refusals) {
  test(`${what} is refused in one line, before anything is measured`, async (t) => {
    const { status, stdout, stderr } = await bench(args);
    t.is(status, 1);
    t.is(stdout, '');
    t.regex(stderr, /^duet: .*\n$/);
    t.regex(stderr.trimEnd(), said);
    t.false(existsSync(missing));
  });
}

const stops: readonly (readonly [when: string, command: readonly string[], told: RegExp, points: number])[] = [
  ['while it looks for ceilings', ['bench', '--quick'], /bench: ceiling of the load generator 1 of 3/, 0],
  ['in its first block', ['compare'], /bench: block 1 of 2/, 1],
];

for (const [when, command, told, points] of stops) {
  test.serial(`stopped ${when}, it reports what is finished, and keeps that in the file`, async (t) => {
    const json = join(folder, `${points}.json`);
    await using running = new DuetProcess([...command, '--json', json], { input: '' });
    await running.tells(told);
    running.signal('SIGINT');
    const { status, stdout } = await running.ended;
    t.is(status, 130);
    t.regex(stdout, /stopped before its\s+end/);
    t.true(stdout.endsWith(`wrote ${json}\n`));
    const kept = readResults(readFileSync(json, 'utf8'));
    t.true(kept.interrupted);
    t.is(kept.points.length, points);
    t.deepEqual(kept.runs, []);
  });
}

test('what a bench wrote is shown again, with a report and exports', async (t) => {
  const html = join(folder, 'report.html');
  const exported = join(folder, 'exported');
  const { status, stdout, stderr } = await bench(['report', results, '--report', html, '--export', exported]);
  t.is(status, 0, stderr);
  t.regex(stdout, /Headline/);
  t.regex(readFileSync(html, 'utf8'), /^<!doctype html>/);
  t.true(readdirSync(exported).some((name) => name.endsWith('.hgrm')));
  t.true(readdirSync(exported).includes('headline.svg'));
});

test('two benches are held against each other', async (t) => {
  const later = file('later.json', resultsText(exampleResults({ seed: 2 })));
  const { status, stdout, stderr } = await bench(['compare', results, later]);
  t.is(status, 0, stderr);
  t.regex(stdout, /wire/);
});

test('the help names every scenario, those that are not there, and a file that is one', async (t) => {
  const { stdout } = await bench(['--help']);
  for (const name of [...scenarioNames, ...Object.keys(absentScenarios)]) t.regex(stdout, new RegExp(`\\n  ${name} `));
  t.true(stdout.includes(exampleScenario));
  t.notThrows(() => parseScenarioFile(exampleScenario));
});
