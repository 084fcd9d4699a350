/** Where gRPC wins. Always there, also when no figure of this run is in its favour. */

import type { Analysis, Comparison, DeliveryComparison } from '../../../analysis/analysis.ts';
import {
  comparisonText,
  contenderLabel,
  exploratoryMeaning,
  inverted,
  isDeliveryWonByGrpc,
  isExploratory,
  metricLabel,
  pointLabel,
  ratioWithIntervalText,
  verdictText,
} from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import { capitalised } from '../format.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { table } from './table.ts';

/** Said in every report, since no bench of one machine can show it. */
const unmeasured: readonly string[] = [
  'Clients in a dozen languages, generated from the proto file; for wire somebody writes a page of code in each.',
  'Deadlines and cancellation that travel with a call, through every service that it passes.',
  'Proxies, load balancers and tracing that understand HTTP/2 and gRPC as they are.',
  'Tools that know the schema, such as grpcurl, and linters that find a change that breaks clients.',
  'Flow control for each stream, so that one that nobody reads does not hold up its neighbours on the connection.',
];

/** More would push everything else out of sight. */
const winsShown = 8;

export function grpcWinsSection(results: Results, analysis: Analysis): Markup {
  const { grpcWins, headline, exploratory, deliveries } = analysis;
  const compared = headline.length + exploratory.length + deliveries.length;
  const rows = [...grpcWins.map((each) => winRow(results, each)), ...deliveryRows(deliveries)];
  const anyExploratory = grpcWins.some(isExploratory) || rows.length > grpcWins.length;
  return markup`<div class="wins">
${rows.length > 0 ? winsTable(rows, anyExploratory) : markup`<p>In figures: nowhere in this run, in none of ${compared} comparisons.</p>`}
<p>What no figure here shows:</p>
<ul>
${unmeasured.map(
  (text) => markup`<li>${text}</li>
`,
)}</ul>
</div>`;
}

type WinRow = readonly Content[];

function winRow({ points }: Results, each: Comparison): WinRow {
  const point = points.find(({ id }) => id === each.point);
  const notes = [...(isPlain(each) ? [] : [verdictText(each)]), ...(isExploratory(each) ? ['exploratory'] : [])];
  return [
    capitalised(metricLabel(each.metric)),
    point ? pointLabel(point) : each.point,
    markup`${comparisonText(each)}${notes.length > 0 && markup` <span class="verdict">${notes.join(', ')}</span>`}`,
  ];
}

function deliveryRows(deliveries: readonly DeliveryComparison[]): readonly WinRow[] {
  return deliveries.filter(isDeliveryWonByGrpc).map(({ where, label, to, advantage }) => {
    const text = `${contenderLabel(to)} ${ratioWithIntervalText(inverted(advantage))} better`;
    return [capitalised(label), where, markup`${text} <span class="verdict">exploratory</span>`];
  });
}

function winsTable(rows: readonly WinRow[], anyExploratory: boolean): Markup {
  const columns = [{ title: 'metric' }, { title: 'at' }, { title: 'by how much' }];
  const shown = table(columns, rows.slice(0, winsShown), { cards: true });
  const others = rows.slice(winsShown);
  return markup`<p>In this run, in ${rows.length} of the comparisons:</p>
${anyExploratory && markup`<p class="quiet">${exploratoryMeaning}</p>`}
${shown}${others.length > 0 && markup`<details><summary>${others.length} more</summary>${table(columns, others, { cards: true })}</details>`}`;
}

/** Whether its verdict says nothing that the comparison has not said already. */
function isPlain({ verdict, preliminary }: Comparison): boolean {
  return verdict.kind === 'better' && !preliminary;
}
