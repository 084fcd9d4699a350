/** Latency against offered load, with what each contender and each load generator can carry drawn below. */

import { scaleLinear, scaleLog } from 'd3-scale';
import type { Analysis, PointSummary } from '../../../analysis/analysis.ts';
import { count, microseconds, peerLimitedText } from '../../../analysis/texts.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import type { Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortCount, shortDuration } from '../format.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersIn, distinct } from '../selection.ts';
import { type Box, inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart, panelTitle } from '../svg/chart.ts';
import { linearDomain, logDomain, logTicks } from '../svg/ticks.ts';
import { type Carried, carriedRows, carriedRowsHeight } from './carried.ts';
import { drawSeries, type Series } from './line_panels.ts';

interface Panel {
  readonly workload: string;
  readonly series: readonly Series[];
  readonly carried: readonly Carried[];
}

export function latencyLoadFigure(results: Results, analysis: Analysis): Figure {
  const title = 'Latency as the load grows';
  const panels = distinct(results.points.map(({ workload }) => workload.name))
    .map((workload) => panelOf(results, analysis, workload))
    .filter(({ series }) => series.some(({ values }) => values.length > 1));
  if (panels.length === 0) return { kind: 'undrawn', title, why: 'no workload was run at more than one rate.' };
  const { sloMs } = results.configuration;
  return {
    kind: 'drawn',
    id: 'latency-load',
    title,
    reading:
      `How long 99 of 100 messages take at most, at each load. A curve turns up where a contender comes near its end; the ` +
      `dashed line is the bound of ${sloMs} ms that capacity is measured by. Below: up to where each stays within it (bar), ` +
      'and the highest load that the generator itself can make (thin line to the bar’s right). A hollow mark was limited by ' +
      'the generator: the contender carries at least that much, at that latency or less.',
    description: panels.flatMap(describe).join(' '),
    key: { kind: 'contenders', contenders: contendersIn(panels.flatMap(({ series }) => series)) },
    notes: panels.some(({ carried }) => carried.some(({ ceiling }) => ceiling?.limitedBy === 'peer'))
      ? [peerLimitedText]
      : [],
    draw: (width) => draw(panels, sloMs * 1_000, width),
  };
}

function panelOf(results: Results, analysis: Analysis, workload: string): Panel {
  const points = results.points.filter((point) => point.workload.name === workload).map(({ id }) => id);
  const summaries = analysis.summaries.filter(({ point }) => points.includes(point));
  const capacities = results.capacities.filter((capacity) => capacity.workload === workload);
  const ceilings = results.ceilings.filter((ceiling) => ceiling.workload === workload);
  return {
    workload,
    series: contenderNames.map((contender) => ({
      contender,
      values: summaries.filter((summary) => summary.contender === contender).flatMap(seriesValue),
    })),
    carried: contenderNames.map((contender) => ({
      contender,
      capacity: capacities.find((capacity) => capacity.contender === contender),
      ceiling: ceilings.find((ceiling) => ceiling.contender === contender),
    })),
  };
}

function seriesValue({ offeredPerSecond, response, limits }: PointSummary): Series['values'] {
  const us = response.p99Us ?? 0;
  if (!(us > 0)) return [];
  const hollow = limits.some(({ kind }) => kind === 'generator');
  const title = `${hollow ? 'generator-limited: ' : ''}p99 ${microseconds(us)} at ${count(offeredPerSecond)}/s`;
  return [{ x: offeredPerSecond, y: us, hollow, title }];
}

function draw(panels: readonly Panel[], sloUs: number, width: number): Drawing {
  const titleHeight = panels.length > 1 ? 22 : 0;
  const plotHeight = (isWide(width) ? 340 : 280) + titleHeight;
  const height = plotHeight + carriedRowsHeight;
  return {
    height: height * panels.length + 24 * (panels.length - 1),
    content: markup`${panels.map((panel, index) => {
      const top = index * (height + 24);
      const outer = { left: 0, right: width, top, bottom: top + plotHeight };
      return markup`${titleHeight > 0 && panelTitle(outer, panel.workload)}${drawPanel(panel, inset(outer, { ...axisRoom, top: axisRoom.top + titleHeight }), sloUs)}`;
    })}`,
  };
}

function drawPanel({ series, carried }: Panel, box: Box, sloUs: number): Markup | undefined {
  const values = series.flatMap((each) => each.values);
  const carriedRates = carried.flatMap(({ capacity, ceiling }) => [
    capacity?.ratePerSecond ?? 0,
    ceiling?.closedPerSecond ?? 0,
  ]);
  const xDomain = linearDomain([...values.map(({ x }) => x), ...carriedRates]);
  const yDomain = logDomain([...values.map(({ y }) => y), sloUs]);
  if (xDomain === undefined || yDomain === undefined) return undefined;
  const xScale = scaleLinear(xDomain, [box.left, box.right]);
  const yScale = scaleLog(yDomain, [box.bottom, box.top]);
  const x: Axis = {
    scale: xScale,
    ticks: xScale.ticks(box.right - box.left > 400 ? 8 : 4),
    format: shortCount,
    title: 'offered, messages a second',
  };
  const y: Axis = {
    scale: yScale,
    ticks: logTicks(yDomain, 8),
    format: shortDuration,
    title: 'p99 response, log scale',
  };
  const slo = markup`<line class="reference" x1="${box.left}" x2="${box.right}" y1="${yScale(sloUs)}" y2="${yScale(sloUs)}"/>
<text class="reference-label" x="${box.right}" y="${yScale(sloUs) - 5}" text-anchor="end">bound: ${shortDuration(sloUs)}</text>`;
  const bounds = series.flatMap(({ contender, values }) =>
    values
      .filter(({ hollow }) => hollow)
      .map(
        (value) =>
          markup`<text class="bound ${looks[contender].className}" x="${xScale(value.x)}" y="${yScale(value.y) - 8}" text-anchor="middle">≥ ${shortCount(value.x)}/s</text>`,
      ),
  );
  return markup`${chart(box, x, y, [slo, drawSeries(series, x, y), ...bounds])}${carriedRows(carried, x, box)}`;
}

function describe({ workload, series, carried }: Panel): readonly string[] {
  return [
    ...series.map(
      ({ contender, values }) =>
        `${workload}, ${contenders[contender].label}: ${values.map(({ title }) => title).join(', ') || 'nothing'}.`,
    ),
    ...carried.flatMap(({ contender, capacity }) =>
      capacity === undefined ? [] : [`${contenders[contender].label} carries ${count(capacity.ratePerSecond)}/s.`],
    ),
  ];
}
