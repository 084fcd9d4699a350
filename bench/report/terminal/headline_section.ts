/** The six metrics fixed beforehand: what each contender did, by how much they differ, and how sure that is. */

import type { Comparison, MetricName } from '../../analysis/analysis.ts';
import { advantageText, count, percent, pointLabel, valueText } from '../../analysis/texts.ts';
import { type Contender, contenderNames, contenders } from '../../plan/contenders.ts';
import { ledgers } from '../../plan/ledgers.ts';
import { operationMeaning, operations, type Workload } from '../../plan/workload.ts';
import type { Point } from '../../results/results.ts';
import { shortMetricLabels } from './metric_text.ts';
import { heading, type Line, line, type Page, padLeft, padRight, paragraph, type Style, widthOn } from './page.ts';
import { boundedValue, marginText, none, type Report, shortLabel } from './report_text.ts';
import { type Cell, table } from './table.ts';
import { type Axis, axisFor, axisLines, columnOf, whisker } from './whiskers.ts';

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
  if (sections.length > 0) return sections;
  return [...heading(page, 'Headline'), line('  Nothing to compare: no block was finished.')];
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
    ...notes(page, all, axis),
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
      return wide ? `${who(verdict.who)} better, real but small` : `${who(verdict.who)}, small`;
    case 'inconclusive': {
      if (verdict.moreBlocks === undefined) return 'inconclusive';
      return wide
        ? `inconclusive: ~${count(verdict.moreBlocks)} more blocks`
        : `inconclusive (+${count(verdict.moreBlocks)})`;
    }
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

/** How to read the table, and what holds of some of its rows only. */
function notes(page: Page, all: readonly Comparison[], axis: Axis): readonly Line[] {
  const limited = contenderNames.filter((contender) =>
    all.some(({ generatorLimited }) => generatorLimited.includes(contender)),
  );
  const more =
    page.width < wideColumns &&
    all.some(({ verdict }) => verdict.kind === 'inconclusive' && verdict.moreBlocks !== undefined);
  const margin = Math.max(...all.map((comparison) => comparison.margin));
  const said = [
    `1.50× [1.40, 1.60]: wire is 1.5 times as good, and that lies between 1.4 and 1.6 with 95 % confidence; under 1×, gRPC ` +
      `is the better one. Good is more throughput, and less of all else. Ratios are geometric means over blocks, values medians over runs. ${marksText(page, axis, margin)}`,
    'Better: the whole interval lies beyond the margin; same, or equivalent: within it; inconclusive: across its edge. ' +
      marginText(all),
    ...(page.width >= wideColumns
      ? ['p: by flipping signs of blocks, exactly, corrected by Holm for the six metrics.']
      : []),
    ...(more ? ['(+k): about k more blocks would decide.'] : []),
    ...(all.some(({ preliminary }) => preliminary) ? [preliminaryText] : []),
    ...(limited.length === 0 ? [] : [limitedText(limited)]),
  ];
  return said.flatMap((text) => paragraph(page, text, { indent: 2, style: 'faint' }));
}

const preliminaryText =
  '*: preliminary: with so few blocks no p could pass its correction, so the interval alone decides.';

function marksText({ unicode }: Page, axis: Axis, margin: number): string {
  const marks = unicode ? '├──●──┤ on a logarithmic axis' : '[--o--] on a logarithmic axis';
  const beyond = unicode ? '▶' : '>';
  const cutOff = axis.high >= 100 ? `; ${beyond} goes on beyond it` : '';
  // Of a narrow terminal with large ratios the band may be less than a column.
  const bandSeen = columnOf(axis, 1 + margin) > columnOf(axis, 1);
  const band = `; ${unicode ? '░' : ':'} is the margin, what is too small to matter`;
  return `${marks}${bandSeen ? band : ''}${cutOff}.`;
}

function limitedText(limited: readonly Contender[]): string {
  const names = limited.map((contender) => contenders[contender].label).join(' and ');
  return `Generator-limited: ${names}. The load generator was at its own limit, so ≥ and ≤ are bounds, and ≈ says nothing.`;
}

function workloadText({ mix, payload, connections, ledger, roundTripMs, stalledReaders }: Workload): string {
  const chosen = operations.filter((operation) => (mix[operation] ?? 0) > 0);
  const [only] = chosen;
  const what =
    chosen.length === 1 && only !== undefined ? `${only}: ${operationMeaning[only]}` : `a mix of ${chosen.join(', ')}`;
  const bytes =
    payload.bytesMin === payload.bytesMax
      ? count(payload.bytesMin)
      : `${count(payload.bytesMin)} to ${count(payload.bytesMax)}`;
  return [
    `${what}; bodies of ${bytes} bytes (${payload.text})`,
    `${connections} ${connections === 1 ? 'connection' : 'connections'} a generator`,
    ledgers[ledger].label,
    ...(roundTripMs > 0 ? [`${roundTripMs} ms of round trip added`] : []),
    ...(stalledReaders > 0 ? [`${stalledReaders} stalled readers`] : []),
  ].join(', ');
}

function howText(window: number): string {
  return (
    'Latency from the moment a request was meant to be sent, at a rate that waits for nobody (open loop), p50 of the probe ' +
    'and p99 of the load; throughput with ' +
    `${count(window)} requests under way (closed loop).`
  );
}
