/** The table that answers first: each headline metric, what all three measured, and what follows from it. */

import { type Analysis, type Comparison, type MetricName, metricNames } from '../../../analysis/analysis.ts';
import {
  advantageText,
  boundedValue,
  boundsText,
  metricLabel,
  pointLabel,
  valueText,
  verdictMeanings,
  verdictText,
} from '../../../analysis/texts.ts';
import { type Contender, type GrpcContender, grpcContenders } from '../../../plan/contenders.ts';
import type { Results } from '../../../results/results.ts';
import { capitalised } from '../format.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { distinct } from '../selection.ts';
import { table } from './table.ts';

export function headlineSection(results: Results, { headline }: Analysis): Markup {
  if (headline.length === 0) return markup`<p>No headline metric was measured for both sides.</p>`;
  const points = distinct(headline.map(({ point }) => point));
  return markup`${points.map((id) => {
    const point = results.points.find((each) => each.id === id);
    return comparisonTable(
      headline.filter((each) => each.point === id),
      point ? pointLabel(point) : id,
    );
  })}
<p class="quiet">${[...verdictMeanings, ...(headline.some(({ generatorLimited }) => generatorLimited.length > 0) ? [boundsText] : [])].join(' ')}</p>`;
}

export function comparisonTable(comparisons: readonly Comparison[], caption?: string): Markup {
  const metrics = metricNames.filter((name) => comparisons.some(({ metric }) => metric === name));
  return table(
    [
      { title: 'metric' },
      { title: 'wire', align: 'number' },
      { title: 'gRPC unary', align: 'number' },
      { title: 'gRPC session', align: 'number' },
      { title: 'wire to unary' },
      { title: 'wire to session' },
    ],
    metrics.map((metric) =>
      metricRow(
        metric,
        comparisons.filter((each) => each.metric === metric),
      ),
    ),
    { cards: true, ...(caption === undefined ? {} : { caption }) },
  );
}

function metricRow(metric: MetricName, comparisons: readonly Comparison[]): readonly Content[] {
  const [first] = comparisons;
  const to = (contender: GrpcContender): Comparison | undefined => comparisons.find((each) => each.to === contender);
  const value = (of: number | undefined, contender: Contender, by: Comparison | undefined): string =>
    of === undefined
      ? '–'
      : boundedValue(metric, valueText(metric, of), by?.generatorLimited.includes(contender) === true);
  return [
    capitalised(metricLabel(metric)),
    value(first?.wire, 'wire', first),
    ...grpcContenders.map((contender) => value(to(contender)?.grpc, contender, to(contender))),
    ...grpcContenders.map((contender) => comparisonCell(to(contender))),
  ];
}

function comparisonCell(comparison: Comparison | undefined): Content {
  if (comparison === undefined) return '–';
  return markup`<b class="ratio">${advantageText(comparison)}</b> <span class="verdict">${verdictText(comparison)}</span>`;
}
