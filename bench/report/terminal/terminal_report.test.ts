/** The whole report on made-up results: what it looks like, that it fits, and that it never says what is not known. */

import test from 'ava';
import { textWidth } from '../../../cli/chat/text_width.ts';
import { analyse } from '../../analysis/analyse.ts';
import type { Analysis } from '../../analysis/analysis.ts';
import type { Results } from '../../results/results.ts';
import { exampleResults } from '../../results/testing/example_results.ts';
import type { Page } from './page.ts';
import { renderTerminalHeadline, renderTerminalReport } from './terminal_report.ts';

const narrow: Page = { width: 80, color: false, unicode: true };
const wide: Page = { width: 120, color: false, unicode: true };
const pages: readonly (readonly [name: string, page: Page])[] = [
  ['80 columns', narrow],
  ['120 columns', wide],
  ['80 columns of ASCII', { ...narrow, unicode: false }],
  ['120 columns of ASCII', { ...wide, unicode: false }],
  ['80 columns in colour', { ...narrow, color: true }],
];

const results = exampleResults({ blocks: 3 });
const analysis = analyse(results);
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, 'g');

interface Case {
  readonly name: string;
  readonly results: Results;
  readonly analysis: Analysis;
}

const cases: readonly Case[] = [
  { name: 'everything measured', results, analysis },
  analysed('sources missing', exampleResults({ blocks: 2, sourcesMissing: true })),
  analysed('the headline alone, interrupted', exampleResults({ blocks: 8, extent: 'headline', interrupted: true })),
  analysed('one block', exampleResults({ blocks: 1, extent: 'headline' })),
  analysed('no block', { ...exampleResults({ blocks: 1 }), runs: [] }),
  analysed('nothing at all', {
    ...exampleResults({ blocks: 1 }),
    ...{ runs: [], points: [], fairness: [], ceilings: [], capacities: [], attribution: [], connections: [] },
  }),
  analysed('all alike', exampleResults({ blocks: 8, extent: 'headline', allAlike: true })),
  analysed('gRPC much better', exampleResults({ blocks: 7, extent: 'headline', cost: { wire: 300 } })),
];

function analysed(name: string, of: Results): Case {
  return { name, results: of, analysis: analyse(of) };
}

for (const [name, page] of pages) {
  test(`on ${name} the report looks as it did`, (t) => {
    // Colours are the same everywhere, so that one table shows them.
    const render = page.color ? renderTerminalHeadline : renderTerminalReport;
    t.snapshot(`\n${render(results, analysis, page)}`);
  });

  for (const one of cases) {
    test(`on ${name} no line is too long, and nothing is said that is not known: ${one.name}`, (t) => {
      const text = renderTerminalReport(one.results, one.analysis, page).replace(escapes, '');
      const long = text.split('\n').filter((line) => textWidth(line) > page.width);
      t.deepEqual(long, []);
      t.notRegex(text, /NaN|undefined|Infinity|\[object|null/);
      t.notRegex(text, / $/m);
      if (!page.unicode) t.regex(text, /^[\n\x20-\x7e]*$/);
    });
  }
}

test('validity and the machine come before any figure, and the exploratory comes last', (t) => {
  const titles = renderTerminalReport(results, analysis, narrow)
    .split('\n')
    .filter((line) => /^\S/.test(line));
  t.is(titles[0], 'Can this be believed?');
  t.is(titles[1], 'Measured on');
  t.true(titles[2]?.startsWith('Headline'));
  t.true(titles.at(-1)?.startsWith('Exploratory'));
});

for (const one of cases) {
  test(`where gRPC wins is always said: ${one.name}`, (t) => {
    t.regex(renderTerminalReport(one.results, one.analysis, narrow), /^Where gRPC wins$/m);
  });
}

test('without colours there is not one escape, and with them the text is the same', (t) => {
  const plain = renderTerminalReport(results, analysis, narrow);
  t.false(plain.includes('\x1b'));
  t.is(renderTerminalReport(results, analysis, { ...narrow, color: true }).replace(escapes, ''), plain);
});

test('a terminal that is narrower or wider than the report needs gets it at 80 or at 120', (t) => {
  t.is(
    renderTerminalReport(results, analysis, { ...narrow, width: 40 }),
    renderTerminalReport(results, analysis, narrow),
  );
  t.is(renderTerminalReport(results, analysis, { ...wide, width: 300 }), renderTerminalReport(results, analysis, wide));
});

test('names from a results file cannot drive the terminal, and do not make lines too long', (t) => {
  const hostile = `\x1b]0;owned\x07\u202e${'long '.repeat(30)}`;
  const text = renderTerminalReport(
    {
      ...results,
      machine: { ...results.machine, cpu: hostile, commit: { missing: hostile } },
      points: results.points.map((point) => ({ ...point, workload: { ...point.workload, name: hostile + point.id } })),
      fairness: [{ what: hostile, is: { wire: hostile } }],
    },
    analysis,
    narrow,
  );
  t.false(text.includes('\x1b') || text.includes('\u202e') || text.includes('\x07'));
  t.deepEqual(
    text.split('\n').filter((line) => textWidth(line) > 80),
    [],
  );
});

test('where the load generator was the limit, a value is a bound and is called so', (t) => {
  const [point] = results.points;
  const limits = [{ kind: 'generator', text: 'it sends late' }] as const;
  const text = renderTerminalReport(
    results,
    {
      ...analysis,
      headline: analysis.headline.map((one) => ({
        ...one,
        generatorLimited: one.to === 'grpcUnary' ? ['wire', 'grpcUnary'] : ['wire'],
      })),
      summaries: analysis.summaries.map((one) =>
        one.point === point?.id ? { ...one, limits, achievedPerSecond: 2_000 } : one,
      ),
    },
    narrow,
  );
  t.regex(text, /throughput +≥ [0-9,]+\/s +≥ [0-9,]+\/s +[0-9,]+\/s/);
  t.regex(text, /response p99 +≤ [0-9.]+ [mµ]s/);
  t.regex(text, /vs unary +≈ [0-9]/);
  t.regex(text, /vs session +≥ [0-9]/);
  t.regex(text, /wire +2,500\/s +≥ 2,000\/s +≤ .*generator-limited: it/);
});

test('bytes with all headers and packets of a message are there where somebody counted them, and only there', (t) => {
  t.regex(
    renderTerminalReport(results, analysis, narrow),
    /with all headers +4?[0-9,]+ B +[0-9,]+ B .*\n +packets +3\.\d\d +4\.\d\d/,
  );
  const uncounted = exampleResults({ blocks: 1, sourcesMissing: true });
  t.notRegex(renderTerminalReport(uncounted, analyse(uncounted), narrow), /with all headers/);
});

test('a win of gRPC that was not fixed beforehand is marked as one', (t) => {
  const [one] = analysis.headline;
  if (one === undefined) return t.fail();
  const text = (pHolm: number | undefined): string =>
    renderTerminalReport(results, { ...analysis, deliveries: [], grpcWins: [{ ...one, pHolm }] }, narrow);
  t.regex(text(undefined), /× \[.*\]\*\n/);
  t.regex(text(undefined), /corrected for their number/);
  t.notRegex(text(0.01), /corrected for their number/);
});

test('what gRPC is better at in fan-out or backlog is a win of gRPC', (t) => {
  const wins = (text: string): string => text.split('Where gRPC wins')[1]?.split('What no figure shows')[0] ?? '';
  const deliveries = analysis.deliveries.filter(({ advantage }) => advantage.high < 1);
  t.true(deliveries.length > 0);
  t.regex(wins(renderTerminalReport(results, { ...analysis, deliveries }, narrow)), /backlog +p50 alone +gRPC session/);
  t.notRegex(wins(renderTerminalReport(results, { ...analysis, deliveries: [] }, narrow)), /backlog/);
});

test('with too few blocks for an interval the values are there, and no ratio', (t) => {
  const one = exampleResults({ blocks: 1, extent: 'headline' });
  const text = renderTerminalHeadline(one, analyse(one), narrow);
  t.regex(text, /No ratios: an interval takes two blocks, and this bench has 1 whole block/);
  t.regex(text, /throughput +[0-9,]+\/s +[0-9,]+\/s +[0-9,]+\/s/);
  t.notRegex(text, /[0-9]×|better/);
});

test('the headline alone ends with the headline table', (t) => {
  const text = renderTerminalHeadline(results, analysis, narrow);
  t.true(renderTerminalReport(results, analysis, narrow).startsWith(text));
  t.true(text.includes('throughput') && !text.includes('Where gRPC wins'));
});
