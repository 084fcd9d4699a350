/** What limited each contender at each point: the load generator, the server, the machine, or nothing but the offer. */

import type { PointSummary } from '../../analysis/analysis.ts';
import type { Point } from '../../results/results.ts';
import { count } from '../format.ts';
import { heading, type Line, line, type Page, paragraph, widthOn } from './page.ts';
import { boundedValue, contenderSpan, durationOr, isGeneratorLimited, pointTitle, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

export function limitsSection({ results, analysis, page }: Report): readonly Line[] {
  const known = results.points.filter(({ id }) => analysis.summaries.some(({ point }) => point === id));
  if (known.length === 0) return [];
  const limited = analysis.summaries.filter(isGeneratorLimited).length;
  return [
    ...heading(page, 'What limited each point'),
    ...known.flatMap((point) => pointLines(page, point, analysis.summaries)),
    ...(limited === 0
      ? []
      : paragraph(
          page,
          `${limited} of ${analysis.summaries.length} are generator-limited: the load generator, and not only the contender, ` +
            'held them back. ≥: at least; ≤: at most.',
          { indent: 2, style: 'faint' },
        )),
  ];
}

function pointLines(page: Page, point: Point, summaries: readonly PointSummary[]): readonly Line[] {
  const own = summaries.filter((summary) => summary.point === point.id);
  const head: readonly Cell[] = ['', 'offered', 'achieved', 'p99', 'limited by'];
  const rows = own.map((summary): readonly Cell[] => {
    const bound = isGeneratorLimited(summary);
    const achieved = boundedValue('throughput', `${count(summary.achievedPerSecond)}/s`, bound);
    return [
      contenderSpan(summary.contender),
      `${count(summary.offeredPerSecond)}/s`,
      achieved,
      summary.response.p99Us === undefined
        ? durationOr(undefined)
        : boundedValue('responseP99', durationOr(summary.response.p99Us), bound),
    ];
  });
  const align = ['left', 'right', 'right', 'right'] as const;
  const figures = table(page, [head.slice(0, 4), ...rows], { indent: 4, align });
  return [line(`  ${pointTitle(point)}`), ...figures.flatMap((spans, index) => withLimit(page, spans, own[index - 1]))];
}

/** The figures, and what limited them beside them, wrapped into its own column. */
function withLimit(page: Page, figures: Line, summary: PointSummary | undefined): readonly Line[] {
  const indent = widthOn(page, figures) + 2;
  const [first = [], ...others] = paragraph(page, summary === undefined ? 'limited by' : limitText(summary), {
    indent,
  });
  const style = summary !== undefined && isGeneratorLimited(summary) ? ('bad' as const) : undefined;
  const text = first.map((span) => span.text).join('');
  return [
    [...figures, { text: `  ${text.trimStart()}`, style }],
    ...others.map((spans) => spans.map((span) => ({ ...span, style }))),
  ];
}

function limitText({ limits }: PointSummary): string {
  const [first] = limits;
  if (first === undefined) return 'not known';
  return first.kind === 'generator' ? `(generator-limited) ${first.text}` : first.text;
}
