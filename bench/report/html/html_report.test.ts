/** The whole report, of results that are made up: that it is sound whatever they hold, not how fast anything was. */

import test from 'ava';
import fc from 'fast-check';
import { analyse } from '../../analysis/analyse.ts';
import type { Analysis } from '../../analysis/analysis.ts';
import type { Results } from '../../results/results.ts';
import { exampleResults } from '../../results/testing/example_results.ts';
import { renderHtmlReport } from './html_report.ts';
import { readmeFigure } from './readme_figure.ts';
import { hostileAnalysis, hostileResults } from './testing/hostile.ts';
import { flawOf } from './testing/well_formed.ts';

const results = exampleResults({ blocks: 2 });
const analysis = analyse(results);
const report = renderHtmlReport(results, analysis);

const headlineOnly = exampleResults({ blocks: 2, extent: 'headline', sourcesMissing: true, interrupted: true });

const empty: Results = {
  ...results,
  ceilings: [],
  capacities: [],
  points: [],
  runs: [],
  attribution: [],
  connections: [],
};

/** A failing test that prints the whole report helps nobody. */
function found(text: string, pattern: RegExp): string | undefined {
  const match = pattern.exec(text);
  return match ? text.slice(Math.max(0, match.index - 60), match.index + 60) : undefined;
}

/** The report, and the figure for the README. */
function rendered(of: Results, by: Analysis = analyse(of)): readonly string[] {
  return [renderHtmlReport(of, by), readmeFigure(of, by)];
}

const notNumbers = /\b(?:NaN|undefined|Infinity|null|\[object)\b/;

for (const [name, of] of Object.entries({ everything: results, 'the headline only': headlineOnly, nothing: empty })) {
  test(`with ${name} measured, the report is well-formed and every number in it is one`, (t) => {
    for (const text of rendered(of)) {
      t.is(flawOf(text), undefined);
      t.is(found(text, notNumbers), undefined);
    }
  });
}

test('bytes with all headers and packets of a message are there where somebody counted them, and only there', (t) => {
  t.truthy(found(report, /data-label="packets"[^>]*><span>3\.\d\d</));
  t.is(found(renderHtmlReport(headlineOnly, analyse(headlineOnly)), /data-label="packets"/), undefined);
});

test('capacities and ceilings are in a table, whether or not there is a curve to draw below which they stand', (t) => {
  const flat = { ...results, points: results.points.slice(0, 1) };
  t.truthy(found(renderHtmlReport(flat, analyse(flat)), /data-label="capacity"[^>]*><span>14,000\/s</));
});

test('where the load generator was the limit, a value is a bound', (t) => {
  const headline = analysis.headline.map((one) => ({ ...one, generatorLimited: ['wire' as const] }));
  const text = renderHtmlReport(results, { ...analysis, headline });
  t.truthy(found(text, /data-label="wire"[^>]*><span>≥ [\d,]+\/s</));
  t.truthy(found(text, /data-label="wire"[^>]*><span>≤ [\d.]+ [µm]s</));
  // Of the headline alone: others of the example are bounds.
  t.is(found(report.split('id="grpc-wins"')[0] ?? '', /data-label="wire"[^>]*><span>[≥≤]/), undefined);
});

test('a win of gRPC that was not fixed beforehand is marked as one', (t) => {
  const [one] = analysis.headline;
  if (one === undefined) return t.fail();
  const text = (pHolm: number | undefined): string =>
    renderHtmlReport(results, { ...analysis, deliveries: [], grpcWins: [{ ...one, pHolm }] });
  t.truthy(found(text(undefined), /<span class="verdict">[^<]*exploratory</));
  t.is(found(text(0.01), /<span class="verdict">[^<]*exploratory</), undefined);
});

test('nothing of the results becomes markup', (t) => {
  const texts = rendered(hostileResults(results), hostileAnalysis(analysis));
  for (const text of texts) {
    t.is(flawOf(text), undefined);
    t.is(found(text, /<script/i), undefined);
    t.truthy(found(text, /&lt;script&gt;/));
  }
});

test('the report loads nothing and runs nothing', (t) => {
  t.is(found(report, /https?:\/\/|<script|<link|<img|<iframe|\bsrc=|@import|url\(|\son\w+=/i), undefined);
  t.truthy(found(report, /default-src 'none'/));
});

test('the figure for the README stands by itself, in light and dark', (t) => {
  const figure = readmeFigure(results, analysis);
  t.deepEqual(figure.match(/https?:\/\/[^"]*/g), ['http://www.w3.org/2000/svg']);
  t.truthy(found(figure, /prefers-color-scheme:dark/));
  t.truthy(found(figure, /<title id="title">/));
});

test('no two elements have one id, and every reference has its element', (t) => {
  const ids = [...report.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id ?? '');
  t.deepEqual(ids.toSorted(), [...new Set(ids)].toSorted());
  const references = [...report.matchAll(/(?:aria-labelledby|href)="([^"]+)"/g)].flatMap(([, names = '']) =>
    names.split(' ').map((name) => name.replace('#', '')),
  );
  t.true(references.length > 20);
  t.deepEqual(
    references.filter((name) => !ids.includes(name)),
    [],
  );
});

test('validity comes first, before any figure of either side', (t) => {
  const [first] = [...report.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
  t.is(first, 'validity');
});

test('where gRPC wins is always said, also where no figure is in its favour', (t) => {
  const nowhere = renderHtmlReport(results, { ...analysis, deliveries: [], grpcWins: [] });
  t.truthy(found(nowhere, /<h2>Where gRPC wins<\/h2>/));
  t.truthy(found(nowhere, /nowhere in this run/));
  t.truthy(found(nowhere, /Clients in a dozen languages/));
  t.truthy(found(nowhere, /Deadlines/));
  t.truthy(found(nowhere, /load balancers and tracing/));
});

test('a figure without data is left out, and a line says why', (t) => {
  t.is(found(report, /Not drawn/), undefined);
  const text = renderHtmlReport(empty, analyse(empty));
  t.is(found(text, /<figure/), undefined);
  t.is(text.match(/Not drawn: <b>/g)?.length, 11);
});

test('a bench that was stopped says so at its head', (t) => {
  t.is(found(report, /stopped before its end\.<\/b>/), undefined);
  t.truthy(found(renderHtmlReport(headlineOnly, analyse(headlineOnly)), /stopped before its end\.<\/b>/));
});

test('the same results always give the same report', (t) => {
  t.true(report === renderHtmlReport(structuredClone(results), structuredClone(analysis)));
});

test('whatever is left of a bench, the report is well-formed', (t) => {
  const some = <T>(all: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...all]);
  const parts = fc.record({
    points: some(results.points),
    ceilings: some(results.ceilings),
    capacities: some(results.capacities),
    connections: some(results.connections),
    attribution: some(results.attribution),
    // Few, as each costs the decoding of its histograms.
    runs: fc.subarray([...results.runs], { maxLength: 12 }),
    summaries: some(analysis.summaries),
    headline: some(analysis.headline),
    selfComparisons: some(analysis.selfComparisons),
  });
  fc.assert(
    fc.property(parts, ({ summaries, headline, selfComparisons, ...left }) => {
      for (const text of rendered({ ...results, ...left }, { ...analysis, summaries, headline, selfComparisons })) {
        t.is(flawOf(text), undefined);
        t.is(found(text, notNumbers), undefined);
      }
    }),
    { numRuns: 25 },
  );
});
