/** All that was compared beside the headline: an overview to look for questions in, and no answers. */

import type { Comparison, MetricName, Verdict } from '../../analysis/analysis.ts';
import { ratioText } from '../../analysis/texts.ts';
import { heading, type Line, type Page, paragraph, type Span } from './page.ts';
import { none, type Report, shortLabel, shortPointLabel } from './report_text.ts';
import { type Cell, table } from './table.ts';

/** Those that differ between points the most; every one of them is in the JSON and in the HTML report. */
const columns: readonly (readonly [metric: MetricName, label: string])[] = [
  ['responseP50', 'p50'],
  ['responseP99', 'p99'],
  ['serverCpu', 'server'],
  ['clientCpu', 'client'],
  ['socketBytes', 'bytes'],
];

export function exploratorySection({ results, analysis, page }: Report): readonly Line[] {
  const { exploratory } = analysis;
  const rows = results.points.flatMap((point) => {
    const own = exploratory.filter((comparison) => comparison.point === point.id);
    const shown = own.filter(({ metric }) => columns.some(([column]) => column === metric));
    return [...new Set(shown.map(({ to }) => to))].map((to, index): readonly Cell[] => [
      index === 0 ? shortPointLabel(results, point.id) : '',
      { text: shortLabel(to), style: to },
      ...columns.map(([metric]) => ratioCell(own.find((one) => one.metric === metric && one.to === to))),
    ]);
  });
  if (rows.length === 0) return [];
  const head: readonly Cell[] = ['', 'vs', ...columns.map(([, label]) => label)];
  return [
    ...heading(page, 'Exploratory: the same at every other point'),
    ...table(page, [head, ...rows], { indent: 2, gap: 1, align: ['left', 'left', 'right'] }),
    ...notes(page, exploratory),
  ];
}

function ratioCell(comparison: Comparison | undefined): Span {
  if (comparison === undefined) return { text: `${none} ` };
  const { advantage, verdict, generatorLimited, to } = comparison;
  const limited = generatorLimited.length > 0 ? '!' : '';
  const text = `${limited}${ratioText(advantage.mean)}${marks[verdict.kind]}`;
  if (verdict.kind === 'better' || verdict.kind === 'realSmall')
    return { text, style: verdict.who === 'wire' ? 'wire' : to };
  return { text };
}

const marks: Readonly<Record<Verdict['kind'], string>> = {
  better: ' ',
  equivalent: '=',
  realSmall: '~',
  inconclusive: '?',
  unproven: '?',
};

function notes(page: Page, exploratory: readonly Comparison[]): readonly Line[] {
  const said = [
    'How many times as good wire is as gRPC; under 1× gRPC is the better one. server, client: CPU per message. ?: inconclusive or unproven, =: the same within the margin, ~: real but within the margin, ' +
      '!: the load generator was a limit, –: withheld or not measured.',
    `Nothing here is corrected for there being ${exploratory.length} of them: one in 20 is off by chance alone. A question for ` +
      'the next bench, not an answer of this one.',
  ];
  return said.flatMap((text) => paragraph(page, text, { indent: 2, style: 'faint' }));
}
