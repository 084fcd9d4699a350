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
      'Each mark is the ratio of wire to one way of using gRPC, over all blocks; its line is the 95 % interval, not seen where it is narrower than the mark. Right of 1× ' +
      'wire is better, left of it gRPC. Inside the shaded band a difference is too small to matter (δ). The thin lines ' +
      'below are each contender compared with itself (A/A): what a difference looks like where there is none.',
    description: drawable
      .map((each) => `${metricLabel(each.metric)}: ${comparisonText(each)} (${verdictText(each)}).`)
      .join(' '),
    key: { kind: 'contenders', contenders: ['wire', ...grpcContenders] },
    draw: (width) => drawForest(analysis, drawable, width),
  };
}

export function drawForest(analysis: Analysis, drawable: readonly Comparison[], width: number): Drawing {
  const axis = axisOf(drawable, width);
  const metrics = metricNames.filter((name) => drawable.some(({ metric }) => metric === name));
  const groups: Markup[] = [];
  let top = 26;
  for (const metric of metrics) {
    const rows = drawable.filter((each) => each.metric === metric);
    const group = drawGroup(metric, rows, selvesOf(analysis, metric, rows), axis, top, width);
    groups.push(group.content);
    top += group.height;
  }
  return {
    height: top + 20,
    content: markup`${directions(axis)}
${groups}
${axis.ticks.map((tick) => markup`<text class="tick" x="${axis.scale(tick)}" y="${top + 15}" text-anchor="middle">${shortTimes(tick)}</text>`)}`,
  };
}

interface ForestAxis {
  readonly scale: (ratio: number) => number;
  readonly ticks: readonly number[];
  readonly left: number;
  readonly right: number;
}

function axisOf(drawable: readonly Comparison[], width: number): ForestAxis {
  const [left, right] = isWide(width) ? [186, width - 262] : [0, width];
  const ends = drawable.flatMap(({ advantage, margin }) => [
    advantage.low,
    advantage.high,
    1 + margin,
    1 / (1 + margin),
  ]);
  const domain = [Math.min(0.8, ...ends) / 1.06, Math.max(1.25, ...ends) * 1.06] as const;
  const scale = scaleLog(domain, [left, right]).clamp(true);
  return { scale, ticks: ratioTicks(domain, (right - left) / 34), left, right };
}

function selvesOf(
  { selfComparisons }: Analysis,
  metric: MetricName,
  rows: readonly Comparison[],
): Analysis['selfComparisons'] {
  return selfComparisons.filter(
    (each) => each.metric === metric && isDrawable(each.ratio) && rows.some(({ point }) => point === each.point),
  );
}

/** What lies on either side of 1×, as far as there is room for it. */
function directions({ scale }: ForestAxis): Markup {
  return markup`<text class="axis-title" x="${scale(1) - 8}" y="14" text-anchor="end">${scale(1) < 95 ? (scale(1) < 44 ? '' : '← gRPC') : '← gRPC better'}</text>
<text class="axis-title" x="${scale(1) + 8}" y="14">wire better →</text>`;
}

const selfHeight = 5;

function drawGroup(
  metric: MetricName,
  rows: readonly Comparison[],
  itself: Analysis['selfComparisons'],
  axis: ForestAxis,
  top: number,
  width: number,
): { readonly content: Markup; readonly height: number } {
  const wide = isWide(width);
  const selvesHeight = itself.length > 0 ? itself.length * selfHeight + 5 : 0;
  // On a phone the words of a row stand above its strip, so that no line runs through them.
  const rowHeight = wide ? 36 : 54;
  const first = top + (wide ? 0 : 24);
  const content = rows.map((row, index) => {
    const y = first + index * rowHeight;
    const last = index === rows.length - 1 ? selvesHeight : 0;
    const strip = wide ? { top: y, height: rowHeight + last } : { top: y + 34, height: 20 + last };
    const words = { x: wide ? width - 250 : 16, y: y + 14 };
    const center = wide ? y + 16 : strip.top + 10;
    return markup`${stripView(row, axis, strip)}
${whisker(row, axis.scale, center)}
${!wide && mark(row.to, { x: 5, y: y + 10 })}<text class="value strong" x="${words.x}" y="${words.y}">${advantageText(row)}</text>
<text class="verdict-text faint" x="${words.x}" y="${words.y + 15}">${verdictText(row)}</text>`;
  });
  const selves = itself.map(({ contender, ratio }, index) => {
    const y = first + rows.length * rowHeight + 3 + index * selfHeight;
    return markup`<line class="self ${looks[contender].className}" x1="${axis.scale(ratio.low)}" x2="${axis.scale(ratio.high)}" y1="${y}" y2="${y}"/>`;
  });
  const height = first - top + rows.length * rowHeight + selvesHeight + 10;
  return {
    height,
    content: markup`<text class="label" x="0" y="${wide ? first + 14 : top + 14}">${capitalised(metricLabel(metric))}</text>
${content}
${selves}`,
  };
}

function stripView(
  { margin }: Comparison,
  { scale, ticks, left, right }: ForestAxis,
  { top, height }: { readonly top: number; readonly height: number },
): Markup {
  const [low, high] = [scale(1 / (1 + margin)), scale(1 + margin)];
  return markup`<rect class="strip" x="${left}" y="${top}" width="${right - left}" height="${height}"/>
<rect class="band" x="${low}" y="${top}" width="${high - low}" height="${height}"/>
${ticks.map((tick) => markup`<line class="${tick === 1 ? 'unity' : 'grid'}" x1="${scale(tick)}" x2="${scale(tick)}" y1="${top}" y2="${top + height}"/>`)}`;
}

function whisker({ to, advantage, generatorLimited }: Comparison, scale: ForestAxis['scale'], y: number): Markup {
  const { className } = looks[to];
  const [low, high] = [scale(advantage.low), scale(advantage.high)];
  return markup`<line class="whisker ${className}" x1="${low}" x2="${high}" y1="${y}" y2="${y}"/>
<path class="whisker ${className}" d="M${low} ${y - 4}v8M${high} ${y - 4}v8"/>
${mark(to, { x: scale(advantage.mean), y }, { radius: 4, hollow: generatorLimited.length > 0 })}`;
}

/** Whether it has a place on an axis of ratios: one with a side that was 0 has none. */
export function isDrawable({ mean, low, high }: Interval): boolean {
  return [mean, low, high].every((value) => Number.isFinite(value) && value > 0);
}
