/** What a message is on the way: bytes on the socket and with all headers, and packets, where those were counted. */

import type { PointSummary } from '../../analysis/analysis.ts';
import { pointLabel, valueText } from '../../analysis/texts.ts';
import { contenderNames } from '../../plan/contenders.ts';
import { isMissing, type Missing } from '../../run/run.ts';
import { heading, type Line, paragraph } from './page.ts';
import { contenderSpan, none, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

const rows = [
  ['on the socket', ({ socketBytesPerMessage: bytes }: PointSummary) => bytesText(bytes)],
  ['with all headers', ({ networkBytesPerMessage: bytes }: PointSummary) => bytesText(bytes)],
  ['packets', ({ packetsPerMessage: packets }: PointSummary) => (isKnown(packets) ? packets.toFixed(2) : none)],
] as const;

/** Nothing where nobody counted; why not is a matter of validity. At one rate for all: there bytes compare like with like. */
export function networkSection({ results, analysis, page }: Report): readonly Line[] {
  const points = results.points
    .filter(({ basis }) => basis.kind === 'equalRate')
    .map((point) => ({ point, summaries: analysis.summaries.filter((summary) => summary.point === point.id) }))
    .filter(({ summaries }) => summaries.some(({ packetsPerMessage }) => isKnown(packetsPerMessage)));
  if (points.length === 0) return [];
  const head: readonly Cell[] = ['', ...contenderNames.map(contenderSpan)];
  // One table for all points, so that their columns are below each other.
  const [heads = [], ...figures] = table(page, [head, ...points.flatMap(({ summaries }) => cellsOf(summaries))], {
    indent: 4,
  });
  return [
    ...heading(page, 'Bytes and packets of a message'),
    heads,
    ...points.flatMap(({ point }, index) => [
      ...paragraph(page, pointLabel(point), { indent: 2, hanging: 2 }),
      ...figures.slice(index * rows.length, (index + 1) * rows.length),
    ]),
    ...paragraph(
      page,
      'Both ways together. With all headers: from Ethernet’s up; acknowledgements are packets too. Counted at that rate: what is ' +
        'sent together grows with it.',
      { indent: 2, style: 'faint' },
    ),
  ];
}

function cellsOf(summaries: readonly PointSummary[]): readonly (readonly Cell[])[] {
  const of = contenderNames.map((contender) => summaries.find((summary) => summary.contender === contender));
  return rows.map(([label, text]) => [label, ...of.map((summary) => (summary === undefined ? none : text(summary)))]);
}

function bytesText(bytes: number | Missing): string {
  return isKnown(bytes) ? valueText('socketBytes', bytes) : none;
}

function isKnown(value: number | Missing): value is number {
  return typeof value === 'number' || !isMissing(value);
}
