/** How much of what was offered was answered. */

import { scaleLinear } from 'd3-scale';
import type { Analysis } from '../../../analysis/analysis.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import { count } from '../../format.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortCount } from '../format.ts';
import { markup } from '../markup.ts';
import { contendersIn } from '../selection.ts';
import { inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart } from '../svg/chart.ts';
import { linearDomain } from '../svg/ticks.ts';
import { drawSeries, type Series } from './line_panels.ts';

export function achievedFigure({ summaries }: Analysis): Figure {
  const title = 'Offered and achieved';
  if (summaries.length === 0) return { kind: 'undrawn', title, why: 'no point was run to its end.' };
  const series = contenderNames.map((contender) => ({
    contender,
    values: summaries
      .filter((summary) => summary.contender === contender)
      .map(({ offeredPerSecond, achievedPerSecond, limits }) => ({
        x: offeredPerSecond,
        y: achievedPerSecond,
        hollow: limits.some(({ kind }) => kind === 'generator'),
        title: `${count(achievedPerSecond)} of ${count(offeredPerSecond)}/s`,
      })),
  }));
  return {
    kind: 'drawn',
    id: 'achieved',
    title,
    reading:
      'On the dashed line everything that was offered was answered. A mark below it is a load that was too much. ' +
      'A hollow mark was limited by the generator.',
    description: series
      .map(({ contender, values }) => `${contenders[contender].label}: ${values.map((each) => each.title).join(', ')}.`)
      .join(' '),
    key: { kind: 'contenders', contenders: contendersIn(summaries) },
    draw: (width) => draw(series, width),
  };
}

/** No lines: neighbours along the axis may be points of different workloads. */
function draw(series: readonly Series[], width: number): Drawing {
  const size = isWide(width) ? 400 : width;
  const box = inset({ left: 0, right: size, top: 0, bottom: size }, axisRoom);
  const domain = linearDomain(series.flatMap(({ values }) => values.flatMap(({ x, y }) => [x, y]))) ?? [0, 1];
  const xScale = scaleLinear(domain, [box.left, box.right]);
  const yScale = scaleLinear(domain, [box.bottom, box.top]);
  const ticks = xScale.ticks(5);
  const x: Axis = { scale: xScale, ticks, format: shortCount, title: 'offered, a second' };
  const y: Axis = { scale: yScale, ticks, format: shortCount, title: 'achieved, a second' };
  const diagonal = markup`<line class="reference" x1="${xScale(domain[0])}" y1="${yScale(domain[0])}" x2="${xScale(domain[1])}" y2="${yScale(domain[1])}"/>`;
  return { height: size, content: chart(box, x, y, [diagonal, drawSeries(series, x, y, 'marks')]) };
}
