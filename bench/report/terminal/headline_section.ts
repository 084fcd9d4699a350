/** The six metrics fixed beforehand: what each contender did, by how much they differ, and how sure that is. */

import type { Comparison, MetricName } from '../../analysis/analysis.ts';
import { isWithoutLoads } from '../../analysis/deliveries.ts';
import { advantageText, boundedValue, count, percent, pointLabel, valueText } from '../../analysis/texts.ts';
import { type Contender, contenderNames, contenders } from '../../plan/contenders.ts';
import type { Point } from '../../results/results.ts';
import { headlineNotes, howText, workloadText } from './headline_notes.ts';
import { uncomparedLines } from './headline_values.ts';
import { shortMetricLabels } from './metric_text.ts';
import { heading, type Line, line, type Page, padLeft, padRight, paragraph, type Style, widthOn } from './page.ts';
import { none, type Report, shortLabel } from './report_text.ts';
import { type Cell, table } from './table.ts';
import { axisFor, axisLines, whisker } from './whiskers.ts';

/** From so many columns on, verdicts are written out and p has a column. */
const wideColumns = 100;
const labelColumns = 22;
const valueColumns = 14;

export function headlineSection({ results, analysis, page }: Report): readonly Line[] {
  const points = results.points.filter(({ headline }) => headline);
  const sections = points.flatMap((point) => {
    const comparisons = analysis.headline.filter((comparison) => comparison.point === point.id);
    return comparisons.length === 0 ? [] : headlineOf(page, point, comparisons, results.configuration.closed.window);
  });
  if (sections.length > 0 || isWithoutLoads(results)) return sections;
  return points.length === 0
    ? [...heading(page, 'Headline'), line('  Nothing was measured.')]
    : points.flatMap((point) => uncomparedLines(page, point, analysis));
}

function headlineOf(page: Page, point: Point, all: readonly Comparison[], window: number): readonly Line[] {
  const { workload } = point;
  const metrics = [...new Set(all.map(({ metric }) => metric))];
  const left = comparisonTable(page, all);
  const leftWidth = Math.max(0, ...left.map((spans) => widthOn(page, spans)));
  const columns = Math.max(11, Math.min(61, page.width - leftWidth - 2));
  const axis = axisFor(all, columns);
  const rows = metrics.flatMap((metric) => {
    const own = all.filter((comparison) => comparison.metric === metric);
    return [
      valueLine(page, metric, own),
      ...own.map((comparison) => [
        ...(left[all.indexOf(comparison) + 1] ?? []),
        { text: '  ' },
        ...whisker(page, axis, comparison.advantage, comparison.margin, styleOf(comparison)),
      ]),
    ];
  });
  const blocks = Math.max(...all.map((comparison) => comparison.blocks));
  return [
    ...heading(page, `Headline: ${pointLabel(point)}, ${blocks} ${blocks === 1 ? 'block' : 'blocks'}`),
    ...paragraph(page, `${workloadText(workload)}. ${howText(window)}`, { indent: 2 }),
    [],
    namesLine(page),
    ...rows,
    ...axisLines(page, axis, leftWidth + 2, { low: 'gRPC better', high: 'wire better' }),
    ...headlineNotes(page, all, axis, page.width >= wideColumns),
  ];
}

/** Without the marks: the heading first, then a line for each comparison. */
function comparisonTable(page: Page, all: readonly Comparison[]): readonly Line[] {
  const wide = page.width >= wideColumns;
  const head: Cell[] = ['', '', '', ...(wide ? [''] : [])];
  const rows = all.map((comparison): Cell[] => [
    { text: `vs ${shortLabel(comparison.to)}`, style: comparison.to },
    advantageText(comparison),
    { text: verdictText(comparison, wide) + (comparison.preliminary ? '*' : ''), style: styleOf(comparison) },
    ...(wide ? [pText(comparison)] : []),
  ]);
  return table(page, [head, ...rows], { indent: 4, align: ['left'] });
}

function namesLine(page: Page): Line {
  const names = contenderNames.map((contender) => ({
    text: padLeft(page, contenders[contender].label, valueColumns),
    style: contender,
  }));
  return [{ text: ' '.repeat(labelColumns) }, ...names];
}

function valueLine(page: Page, metric: MetricName, comparisons: readonly Comparison[]): Line {
  const value = (contender: Contender): string => {
    const of = comparisons.find(({ to }) => contender === 'wire' || to === contender);
    if (of === undefined) return none;
    const text = valueText(metric, contender === 'wire' ? of.wire : of.grpc);
    return boundedValue(metric, text, of.generatorLimited.includes(contender));
  };
  return [
    { text: padRight(page, `  ${shortMetricLabels[metric]}`, labelColumns), style: 'heading' },
    ...contenderNames.map((contender) => ({ text: padLeft(page, value(contender), valueColumns) })),
  ];
}

export function verdictText({ verdict, margin, to }: Comparison, wide: boolean): string {
  const who = (side: 'wire' | 'grpc'): string => (side === 'wire' ? 'wire' : wide ? contenders[to].label : 'gRPC');
  switch (verdict.kind) {
    case 'better':
      return `${who(verdict.who)} better`;
    case 'equivalent':
      return wide ? `equivalent within ±${percent(margin)}` : `same within ±${percent(margin)}`;
    case 'realSmall':
      return wide ? `${who(verdict.who)}, real but small` : `${who(verdict.who)}, but small`;
    case 'inconclusive': {
      if (verdict.moreBlocks === undefined) return 'inconclusive';
      return wide
        ? `inconclusive: ~${count(verdict.moreBlocks)} more blocks`
        : `inconclusive (+${count(verdict.moreBlocks)})`;
    }
    case 'unproven':
      return 'unproven';
    default:
      return verdict satisfies never;
  }
}

function styleOf({ verdict, to }: Comparison): Style | undefined {
  if (verdict.kind === 'better' || verdict.kind === 'realSmall') return verdict.who === 'wire' ? 'wire' : to;
  return undefined;
}

function pText({ p, pHolm }: Comparison): string {
  const value = pHolm ?? p;
  return value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`;
}
