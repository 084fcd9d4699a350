/** Response times over a scenario's series of workloads: longer ways, safer disks, larger bodies, readers that stall. */

import { scaleLog } from 'd3-scale';
import type { Analysis, PointSummary } from '../../../analysis/analysis.ts';
import { microseconds } from '../../../analysis/texts.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { Point, Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortDuration } from '../format.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersIn, distinct, summariesAt } from '../selection.ts';
import { mark } from '../svg/marks.ts';
import { logDomain, logTicks } from '../svg/ticks.ts';

interface Group {
  readonly scenario: string;
  readonly rows: readonly { readonly workload: string; readonly summaries: readonly PointSummary[] }[];
}

export function seriesFigure(results: Results, analysis: Analysis): Figure {
  const title = 'Response times over series of workloads';
  const groups = distinct(results.points.map(({ scenario }) => scenario))
    .map((scenario) => groupOf(results.points, analysis, scenario))
    .filter(({ rows }) => rows.length > 1);
  if (groups.length === 0) return { kind: 'undrawn', title, why: 'no scenario with several workloads was run.' };
  const all = groups.flatMap(({ rows }) => rows.flatMap(({ summaries }) => summaries));
  return {
    kind: 'drawn',
    id: 'series',
    title,
    reading:
      'For each workload of a scenario, at one rate for all: the mark is the time within which half of all messages were ' +
      'answered, the line goes on to that of 99 of 100. Further left is better. A hollow mark was limited by the generator.',
    description: groups.flatMap(({ rows }) => rows.map(describe)).join(' '),
    key: { kind: 'contenders', contenders: contendersIn(all) },
    draw: (width) => draw(groups, width),
  };
}

function groupOf(points: readonly Point[], analysis: Analysis, scenario: string): Group {
  const own = points.filter((point) => point.scenario === scenario && point.basis.kind === 'equalRate');
  const rows = distinct(own.map(({ workload }) => workload.name)).flatMap((workload) => {
    const point = own.find((each) => each.workload.name === workload);
    const summaries = point ? summariesAt(analysis, point.id).filter(({ response }) => (response.p50Us ?? 0) > 0) : [];
    return summaries.length > 0 ? [{ workload, summaries }] : [];
  });
  return { scenario, rows };
}

const titleHeight = 22;
const labelHeight = 18;
const lineHeight = 13;
const axisHeight = 40;

function draw(groups: readonly Group[], width: number): Drawing {
  const contents: Markup[] = [];
  let top = 0;
  for (const group of groups) {
    const { height, content } = drawGroup(group, top, width);
    contents.push(content);
    top += height;
  }
  return { height: top, content: markup`${contents}` };
}

function drawGroup({ scenario, rows }: Group, top: number, width: number): Drawing {
  const all = rows.flatMap(({ summaries }) =>
    summaries.flatMap(({ response }) => [response.p50Us ?? 0, response.p99Us ?? 0]),
  );
  const domain = logDomain(all) ?? [1, 10];
  const scale = scaleLog(domain, [0, width - 12]);
  const rowHeight = labelHeight + 3 * lineHeight + 8;
  const bottom = top + titleHeight + rows.length * rowHeight;
  const ticks = logTicks(domain, isWide(width) ? 9 : 6);
  return {
    height: titleHeight + rows.length * rowHeight + axisHeight,
    content: markup`<text class="panel-title" x="0" y="${top + 13}">${scenario}</text>
${rows.map(({ workload, summaries }, index) => {
  const rowTop = top + titleHeight + index * rowHeight;
  const stripTop = rowTop + labelHeight;
  return markup`<text class="note" x="0" y="${rowTop + 13}">${workload}</text>
<rect class="strip" x="0" y="${stripTop}" width="${width}" height="${3 * lineHeight + 2}"/>
${ticks.map((tick) => markup`<line class="grid" x1="${scale(tick)}" x2="${scale(tick)}" y1="${stripTop}" y2="${stripTop + 3 * lineHeight + 2}"/>`)}
${summaries.map((summary, line) => drawSummary(summary, stripTop + 8 + line * lineHeight, scale))}`;
})}
${ticks.map((tick) => markup`<text class="tick" x="${scale(tick)}" y="${bottom + 10}" text-anchor="middle">${shortDuration(tick)}</text>`)}`,
  };
}

function drawSummary({ contender, response, limits }: PointSummary, y: number, scale: (us: number) => number): Markup {
  const { className } = looks[contender];
  const x = scale(response.p50Us ?? 1);
  const end = response.p99Us === undefined ? undefined : scale(response.p99Us);
  const hollow = limits.some(({ kind }) => kind === 'generator');
  return markup`${end !== undefined && markup`<path class="whisker ${className}" d="M${x} ${y}H${end}m0 -3v6"/>`}
${mark(contender, { x, y }, { hollow, title: told(response) })}`;
}

function told({ p50Us, p99Us }: PointSummary['response']): string {
  return `p50 ${microseconds(p50Us ?? 0)}, ${p99Us === undefined ? 'p99 withheld' : `p99 ${microseconds(p99Us)}`}`;
}

function describe({ workload, summaries }: Group['rows'][number]): string {
  return `${workload}: ${summaries.map(({ contender, response }) => `${contenders[contender].label} ${told(response)}`).join('; ')}.`;
}
