/** How much of what was offered was answered. */

import { scaleLinear } from 'd3-scale';
import type { Analysis } from '../../../analysis/analysis.ts';
import { count } from '../../../analysis/texts.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { percent, shortCount } from '../format.ts';
import { markup } from '../markup.ts';
import { contendersIn } from '../selection.ts';
import { inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart } from '../svg/chart.ts';
import { linearDomain } from '../svg/ticks.ts';
import { drawSeries, type Series } from './line_panels.ts';

/** What capacity asks for. */
const achievedMin = 0.99;

export function achievedFigure({ summaries }: Analysis): Figure {
  const title = 'Offered and achieved';
  if (summaries.length === 0) return { kind: 'undrawn', title, why: 'no point was run to its end.' };
  const series = contenderNames.map((contender) => ({
    contender,
    values: summaries
      .filter((summary) => summary.contender === contender)
      .map(({ offeredPerSecond, achievedPerSecond, limits }) => ({
        x: offeredPerSecond,
        y: offeredPerSecond > 0 ? achievedPerSecond / offeredPerSecond : 1,
        hollow: limits.some(({ kind }) => kind === 'generator'),
        title: `${count(achievedPerSecond)} of ${count(offeredPerSecond)}/s`,
      })),
  }));
  return {
    kind: 'drawn',
    id: 'achieved',
    title,
    reading:
      'How much of what was offered was answered, at every point. A mark below the dashed line, at 99 %, is a load that was ' +
      'too much. A hollow mark was limited by the generator. Marks of one load stand side by side.',
    description: series
      .map(({ contender, values }) => `${contenders[contender].label}: ${values.map((each) => each.title).join(', ')}.`)
      .join(' '),
    key: { kind: 'contenders', contenders: contendersIn(summaries) },
    draw: (width) => draw(series, width),
  };
}

/** No lines: neighbours along the axis may be points of different workloads. */
function draw(series: readonly Series[], width: number): Drawing {
  const height = isWide(width) ? 260 : 240;
  const box = inset({ left: 0, right: width, top: 0, bottom: height }, axisRoom);
  const values = series.flatMap((each) => each.values);
  const xDomain = linearDomain(values.map(({ x }) => x)) ?? [0, 1];
  const lowest = Math.min(0.97, ...values.map(({ y }) => y));
  const xScale = scaleLinear(xDomain, [box.left, box.right]);
  const yScale = scaleLinear([lowest - 0.01, Math.max(1.01, ...values.map(({ y }) => y))], [box.bottom, box.top]);
  const x: Axis = {
    scale: xScale,
    ticks: xScale.ticks(isWide(width) ? 8 : 4),
    format: shortCount,
    title: 'offered, messages a second',
  };
  const y: Axis = { scale: yScale, ticks: yScale.ticks(5), format: percent, title: 'answered, of what was offered' };
  const bound = markup`<line class="reference" x1="${box.left}" x2="${box.right}" y1="${yScale(achievedMin)}" y2="${yScale(achievedMin)}"/>`;
  return { height, content: chart(box, x, y, [bound, drawSeries(series, x, y, 'dodgedMarks')]) };
}
