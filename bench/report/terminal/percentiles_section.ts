/** Latency at the headline point: how it was distributed, from three moments of each request. */

import type { Percentiles, PointSummary } from '../../analysis/analysis.ts';
import { contenderLabel, count, heldBackText, pointLabel } from '../../analysis/texts.ts';
import { heading, type Line, type Page, paragraph } from './page.ts';
import { contenderSpan, durationOr, isGeneratorLimited, type Report } from './report_text.ts';
import { type Cell, table } from './table.ts';

export function percentilesSection({ results, analysis, page }: Report): readonly Line[] {
  const points = results.points.filter(({ headline }) => headline);
  return points.flatMap((point) => {
    const summaries = analysis.summaries.filter((summary) => summary.point === point.id);
    if (summaries.length === 0) return [];
    return [
      ...heading(page, `Latency: ${pointLabel(point)}`),
      ...percentilesTable(page, summaries),
      ...notes(page, summaries),
    ];
  });
}

const kinds = [
  ['response', (summary: PointSummary) => summary.response],
  ['service', (summary: PointSummary) => summary.service],
  ['lag', (summary: PointSummary) => summary.lag],
  ['probe', (summary: PointSummary) => summary.probeResponse],
] as const;

function percentilesTable(page: Page, summaries: readonly PointSummary[]): readonly Line[] {
  const head: readonly Cell[] = ['', '', 'p50', 'p90', 'p99', 'p99.9', 'max', 'samples'];
  const rows = summaries.flatMap((summary) =>
    kinds.map(([kind, of], index): readonly Cell[] => [
      index === 0 ? contenderSpan(summary.contender) : '',
      kind,
      ...figures(of(summary)),
    ]),
  );
  return table(page, [head, ...rows], { indent: 2, align: ['left', 'left', 'right'] });
}

function figures({ samples, p50Us, p90Us, p99Us, p999Us, maxUs }: Percentiles): readonly string[] {
  const max = recorded(samples === 0 ? undefined : maxUs);
  return [...[p50Us, p90Us, p99Us, p999Us].map(recorded), max, count(samples)];
}

/** Histograms count whole microseconds, of which 0 is one. */
function recorded(us: number | undefined): string {
  return us !== undefined && us < 1 ? '< 1 µs' : durationOr(us);
}

function notes(page: Page, summaries: readonly PointSummary[]): readonly Line[] {
  const withheld = summaries.some((summary) => kinds.some(([, of]) => Object.values(of(summary)).includes(undefined)));
  const heldBack = summaries.flatMap((summary) => {
    const text = heldBackText(summary);
    return text === undefined ? [] : [`${contenderLabel(summary.contender)}: of all requests, ${text}.`];
  });
  const said = [
    'response: from when a request was meant to be sent, which is what a user waits; service: from when it was sent, which ' +
      'hides the waiting before; lag: how late the load generator was. What response is more than ' +
      'service and lag together, a request was held back for, since too many were under way. probe: response of a low, constant load beside it. Of all runs together.',
    ...heldBack,
    ...(withheld ? ['–: withheld, since fewer than 30 samples lie beyond it.'] : []),
    ...(summaries.some(isGeneratorLimited)
      ? ['The load generator was a limit here; see “What limited each point”.']
      : []),
  ];
  return said.flatMap((text) => paragraph(page, text, { indent: 2, style: 'faint' }));
}
