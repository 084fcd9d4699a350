/** The headline metrics alone, where there are too few blocks to say how sure any difference is. */

import type { Analysis, MetricName, PointSummary } from '../../analysis/analysis.ts';
import { isHeldBack } from '../../analysis/held_back.ts';
import { headlineMetrics } from '../../analysis/metrics.ts';
import { boundedValue, pointLabel, valueText } from '../../analysis/texts.ts';
import { type Contender, contenderNames } from '../../plan/contenders.ts';
import type { Point } from '../../results/results.ts';
import { shortMetricLabels } from './metric_text.ts';
import { blank, heading, type Line, type Page, paragraph } from './page.ts';
import { contenderSpan, none } from './report_text.ts';
import { type Cell, table } from './table.ts';

/** What was measured, where there are too few blocks to say how sure any of it is. */
export function uncomparedLines(page: Page, point: Point, { blocks, summaries }: Analysis): readonly Line[] {
  const own = summaries.filter((summary) => summary.point === point.id);
  const value = (metric: MetricName, contender: Contender): string => {
    const summary = own.find((candidate) => candidate.contender === contender);
    const known = summary && summaryValue(metric, summary);
    if (summary === undefined || known === undefined) return none;
    return boundedValue(metric, valueText(metric, known), isHeldBack(summary, metric));
  };
  const rows = headlineMetrics.map((metric): readonly Cell[] => [
    { text: shortMetricLabels[metric], style: 'heading' },
    ...contenderNames.map((contender) => value(metric, contender)),
  ]);
  const whole = `${blocks} whole ${blocks === 1 ? 'block' : 'blocks'}`;
  return [
    ...heading(page, `Headline: ${pointLabel(point)}`),
    ...paragraph(
      page,
      `No ratios: an interval takes two blocks, and this bench has ${whole}. Differences may be chance.`,
      {
        indent: 2,
        style: 'bad',
      },
    ),
    blank,
    ...(own.length === 0 ? [] : table(page, [['', ...contenderNames.map(contenderSpan)], ...rows], { indent: 2 })),
  ];
}

/** As near as a summary has it to what is compared; undefined where it does not, or it is withheld. */
function summaryValue(metric: MetricName, summary: PointSummary): number | undefined {
  const { cpuUsPerMessage: cpu, socketBytesPerMessage: bytes } = summary;
  switch (metric) {
    case 'throughput':
      return summary.closedPerSecond;
    case 'responseP50':
      return summary.probeResponse.p50Us;
    case 'responseP99':
      return summary.response.p99Us;
    case 'serverCpu':
      return cpu.serverUserUs + cpu.serverSystemUs;
    case 'clientCpu':
      return cpu.clientUserUs + cpu.clientSystemUs;
    case 'socketBytes':
      return typeof bytes === 'number' ? bytes : undefined;
    default:
      return undefined;
  }
}
