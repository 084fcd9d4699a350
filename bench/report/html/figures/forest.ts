/** The headline ratios with their intervals, on one axis. Draws what analysis says; compares nothing itself. */

import { scaleLog } from 'd3-scale';
import {
  type Analysis,
  type Comparison,
  type Interval,
  type MetricName,
  metricNames,
} from '../../../analysis/analysis.ts';
import { advantageText, comparisonText, metricLabel, verdictText } from '../../../analysis/texts.ts';
import { grpcContenders } from '../../../plan/contenders.ts';
import type { Drawing, Figure } from '../figure.ts';
import { isWide } from '../figure.ts';
import { capitalised, shortTimes } from '../format.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { mark } from '../svg/marks.ts';
import { ratioTicks } from '../svg/ticks.ts';

type Scale = (ratio: number) => number;

export function forestFigure(analysis: Analysis): Figure {
  const drawable = analysis.headline.filter(({ advantage }) => isDrawable(advantage));
  if (drawable.length === 0) {
    return { kind: 'undrawn', title: 'How many times better', why: 'no headline metric was measured for both sides.' };
  }
  return {
    kind: 'drawn',
    id: 'forest',
    title: 'How many times better is wire?',
    reading:
      'Each mark is the ratio of wire to one way of using gRPC, over all blocks; its line is the 95 % interval. Right of 1× ' +
      'wire is better, left of it gRPC. Inside the shaded band a difference is too small to matter here. The thin lines ' +
      'below are each contender compared with itself (A/A): what a difference looks like where there is none.',
    description: drawable
      .map((each) => `${metricLabel(each.metric)}: ${comparisonText(each)} (${verdictText(each)}).`)
      .join(' '),
    key: { kind: 'contenders', contenders: ['wire', ...grpcContenders] },
    draw: (width) => drawForest(analysis, drawable, width),
  };
}

export function drawForest(analysis: Analysis, drawable: readonly Comparison[], width: number): Drawing {
  const wide = isWide(width);
  const plot = wide ? { left: 175, right: width - 245 } : { left: 8, right: width - 8 };
  const selves = analysis.selfComparisons.filter(({ ratio }) => isDrawable(ratio));
  const metrics = metricNames.filter((name) => drawable.some(({ metric }) => metric === name));
  const bounds = drawable.flatMap(({ advantage, margin }) => [
    advantage.low,
    advantage.high,
    1 + margin,
    1 / (1 + margin),
  ]);
  const domain = [Math.min(0.8, ...bounds) / 1.06, Math.max(1.25, ...bounds) * 1.06] as const;
  const scale = scaleLog(domain, [plot.left, plot.right]).clamp(true);
  const content: Markup[] = [];
  let top = 34;
  for (const metric of metrics) {
    const rows = drawable.filter((each) => each.metric === metric);
    const itself = selves.filter((each) => each.metric === metric && rows.some(({ point }) => point === each.point));
    const group = drawGroup(metric, rows, itself, scale, plot, top, width);
    content.push(group.content);
    top += group.height;
  }
  const ticks = ratioTicks(domain, wide ? 8 : 6);
  return {
    height: top + 20,
    content: markup`${directions(scale, plot)}
${ticks.map((tick) => markup`<line class="grid" x1="${scale(tick)}" x2="${scale(tick)}" y1="26" y2="${top}"/><text class="tick" x="${scale(tick)}" y="${top + 15}" text-anchor="middle">${shortTimes(tick)}</text>`)}
${content}
<line class="unity" x1="${scale(1)}" x2="${scale(1)}" y1="26" y2="${top}"/>`,
  };
}

function directions(scale: Scale, { left, right }: { left: number; right: number }): Markup {
  // Where there is little room on one side of 1×, its words would stand on the other's.
  const words = (anchor: 'start' | 'end', text: string): Markup => {
    const x = anchor === 'start' ? scale(1) + 8 : scale(1) - 8;
    return markup`<text class="axis-title" x="${x}" y="14" text-anchor="${anchor}">${text}</text>`;
  };
  return markup`${scale(1) - left > 40 ? words('end', scale(1) - left > 78 ? '← gRPC better' : '← gRPC') : undefined}${
    right - scale(1) > 40 ? words('start', right - scale(1) > 78 ? 'wire better →' : 'wire →') : undefined
  }`;
}

function drawGroup(
  metric: MetricName,
  rows: readonly Comparison[],
  itself: Analysis['selfComparisons'],
  scale: Scale,
  plot: { readonly left: number; readonly right: number },
  top: number,
  width: number,
): { readonly content: Markup; readonly height: number } {
  const wide = isWide(width);
  const rowHeight = wide ? 36 : 54;
  const heading = wide ? 4 : 22;
  const first = top + heading;
  const content = rows.map((row, index) => {
    const y = first + index * rowHeight + 12;
    const text = { x: wide ? width - 230 : plot.left, y: wide ? y - 1 : y + 24 };
    return markup`<rect class="band" x="${scale(1 / (1 + row.margin))}" y="${y - 12}" width="${scale(1 + row.margin) - scale(1 / (1 + row.margin))}" height="${wide ? rowHeight : 26}"/>
${whisker(row, scale, y)}
<text class="value strong" x="${text.x}" y="${text.y}">${advantageText(row)}</text>
<text class="value faint" x="${text.x}" y="${text.y + 15}">${verdictText(row)}</text>`;
  });
  const selvesTop = first + rows.length * rowHeight + 3;
  const selfLines = itself.map(({ contender, ratio }, index) => {
    const y = selvesTop + index * 5;
    return markup`<line class="self ${looks[contender].className}" x1="${scale(ratio.low)}" x2="${scale(ratio.high)}" y1="${y}" y2="${y}"/>`;
  });
  const height = heading + rows.length * rowHeight + itself.length * 5 + 14;
  return {
    height,
    content: markup`<text class="label" x="${wide ? 0 : plot.left}" y="${wide ? first + 12 : top + 15}">${capitalised(metricLabel(metric))}</text>
${content}
${selfLines}
<line class="rule" x1="0" x2="${width}" y1="${top + height - 4}" y2="${top + height - 4}"/>`,
  };
}

function whisker({ to, advantage, generatorLimited }: Comparison, scale: Scale, y: number): Markup {
  const { className } = looks[to];
  const [low, high] = [scale(advantage.low), scale(advantage.high)];
  return markup`<line class="whisker ${className}" x1="${low}" x2="${high}" y1="${y}" y2="${y}"/>
<path class="whisker ${className}" d="M${low} ${y - 4}v8M${high} ${y - 4}v8"/>
${mark(to, { x: scale(advantage.mean), y }, { radius: 5, hollow: generatorLimited.length > 0 })}`;
}

/** Whether it has a place on an axis of ratios: one with a side that was 0 has none. */
export function isDrawable({ mean, low, high }: Interval): boolean {
  return [mean, low, high].every((value) => Number.isFinite(value) && value > 0);
}
