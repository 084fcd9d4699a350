/** Each figure, of results that are made up: how it is drawn, kept as a snapshot, and what it must not hide. */

import test from 'ava';
import { analyse } from '../../analysis/analyse.ts';
import { exampleResults } from '../../results/testing/example_results.ts';
import { type DrawnFigure, type Figure, figureWidths } from './figure.ts';
import { achievedFigure } from './figures/achieved.ts';
import { attributionFigure } from './figures/attribution.ts';
import { cdfFigure } from './figures/cdf.ts';
import { cpuFigure } from './figures/cpu.ts';
import { forestFigure } from './figures/forest.ts';
import { latencyLoadFigure } from './figures/latency_load.ts';
import { memoryFigure } from './figures/memory.ts';
import { payloadFigure } from './figures/payload.ts';
import { runOrderFigure } from './figures/run_order.ts';
import { seriesFigure } from './figures/series.ts';
import { spectrumFigure } from './figures/spectrum.ts';
import { inventedComparisons, inventedSelfComparisons } from './testing/invented_comparisons.ts';
import { flawOf } from './testing/well_formed.ts';

const results = exampleResults({ blocks: 2 });
const analysis = {
  ...analyse(results),
  headline: inventedComparisons,
  selfComparisons: inventedSelfComparisons,
};

const figures: Readonly<Record<string, Figure>> = {
  forest: forestFigure(analysis),
  spectrum: spectrumFigure(results),
  'latency against load': latencyLoadFigure(results, analysis),
  cdf: cdfFigure(results),
  'offered and achieved': achievedFigure(analysis),
  cpu: cpuFigure(results, analysis),
  attribution: attributionFigure(results),
  payload: payloadFigure(results, analysis),
  memory: memoryFigure(results),
  'series of workloads': seriesFigure(results, analysis),
  'order of runs': runOrderFigure(results),
};

function drawn(figure: Figure | undefined): DrawnFigure {
  if (figure?.kind !== 'drawn') throw new Error('not drawn');
  return figure;
}

function markupOf(figure: Figure | undefined, width: number): string {
  return drawn(figure).draw(width).content.text;
}

for (const [name, figure] of Object.entries(figures)) {
  test(`${name}: drawn as it was`, (t) => {
    const { title, reading, description, notes } = drawn(figure);
    t.snapshot({ title, reading, description, notes, drawing: markupOf(figure, figureWidths.narrow).split('\n') });
  });

  test(`${name}: well-formed at both widths, told in words, and within its height`, (t) => {
    const { description, reading, draw } = drawn(figure);
    t.true(description.length > 20 && reading.length > 20);
    for (const width of Object.values(figureWidths)) {
      const { height, content } = draw(width);
      t.is(flawOf(content.text), undefined);
      const ys = [...content.text.matchAll(/ (?:y|y1|y2|cy)="([^"]*)"/g)].map(([, y]) => Number(y));
      t.true(ys.length > 0 && ys.every((y) => y >= 0 && y <= height), `${Math.max(...ys)} of ${height}`);
    }
  });
}

test('forest: what the load generator held back is hollow, and a bound', (t) => {
  const text = markupOf(figures.forest, figureWidths.wide);
  t.is(text.match(/class="mark \w+ hollow"/g)?.length, 2);
  t.regex(text, /≥ 2\.80×/);
});

test('forest: a ratio that has no place on the axis is left out', (t) => {
  const [first, ...others] = inventedComparisons;
  t.truthy(first);
  const broken = others.map((each) => ({
    ...each,
    advantage: { mean: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY },
  }));
  const figure = forestFigure({ ...analysis, headline: first ? [first, ...broken] : [] });
  t.is(markupOf(figure, figureWidths.wide).match(/class="whisker /g)?.length, 2);
  t.is(forestFigure({ ...analysis, headline: broken }).kind, 'undrawn');
});

test('latency against load: points that the generator limited are hollow, with a sign that says so', (t) => {
  const limited = analysis.summaries.map((each) => ({
    ...each,
    limits: [{ kind: 'generator' as const, text: 'late' }],
  }));
  const free = analysis.summaries.map((each) => ({ ...each, limits: [{ kind: 'offered' as const, text: '' }] }));
  const drawing = (summaries: typeof analysis.summaries): string =>
    markupOf(latencyLoadFigure(results, { ...analysis, summaries }), figureWidths.wide);
  t.is(drawing(limited).match(/hollow/g)?.length, 15);
  t.is(drawing(limited).match(/>≥ /g)?.length, 15);
  t.notRegex(drawing(free), /hollow|>≥ /);
});

test('latency against load: a capacity at which nothing failed is at least so much', (t) => {
  const ended = { failedPerSecond: undefined, endedBy: 'search' } as const;
  const capacities = results.capacities.map((each) => ({ ...each, ...ended }));
  const text = markupOf(latencyLoadFigure({ ...results, capacities }, analysis), figureWidths.wide);
  t.regex(text, /wire: ≥ 14,000\/s \(search ended\), generator’s ceiling 24,000\/s/);
});

test('attribution: a part that could not be had is told with why, and not drawn as nothing', (t) => {
  const [first, ...others] = results.attribution;
  t.truthy(first);
  const parts = [{ name: 'codec' as const, usPerMessage: { missing: 'no such counter' } }];
  const figure = drawn(attributionFigure({ ...results, attribution: first ? [{ ...first, parts }, ...others] : [] }));
  t.true(figure.notes?.includes('wire, codec: no such counter'));
});

test('order of runs: one that had not settled has a ring in every strip', (t) => {
  const [first, ...others] = results.runs.filter(({ point }) => point === 'deliver-equal');
  t.truthy(first);
  if (!first) return;
  const unsettled = { ...first, result: { ...first.result, warmUp: { ...first.result.warmUp, settled: false } } };
  const text = markupOf(runOrderFigure({ ...results, runs: [unsettled, ...others] }), figureWidths.wide);
  t.is(text.match(/class="ring"/g)?.length, 2);
});
