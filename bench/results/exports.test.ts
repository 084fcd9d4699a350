/** What other programs are given, as those read it. */

import test from 'ava';
import { analyse } from '../analysis/analyse.ts';
import { csv } from './csv.ts';
import { exportsOf } from './exports.ts';
import { exampleResults } from './testing/example_results.ts';

const results = exampleResults({ extent: 'headline', blocks: 2 });
const files = new Map(exportsOf(results, analyse(results)).map(({ name, text }) => [name, text]));

function textOf(name: string): string {
  return files.get(name) ?? `no ${name} among ${[...files.keys()].join(', ')}`;
}

/** Every row as an object, by the names in the first; for what has no quotes. */
function rowsOf(name: string): readonly Readonly<Record<string, string | undefined>>[] {
  const [head = '', ...lines] = textOf(name).trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((column, index) => [column, cells[index]]));
  });
}

test('a percentile file is as HdrHistogram writes it, in milliseconds, and ends with all samples', (t) => {
  const lines = textOf('deliver-equal.wire.response.hgrm').split('\n');
  t.regex(lines[0] ?? '', /^ +Value +Percentile TotalCount 1\/\(1-Percentile\)$/);
  const rows = lines.slice(2).filter((line) => /^ +[\d.]+ /.test(line));
  const cells = rows.map((line) => line.trim().split(/ +/).map(Number));
  t.true(cells.every(([value = -1, share = -1]) => value > 0 && share >= 0 && share <= 1));
  t.deepEqual(
    cells.map(([value]) => value),
    cells.map(([value]) => value).toSorted((a = 0, b = 0) => a - b),
  );
  t.is(cells.at(-1)?.[2], 4 * 12_500);
  t.regex(lines.join('\n'), /#\[Max +=.*Total count +=\s+50000\]/);
  const [median = 0] = cells.find(([, share = 0]) => share >= 0.5) ?? [];
  t.true(median > 0.2 && median < 0.4, `${median} ms`);
});

test('there is a percentile file for each contender, point and kind of latency', (t) => {
  const names = [...files.keys()].filter((name) => name.endsWith('.hgrm'));
  t.is(names.length, 3 * 4);
  t.is(new Set(names).size, names.length);
});

test('each run and each comparison is a row', (t) => {
  const runs = rowsOf('runs.csv');
  t.is(runs.length, results.runs.length);
  t.true(runs.every((row) => Number(row.responseP50) > 0 && row.settled === 'true'));
  const comparisons = rowsOf('comparisons.csv');
  t.is(comparisons.filter(({ family }) => family === 'headline').length, 12);
  t.true(
    comparisons.every(
      ({ advantage, low, high }) => Number(low) <= Number(advantage) && Number(advantage) <= Number(high),
    ),
  );
});

test("github-action-benchmark's two files have the fields it asks for, and each metric is in the right one", (t) => {
  const entries = (name: string): readonly Record<string, unknown>[] => JSON.parse(textOf(name));
  const bigger = entries('customBiggerIsBetter.json');
  const smaller = entries('customSmallerIsBetter.json');
  t.is(bigger.length, 3);
  t.is(smaller.length, 15);
  for (const entry of [...bigger, ...smaller]) {
    t.true(typeof entry.name === 'string' && typeof entry.unit === 'string' && Number.isFinite(entry.value));
  }
  t.true(bigger.every(({ unit }) => unit === 'messages/s'));
  t.is(new Set([...bigger, ...smaller].map(({ name }) => name)).size, 18);
});

test('names of files are safe, and stay apart, whatever points are called', (t) => {
  const [point] = results.points;
  const [run] = results.runs;
  if (point === undefined || run === undefined) return t.fail();
  const ids = ['../../etc/passwd', '.._.._etc_passwd', 'a b', 'a\u0000b', '..'];
  const odd = {
    ...results,
    points: ids.map((id) => ({ ...point, id })),
    runs: ids.map((id) => ({ ...run, point: id })),
  };
  const names = exportsOf(odd, analyse(odd)).map(({ name }) => name);
  t.true(
    names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name)),
    names.join(),
  );
  t.is(new Set(names).size, names.length);
  t.is(names.filter((name) => name.endsWith('.hgrm')).length, ids.length * 4);
});

test('cells with commas, quotes and line ends are quoted, and what is undefined is empty', (t) => {
  t.is(
    csv(
      ['a', 'b'],
      [
        ['x,y', 'say "no"'],
        ['line\nend', undefined],
        [1.5, true],
      ],
    ),
    'a,b\n"x,y","say ""no"""\n"line\nend",\n1.5,true\n',
  );
});
