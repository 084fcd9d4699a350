/**
 * Ratios with their intervals as marks on one logarithmic axis, row below row: the band of what is too small to matter,
 * 1×, the interval, and the mean in it. Knows ratios and columns; nothing of metrics.
 */

import type { Comparison, Interval } from '../../analysis/analysis.ts';
import { type Line, line, type Page, type Span, type Style } from './page.ts';

export interface Axis {
  readonly columns: number;
  /** The ratio at the left end and at the right one; 1 lies between. */
  readonly low: number;
  readonly high: number;
}

interface Glyphs {
  readonly left: string;
  readonly right: string;
  readonly through: string;
  readonly mean: string;
  readonly band: string;
  readonly one: string;
  readonly offLeft: string;
  readonly offRight: string;
}

const unicodeGlyphs: Glyphs = {
  left: '├',
  right: '┤',
  through: '─',
  mean: '●',
  band: '░',
  one: '│',
  offLeft: '◀',
  offRight: '▶',
};
const asciiGlyphs: Glyphs = {
  left: '[',
  right: ']',
  through: '-',
  mean: 'o',
  band: ':',
  one: '|',
  offLeft: '<',
  offRight: '>',
};

/** Ends of an axis. A shorter one would put 10 % near its end, where it looked like much. */
const ends = [1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100] as const;
const endMax = 100;

/**
 * As far to each side of 1× as the intervals and the margins go, or a little farther, so that 1× is a column and what is
 * as far from it to both sides looks so; 100 or a little more at most. At least three columns.
 */
export function axisFor(marked: readonly Pick<Comparison, 'advantage' | 'margin'>[], columns: number): Axis {
  const values = marked
    .flatMap(({ advantage: { low, mean, high }, margin }) => [low, mean, high, 1 + margin, 1 / (1 + margin)])
    .filter((value) => Number.isFinite(value) && value > 0);
  const endFor = (reach: number): number => ends.find((end) => end >= reach) ?? endMax;
  const below = Math.log(endFor(1 / Math.min(1, ...values)));
  const above = Math.log(endFor(Math.max(1, ...values)));
  const one = Math.min(columns - 2, Math.max(1, Math.round((below / (below + above)) * (columns - 1))));
  const step = Math.max(below / one, above / (columns - 1 - one));
  return { columns, low: Math.exp(-step * one), high: Math.exp(step * (columns - 1 - one)) };
}

/** The column of a ratio, from 0; beyond the ends where the ratio is. */
export function columnOf(axis: Axis, ratio: number): number {
  return Math.round(placeOf(axis, ratio));
}

function placeOf({ columns, low, high }: Axis, ratio: number): number {
  return (Math.log(ratio / low) / Math.log(high / low)) * (columns - 1);
}

/** One row: `axis.columns` wide. The margin is a share: 0.03 is 3 % to both sides. */
export function whisker(page: Page, axis: Axis, interval: Interval, margin: number, style?: Style): Line {
  const glyphs = page.unicode ? unicodeGlyphs : asciiGlyphs;
  const mean = columnOf(axis, interval.mean);
  // Rounding would make an end of its own of what is less than a column away.
  const narrow = placeOf(axis, interval.high) - placeOf(axis, interval.low) < 1;
  const low = narrow ? mean : columnOf(axis, interval.low);
  const high = narrow ? mean : columnOf(axis, interval.high);
  const spans = Array.from({ length: axis.columns }, (_, column): Span => {
    const end = axis.columns - 1;
    if (column === 0 && low < 0) return { text: glyphs.offLeft, style };
    if (column === end && high > end) return { text: glyphs.offRight, style };
    if (column === mean) return { text: glyphs.mean, style };
    if (column === low) return { text: glyphs.left, style };
    if (column === high) return { text: glyphs.right, style };
    if (column > low && column < high) return { text: glyphs.through, style };
    return ground(axis, column, margin, glyphs);
  });
  return merged(spans);
}

/** For the row under the marks: 1× under its column, and the ends where there is room for them. */
export function axisLabels(axis: Axis, format: (ratio: number) => string): string {
  const [low, one, high] = [format(axis.low), format(1), format(axis.high)];
  const from = Math.min(columnOf(axis, 1) - Math.floor((one.length - 1) / 2), axis.columns - one.length);
  const left = low.length < from ? low.padEnd(from) : ' '.repeat(from);
  const right = axis.columns - high.length;
  return right > from + one.length ? (left + one).padEnd(right) + high : left + one;
}

/** The rows under the marks, which begin at column `before`: the labels, and to which side is what. */
export function axisLines(
  page: Page,
  axis: Axis,
  before: number,
  sides: { low: string; high: string },
): readonly Line[] {
  const labels = axisLabels(axis, (ratio) => `${Number(ratio.toPrecision(ratio > 1 && ratio < 2 ? 3 : 2))}×`);
  const [toLow, one, toHigh] = page.unicode ? ['←', '│', '→'] : ['<-', '|', '->'];
  // What is left of 1× may reach to under the figures, where nothing else is.
  const left = `${sides.low} ${toLow} `;
  const right = ` ${toHigh} ${sides.high}`;
  const at = before + columnOf(axis, 1);
  const fitting = at + one.length + right.length <= page.width ? one + right : one;
  return [
    line(' '.repeat(before) + labels, 'faint'),
    line(' '.repeat(Math.max(0, at - left.length)) + left + fitting, 'faint'),
  ];
}

function ground(axis: Axis, column: number, margin: number, glyphs: Glyphs): Span {
  if (column === columnOf(axis, 1)) return { text: glyphs.one, style: 'faint' };
  const inBand = column >= columnOf(axis, 1 / (1 + margin)) && column <= columnOf(axis, 1 + margin);
  return inBand ? { text: glyphs.band, style: 'faint' } : { text: ' ' };
}

function merged(spans: readonly Span[]): Line {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last !== undefined && last.style === span.style)
      kept[kept.length - 1] = { ...last, text: last.text + span.text };
    else kept.push(span);
  }
  return kept;
}
