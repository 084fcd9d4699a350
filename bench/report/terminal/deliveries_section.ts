/** How fast groups are reached and backlogs caught up, where that was measured. */

import {
  backlogFigures,
  catchUpCost,
  type DeliveryFigure,
  fanoutFigures,
  figureOf,
  utilisationOf,
} from '../../analysis/deliveries.ts';
import {
  busyText,
  count,
  deliveriesMeaning,
  deliveryText,
  intervalText,
  ratioText,
  ratioWithIntervalText,
} from '../../analysis/texts.ts';
import type { Contender } from '../../plan/contenders.ts';
import { ledgers } from '../../plan/ledgers.ts';
import type { BacklogCosts } from '../../results/results.ts';
import { heading, type Line, paragraph } from './page.ts';
import { contenderSpan, none, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

/** One contender's rounds of something. */
interface Costs<Round> {
  readonly contender: Contender;
  readonly rounds: readonly Round[];
  readonly notes: readonly string[];
  readonly faults: readonly string[];
}

export function fanoutSection(report: Report): readonly Line[] {
  const { fanout = [] } = report.results;
  const [first] = fanout;
  if (first === undefined) return [];
  const groups = [...new Set(fanout.map(({ subscribers }) => subscribers))];
  const rows = groups.flatMap((group) => {
    const costs = fanout.filter(({ subscribers }) => subscribers === group);
    const where = `fanout to ${count(group)}`;
    return [
      headRow(`to ${count(group)}`, costs),
      ...figureRows(report, where, costs, fanoutFigures),
      ...busyRows(costs),
    ];
  });
  return section(report, `Fan-out (${ledgers[first.ledger].label})`, rows, fanout);
}

export function backlogSection(report: Report): readonly Line[] {
  const { backlog = [] } = report.results;
  const [first] = backlog;
  if (first === undefined) return [];
  const rows: readonly (readonly Cell[])[] = [
    headRow('', backlog),
    ...figureRows(report, 'backlog', backlog, backlogFigures),
    ['p99 ratio', ...backlog.map(costText)],
    ...busyRows(backlog),
  ];
  const title = `Backlog of ${count(first.messages)}, ${count(first.livePerSecond)}/s coming in (${ledgers[first.ledger].label})`;
  return section(report, title, rows, backlog);
}

function headRow<Round>(text: string, costs: readonly Costs<Round>[]): readonly Cell[] {
  return [{ text, style: 'heading' }, ...costs.map(({ contender }) => contenderSpan(contender))];
}

function figureRows<Round>(
  { analysis }: Report,
  where: string,
  costs: readonly Costs<Round>[],
  figures: readonly DeliveryFigure<Round>[],
): readonly (readonly Cell[])[] {
  return figures.flatMap((figure) => {
    const ratios = costs.map(({ contender }): Cell => {
      const comparison = analysis.deliveries.find(
        (each) => each.where === where && each.label === figure.label && each.to === contender,
      );
      if (comparison === undefined) return '';
      return { text: `${ratioText(comparison.advantage.mean)} ${intervalText(comparison.advantage)}`, style: 'faint' };
    });
    const values = costs.map(({ rounds }) => deliveryText(figureOf(rounds, figure), figure.unit));
    return [[figure.label, ...values], ...(ratios.some((cell) => cell !== '') ? [['', ...ratios]] : [])];
  });
}

/** Who had nothing left: where it was the receivers, the server could do more. */
function busyRows<Round extends Parameters<typeof utilisationOf>[0][number]>(
  costs: readonly Costs<Round>[],
): readonly (readonly Cell[])[] {
  return (['serverUtilisation', 'receiverUtilisation'] as const).map((which) => [
    which === 'serverUtilisation' ? 'server busy' : 'receivers busy',
    ...costs.map(({ rounds }) => busyText(utilisationOf(rounds, which))),
  ]);
}

function costText(costs: BacklogCosts): string {
  const cost = catchUpCost(costs);
  return cost === undefined ? none : ratioWithIntervalText(cost);
}

function section<Round>(
  { page }: Report,
  title: string,
  rows: readonly (readonly Cell[])[],
  costs: readonly Costs<Round>[],
): readonly Line[] {
  const rounds = Math.min(...costs.map((each) => each.rounds.length));
  const notes = [...new Set(costs.flatMap((each) => each.notes))];
  const faulty = costs.filter(({ faults }) => faults.length > 0).length;
  const text = `${rounds} rounds; ${deliveriesMeaning}. ${notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`).join(' ')}`;
  return [
    ...heading(page, title),
    ...table(page, rows, { indent: 2 }),
    ...(faulty === 0 ? [] : paragraph(page, 'A delivery was wrong: see above, before all figures.', { indent: 2 })),
    ...paragraph(page, text, { indent: 2, style: 'faint' }),
  ];
}
