/** How fast groups are reached and backlogs caught up, in figures. */

import type { Analysis } from '../../../analysis/analysis.ts';
import {
  backlogFigures,
  catchUpCost,
  type DeliveryFigure,
  deliveryFaults,
  fanoutFigures,
  figureOf,
  pooledP99Us,
  utilisationOf,
} from '../../../analysis/deliveries.ts';
import {
  busyText,
  contenderLabel,
  count,
  deliveriesMeaning,
  deliveryText,
  microseconds,
  ratioWithIntervalText,
} from '../../../analysis/texts.ts';
import type { Contender } from '../../../plan/contenders.ts';
import { ledgers } from '../../../plan/ledgers.ts';
import type { BacklogCosts, Results } from '../../../results/results.ts';
import { nameView } from '../figure_view.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { contendersOf, distinct } from '../selection.ts';
import { type Column, table } from './table.ts';

interface Costs<Round> {
  readonly contender: Contender;
  readonly rounds: readonly Round[];
}

export function deliveriesSection(results: Results, analysis: Analysis): Markup {
  const { fanout = [], backlog = [] } = results;
  if (fanout.length === 0 && backlog.length === 0) {
    return markup`<p class="quiet">Neither fanout nor backlog was asked for.</p>`;
  }
  const faults = deliveryFaults(results).map(({ where, contender, fault }) => {
    return markup`<li><b>A delivery was wrong:</b> ${where}, ${contenderLabel(contender)}: ${fault}</li>`;
  });
  const notes = distinct([...fanout, ...backlog].flatMap((each) => each.notes));
  const rounds = Math.min(...[...fanout, ...backlog].map((each) => each.rounds.length));
  return markup`${faults.length > 0 && markup`<ul>${faults}</ul>`}${fanoutTables(results, analysis)}${backlogTable(results, analysis)}
<p class="quiet">${`${rounds} rounds; ${deliveriesMeaning}.`}</p>
<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
}

function fanoutTables({ fanout = [] }: Results, analysis: Analysis): readonly Markup[] {
  const groups = [...new Set(fanout.map(({ subscribers }) => subscribers))];
  return groups.map((group) => {
    const costs = contendersOf(fanout.filter(({ subscribers }) => subscribers === group));
    const where = `fanout to ${count(group)}`;
    const ledger = costs[0] === undefined ? '' : `, ${ledgers[costs[0].ledger].label}`;
    const caption = `One sender to ${count(group)} live subscribers${ledger}`;
    return table(columnsOf(fanoutFigures), rowsOf(analysis, where, costs, fanoutFigures), { cards: true, caption });
  });
}

function backlogTable({ backlog = [] }: Results, analysis: Analysis): Markup | undefined {
  const costs = contendersOf(backlog);
  const [first] = costs;
  if (first === undefined) return undefined;
  const caption = `A subscriber catches up ${count(first.messages)} messages while ${count(first.livePerSecond)} a second come in, ${ledgers[first.ledger].label}`;
  const rows = rowsOf(analysis, 'backlog', costs, backlogFigures).map((cells, index) => {
    return [...cells, pooledText(costs[index] as BacklogCosts), costText(costs[index] as BacklogCosts)];
  });
  const more: readonly Column[] = [
    { title: 'p99 of all rounds: alone → meanwhile', align: 'number' },
    { title: 'p99 ratio', align: 'number' },
  ];
  return table([...columnsOf(backlogFigures), ...more], rows, { cards: true, caption });
}

function columnsOf<Round>(figures: readonly DeliveryFigure<Round>[]): readonly Column[] {
  return ['contender', ...figures.map(({ label }) => label), 'server busy', 'receivers busy'].map((title, index) => {
    return index === 0 ? { title } : { title, align: 'number' };
  });
}

function rowsOf<Round extends Parameters<typeof utilisationOf>[0][number]>(
  { deliveries }: Analysis,
  where: string,
  costs: readonly Costs<Round>[],
  figures: readonly DeliveryFigure<Round>[],
): readonly (readonly Content[])[] {
  return costs.map(({ contender, rounds }) => [
    nameView(contender),
    ...figures.map((figure) => {
      const text = deliveryText(figureOf(rounds, figure), figure.unit);
      const comparison = deliveries.find(
        (each) => each.where === where && each.label === figure.label && each.to === contender,
      );
      if (comparison === undefined) return text;
      return markup`${text} <span class="verdict">${ratioWithIntervalText(comparison.advantage)}</span>`;
    }),
    busyText(utilisationOf(rounds, 'serverUtilisation')),
    busyText(utilisationOf(rounds, 'receiverUtilisation')),
  ]);
}

function pooledText(costs: BacklogCosts): string {
  const [alone, catchingUp] = [pooledP99Us(costs, 'alone'), pooledP99Us(costs, 'catchingUp')];
  return [alone, catchingUp].map((us) => (us === undefined ? '–' : microseconds(us))).join(' → ');
}

function costText(costs: BacklogCosts): string {
  const cost = catchUpCost(costs);
  return cost === undefined ? '–' : ratioWithIntervalText(cost);
}
