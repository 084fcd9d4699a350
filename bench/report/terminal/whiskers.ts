/**
 * Ratios with their intervals as marks on one logarithmic axis, row below row: the band of what is too small to matter,
 * 1×, the interval, and the mean in it. Knows ratios and columns; nothing of metrics.
 */

import type { Interval } from '../../analysis/analysis.ts';
import type { Line, Page, Span, Style } from './page.ts';

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

/** Ends of an axis: all shorter ones would put 10 % at its very end, where it looked like much. */
const ends = [1.25, 1.5, 2, 3, 4, 5, 10, 20, 50, 100] as const;

/** As far to each side as the intervals go, in round numbers; 100 at most. The same to both sides: neither looks closer. */
export function axisFor(intervals: readonly Interval[], columns: number): Axis {
  const reach = intervals
    .flatMap(({ low, mean, high }) => [low, mean, high])
    .filter((value) => Number.isFinite(value) && value > 0)
    .reduce((most, value) => Math.max(most, value, 1 / value), 1);
  const high = ends.find((end) => end >= reach) ?? ends[ends.length - 1] ?? 100;
  // An odd number of columns, so that 1× is one of them.
  return { columns: columns % 2 === 1 ? columns : columns - 1, low: 1 / high, high };
}

/** The column of a ratio, from 0; beyond the ends where the ratio is. */
export function columnOf({ columns, low, high }: Axis, ratio: number): number {
  return Math.round((Math.log(ratio / low) / Math.log(high / low)) * (columns - 1));
}

/** One row: `axis.columns` wide. The margin is a share: 0.03 is 3 % to both sides. */
export function whisker(page: Page, axis: Axis, interval: Interval, margin: number, style?: Style): Line {
  const glyphs = page.unicode ? unicodeGlyphs : asciiGlyphs;
  const low = columnOf(axis, interval.low);
  const mean = columnOf(axis, interval.mean);
  const high = columnOf(axis, interval.high);
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

/** What the marks stand on, for the row under them: the ends and 1×. */
export function axisLabels(axis: Axis, format: (ratio: number) => string): string {
  const [low, one, high] = [format(axis.low), format(1), format(axis.high)];
  const middle = Math.max(low.length + 1, columnOf(axis, 1) - Math.floor(one.length / 2));
  return (low.padEnd(middle) + one).padEnd(axis.columns - high.length) + high;
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
