/** Two benches held against each other, as text for a terminal. Pure; what may be compared is decided in bench/results. */

import { count, intervalText, pointLabel, ratioText, valueText } from '../../analysis/texts.ts';
import {
  type Change,
  type ChangeVerdict,
  comparisonCaveat,
  type ResultsComparison,
} from '../../results/compare_results.ts';
import type { Results } from '../../results/results.ts';
import { isMissing } from '../../run/run.ts';
import { shortMetricLabels } from './metric_text.ts';
import { blank, heading, type Line, line, type Page, paragraph, render, type Style, widthOn } from './page.ts';
import { contenderSpan, marginText } from './report_text.ts';
import { type Cell, table } from './table.ts';
import { widthWithin } from './terminal_options.ts';
import { axisFor, axisLines, whisker } from './whiskers.ts';

/** Beside the headline, changes that are told one by one; the rest is counted. */
const othersShownMax = 24;
const columnsOfMarksMin = 15;

const verdictTexts: Readonly<Record<ChangeVerdict, { readonly text: string; readonly style: Style | undefined }>> = {
  better: { text: 'better', style: 'good' },
  worse: { text: 'worse', style: 'bad' },
  same: { text: 'same', style: undefined },
  inconclusive: { text: 'inconclusive', style: 'faint' },
};

/** Which was held against which. */
export interface ComparedResults {
  readonly before: Results;
  readonly after: Results;
}

/** No line is longer than `width`, which counts as from 80 to 120. Without a newline at the end. */
export function renderCompareReport(
  comparison: ResultsComparison,
  { before, after }: ComparedResults,
  options: Page,
): string {
  const page = { ...options, width: widthWithin(options.width) };
  const head = [
    ...heading(page, 'Two benches'),
    ...paragraph(page, `before: ${benchText(before)}`, { indent: 2, hanging: 8 }),
    ...paragraph(page, `after:  ${benchText(after)}`, { indent: 2, hanging: 8 }),
  ];
  const body =
    comparison.kind === 'refused' ? refusedLines(page, comparison.reasons) : comparedLines(page, comparison, after);
  return render(page, [...head, ...body].slice(1));
}

function benchText({ machine, startedAt, configuration, runs }: Results): string {
  const { commit } = machine;
  const known = typeof commit === 'object' && isMissing(commit) ? 'commit not known' : `commit ${commit.slice(0, 12)}`;
  const blocks = new Set(runs.map(({ block }) => block)).size;
  const when = startedAt.slice(0, 16).replace('T', ' ');
  return `Duet ${machine.duet}, ${known}, ${when} UTC, ${count(blocks)} blocks, ${configuration.command}`;
}

function refusedLines(page: Page, reasons: readonly string[]): readonly Line[] {
  return [
    ...heading(page, 'Not compared'),
    ...reasons.flatMap((reason) => paragraph(page, `! ${reason}`, { indent: 2, hanging: 2, style: 'bad' })),
  ];
}

function comparedLines(
  page: Page,
  { warnings, changes }: Extract<ResultsComparison, { kind: 'compared' }>,
  after: Results,
): readonly Line[] {
  const headline = changes.filter((change) => change.headline);
  const others = changes.filter((change) => !change.headline);
  return [
    ...heading(page, 'Can these be compared?'),
    ...warnings.flatMap((warning) => paragraph(page, `! ${warning}`, { indent: 2, hanging: 2, style: 'bad' })),
    ...paragraph(page, `! ${comparisonCaveat}`, { indent: 2, hanging: 2 }),
    ...points(headline).flatMap((point) => [
      ...heading(page, `Headline: ${titleOf(after, point)}`),
      ...changeTable(
        page,
        headline.filter((change) => change.point === point),
      ),
    ]),
    ...otherLines(page, others, after),
    blank,
    ...paragraph(
      page,
      '1.10× [1.05, 1.15]: the second is 1.1 times as good (more throughput, or less of all else), and that lies between ' +
        '1.05 and 1.15 with 95 % confidence; under 1×, it is the worse one. ' +
        `Better and worse: the whole interval lies beyond the margin; same: within it; inconclusive: across its edge. ${marginText(changes)} ` +
        'Each interval stands for itself: of 20, one is off by chance.',
      { indent: 2, style: 'faint' },
    ),
  ];
}

function points(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ point }) => point))];
}

function titleOf(results: Results, id: string): string {
  const point = results.points.find((candidate) => candidate.id === id);
  return point === undefined ? id : pointLabel(point);
}

/** A row for each contender under the name of its metric; with a mark on one axis, where there is room. */
function changeTable(page: Page, changes: readonly Change[]): readonly Line[] {
  const rows = changes.map((change): readonly Cell[] => [contenderSpan(change.contender), ...figures(change)]);
  const [head = [], ...left] = table(page, [['', 'before', 'after', '', ''], ...rows], {
    indent: 4,
    align: ['left', 'right', 'right', 'left'],
  });
  const before = Math.max(0, ...left.map((spans) => widthOn(page, spans))) + 2;
  const columns = Math.min(61, page.width - before);
  const marked = changes.map(({ improvement, margin }) => ({ advantage: improvement, margin }));
  // Where figures leave no room for marks, they say enough.
  const axis = columns < columnsOfMarksMin ? undefined : axisFor(marked, columns);
  const lines = changes.flatMap((change, index): readonly Line[] => {
    const { metric, improvement, margin, verdict } = change;
    const isFirst = metric !== changes[index - 1]?.metric;
    const mark = axis && whisker(page, axis, improvement, margin, verdictTexts[verdict].style);
    return [
      ...(isFirst ? [line(`  ${shortMetricLabels[metric]}`, 'heading')] : []),
      [...(left[index] ?? []), ...(mark === undefined ? [] : [{ text: '  ' }, ...mark])],
    ];
  });
  return [
    head,
    ...lines,
    ...(axis === undefined ? [] : axisLines(page, axis, before, { low: 'worse', high: 'better' })),
  ];
}

function figures({ metric, before, after, improvement, verdict }: Change): readonly Cell[] {
  return [
    valueText(metric, before),
    valueText(metric, after),
    `${ratioText(improvement.mean)} ${intervalText(improvement)}`,
    verdictTexts[verdict],
  ];
}

/** Those that changed, one by one as far as there is room; the others by number. */
function otherLines(page: Page, others: readonly Change[], after: Results): readonly Line[] {
  if (others.length === 0) return [];
  const changed = others.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const shown = changed.slice(0, othersShownMax);
  const number = (verdict: ChangeVerdict): number => others.filter((change) => change.verdict === verdict).length;
  const summary =
    `${count(others.length)} others, exploratory: ${number('better')} better, ${number('worse')} worse, ` +
    `${number('same')} the same, ${number('inconclusive')} inconclusive` +
    (shown.length < changed.length ? `; the first ${shown.length} that changed:` : '.');
  // One table for all points, so that their columns are below each other.
  const rows = table(
    page,
    shown.map((change): readonly Cell[] => [
      contenderSpan(change.contender),
      shortMetricLabels[change.metric],
      ...figures(change),
    ]),
    { indent: 4, gap: 1, align: ['left', 'left', 'right', 'right', 'left'] },
  );
  const lines = points(shown).flatMap((point) => [
    ...paragraph(page, titleOf(after, point), { indent: 2, hanging: 2 }),
    ...rows.filter((_, index) => shown[index]?.point === point),
  ]);
  return [...heading(page, 'Elsewhere'), ...paragraph(page, summary, { indent: 2 }), ...lines];
}
