/** Every point in figures: percentiles of what users and the transport saw, and what limited it. */

import type { Analysis, Percentiles, PointSummary } from '../../../analysis/analysis.ts';
import { count, heldBackText, isKeptUp, microseconds, pointLabel } from '../../../analysis/texts.ts';
import type { Point, Results } from '../../../results/results.ts';
import { nameView } from '../figure_view.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { summariesAt } from '../selection.ts';
import { table } from './table.ts';

const percentileColumns = ['', 'p50', 'p90', 'p99', 'p99.9', 'max'];

export function percentilesSection(results: Results, analysis: Analysis): Markup {
  const points = withSummaries(results, analysis);
  if (points.length === 0) return markup`<p>No point was run to its end.</p>`;
  const [first, ...others] = points.toSorted((one, other) => Number(other.headline) - Number(one.headline));
  return markup`<p class="quiet">Probe: response times of the few messages that come over a connection of their own, whatever the load. Response, of the load: from the time at which a
message was meant to be sent. Service: from the call of the client. Lag: what the generator was late. A dash: fewer than 30 samples lie beyond.</p>
${first && percentileTable(first, analysis)}
${others.length > 0 && markup`<details><summary>${others.length === 1 ? 'The other point' : `The other ${others.length} points`}</summary>${others.map((point) => percentileTable(point, analysis))}</details>`}`;
}

function percentileTable(point: Point, analysis: Analysis): Markup {
  return markup`<div class="table percentiles"><table>
<caption>${pointLabel(point)}</caption>
<thead><tr>${percentileColumns.map((title) => markup`<th scope="col" class="number">${title}</th>`)}</tr></thead>
${summariesAt(analysis, point.id).map(percentileGroup)}</table></div>`;
}

function percentileGroup({ contender, probeResponse, response, service, lag }: PointSummary): Markup {
  const samples = `${count(probeResponse.samples)} of the probe, ${count(response.samples)} of the load`;
  return markup`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${percentileColumns.length}">${nameView(contender)} <span class="quiet">${samples}</span></th></tr>
${percentileRow('probe', probeResponse)}${percentileRow('response', response)}${percentileRow('service', service)}${percentileRow('lag', lag)}</tbody>
`;
}

function percentileRow(what: string, { p50Us, p90Us, p99Us, p999Us, maxUs }: Percentiles): Markup {
  const cells = [p50Us, p90Us, p99Us, p999Us, maxUs].map((us) => (us === undefined ? '–' : microseconds(us)));
  return markup`<tr class="more"><th scope="row">${what}</th>${cells.map((cell) => markup`<td class="number">${cell}</td>`)}</tr>
`;
}

export function limitsSection(results: Results, analysis: Analysis): Markup {
  const points = withSummaries(results, analysis);
  if (points.length === 0) return markup`<p>No point was run to its end.</p>`;
  const [first, others] = [points.filter(({ headline }) => headline), points.filter(({ headline }) => !headline)];
  return markup`${first.length > 0 && limitsTable(first, analysis)}
${others.length > 0 && markup`<details><summary>${others.length === 1 ? 'The other point' : `The other ${others.length} points`}</summary>${limitsTable(others, analysis)}</details>`}`;
}

function limitsTable(points: readonly Point[], analysis: Analysis): Markup {
  const rows = points.flatMap((point) =>
    summariesAt(analysis, point.id).map((summary, index) => [
      index === 0 ? pointLabel(point) : '',
      nameView(summary.contender),
      count(summary.offeredPerSecond),
      `${isLowerBound(summary) ? '≥ ' : ''}${count(summary.achievedPerSecond)}`,
      limitsOf(summary),
    ]),
  );
  return table(
    [
      { title: 'point' },
      { title: 'contender' },
      { title: 'offered/s', align: 'number' },
      { title: 'achieved/s', align: 'number' },
      { title: 'limited by' },
    ],
    rows,
    { cards: true },
  );
}

function limitsOf(summary: PointSummary): Content {
  const { limits, runs, unsettledRuns } = summary;
  const unsettled = unsettledRuns > 0 ? [`${unsettledRuns} of ${runs} runs had not settled`] : [];
  const said = limits.map(({ kind, text }) => (kind === 'generator' ? `load generator: ${text}` : text));
  return [...said, heldBackText(summary) ?? [], ...unsettled].flat().join('; ');
}

function isLowerBound(summary: PointSummary): boolean {
  return !isKeptUp(summary) && summary.limits.some(({ kind }) => kind === 'generator');
}

function withSummaries({ points }: Results, analysis: Analysis): readonly Point[] {
  return points.filter(({ id }) => analysis.summaries.some(({ point }) => point === id));
}
