/** Where latency turns upwards: for each workload that was run at several rates. */

import type { PointSummary } from '../../analysis/analysis.ts';
import { knownCeilingPerSecond } from '../../experiment/limits.ts';
import { contenderNames, contenders } from '../../plan/contenders.ts';
import { type KneeSeries, kneeLegend, kneePlot } from './knee_plot.ts';
import { heading, type Line, paragraph } from './page.ts';
import { isGeneratorLimited, type Report } from './report_text.ts';

export function kneeSection(report: Report): readonly Line[] {
  const { results } = report;
  const workloads = [...new Set(results.points.map(({ workload }) => workload.name))];
  return workloads.flatMap((workload) => {
    const all = contenderNames.map((contender) => seriesOf(report, workload, contender));
    const several = all.some(({ points }) => new Set(points.map(({ ratePerSecond }) => ratePerSecond)).size > 1);
    return several ? plotLines(report, workload, all) : [];
  });
}

function plotLines({ results, analysis, page }: Report, workload: string, all: readonly KneeSeries[]): readonly Line[] {
  const drawn = all.reduce((sum, { points }) => sum + points.length, 0);
  const withheld = summariesOf({ results, analysis, page }, workload).length - drawn;
  const limited = all.some(({ points }) => points.some(({ generatorLimited }) => generatorLimited));
  const said = [
    'Up is slower, on a logarithmic scale. The dotted line is the bound (SLO); under the axis: the rate that ' +
      'each keeps within it, and what the load generator itself can do (ceiling), where that is known. *: several in one place.',
    ...(limited ? ['A capital letter: generator-limited; the contender alone would lie there or lower.'] : []),
    ...(withheld > 0 ? [`Not drawn: ${withheld} with too few samples for a p99.`] : []),
  ];
  return [
    ...heading(page, `Response p99 against offered load: ${workload}`),
    kneeLegend(page, (contender) => contenders[contender].label),
    ...kneePlot(page, all, results.configuration.sloMs * 1_000),
    ...said.flatMap((text) => paragraph(page, text, { indent: 2, style: 'faint' })),
  ];
}

function seriesOf(report: Report, workload: string, contender: KneeSeries['contender']): KneeSeries {
  const { results } = report;
  const own = summariesOf(report, workload).filter((summary) => summary.contender === contender);
  const points = own.flatMap((summary) => {
    const { p99Us } = summary.response;
    const generatorLimited = isGeneratorLimited(summary);
    return p99Us === undefined ? [] : [{ ratePerSecond: summary.offeredPerSecond, p99Us, generatorLimited }];
  });
  const isOwn = (item: { readonly contender: string; readonly workload: string }): boolean =>
    item.contender === contender && item.workload === workload;
  return {
    contender,
    points: points.sort((left, right) => left.ratePerSecond - right.ratePerSecond),
    capacityPerSecond: results.capacities.find(isOwn)?.ratePerSecond,
    ceilingPerSecond: knownCeilingPerSecond(results.ceilings.find(isOwn)),
  };
}

function summariesOf({ results, analysis }: Report, workload: string): readonly PointSummary[] {
  const ids = new Set(results.points.filter((point) => point.workload.name === workload).map(({ id }) => id));
  return analysis.summaries.filter(({ point }) => ids.has(point));
}
