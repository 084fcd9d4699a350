/** What limited each contender at each point: the load generator, the server, the machine, or nothing but the offer. */

import type { PointSummary } from '../../analysis/analysis.ts';
import { boundedValue, count, isKeptUp, pointLabel } from '../../analysis/texts.ts';
import { heading, type Line, type Page, paragraph, widthOn } from './page.ts';
import { contenderSpan, durationOr, isGeneratorLimited, none, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

export function limitsSection({ results, analysis, page }: Report): readonly Line[] {
  const points = results.points.map((point) => ({
    title: pointLabel(point),
    summaries: analysis.summaries.filter((summary) => summary.point === point.id),
  }));
  const all = points.flatMap(({ summaries }) => summaries);
  if (all.length === 0) return [];
  // One table for all points, so that their columns are below each other.
  const head: readonly Cell[] = ['', 'offered', 'achieved', 'p99'];
  const align = ['left', 'right', 'right', 'right'] as const;
  const [heads = [], ...figures] = table(page, [head, ...all.map(figureCells)], { indent: 4, align });
  const lineOf = new Map(all.map((summary, index) => [summary, figures[index] ?? []]));
  return [
    ...heading(page, 'What limited each point'),
    [...heads, { text: '  limited by' }],
    ...points
      .filter(({ summaries }) => summaries.length > 0)
      .flatMap(({ title, summaries }) => [
        ...paragraph(page, title, { indent: 2, hanging: 2 }),
        ...summaries.flatMap((summary) => withLimit(page, lineOf.get(summary) ?? [], summary)),
      ]),
    ...note(page, all),
  ];
}

function figureCells(summary: PointSummary): readonly Cell[] {
  const limited = isGeneratorLimited(summary);
  const { p99Us } = summary.response;
  return [
    contenderSpan(summary.contender),
    `${count(summary.offeredPerSecond)}/s`,
    boundedValue('throughput', `${count(summary.achievedPerSecond)}/s`, limited && !isKeptUp(summary)),
    p99Us === undefined ? none : boundedValue('responseP99', durationOr(p99Us), limited),
  ];
}

/** The figures, and what limited them beside them, wrapped into a column of its own. */
function withLimit(page: Page, figures: Line, summary: PointSummary): readonly Line[] {
  const indent = widthOn(page, figures) + 2;
  const style = isGeneratorLimited(summary) ? ('bad' as const) : undefined;
  const [first = [], ...others] = paragraph(page, limitText(summary), { indent, style });
  const text = first.map((span) => span.text).join('');
  return [[...figures, { text: `  ${text.trimStart()}`, style }], ...others];
}

function limitText({ limits }: PointSummary): string {
  const [first] = limits;
  if (first === undefined) return 'not known';
  if (first.kind === 'offered') return 'nothing: did what was offered';
  return first.kind === 'generator' ? `generator-limited: ${first.text}` : first.text;
}

function note(page: Page, all: readonly PointSummary[]): readonly Line[] {
  const limited = all.filter(isGeneratorLimited).length;
  if (limited === 0) return [];
  const text =
    `${limited} of ${all.length} are generator-limited: the load generator was short of something, and not, or not only, the ` +
    'contender. ≥: at least; ≤: at most.';
  return paragraph(page, text, { indent: 2, style: 'faint' });
}
