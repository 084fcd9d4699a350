/** What figures of measured points over a quantity share: marks for values, lines between them. Knows numbers only. */

import type { Contender } from '../../../plan/contenders.ts';
import { type Markup, markup } from '../markup.ts';
import type { Axis } from '../svg/chart.ts';
import { contenderLine, mark } from '../svg/marks.ts';

export interface Series {
  readonly contender: Contender;
  readonly values: readonly SeriesValue[];
}

export interface SeriesValue {
  readonly x: number;
  readonly y: number;
  /** Whether it is a bound, and not a value. */
  readonly hollow?: boolean;
  /** What a pointer that rests on it is told. */
  readonly title: string;
}

const dodgePixels = 9;

/** All lines first, then all marks, so that no line crosses out a mark. */
export function drawSeries(
  series: readonly Series[],
  x: Axis,
  y: Axis,
  shown: 'linesAndMarks' | 'dodgedMarks' = 'linesAndMarks',
): Markup {
  // Side by side, where contenders would else cover each other: their values are often the same.
  const dodge = (index: number): number =>
    shown === 'dodgedMarks' ? (index - (series.length - 1) / 2) * dodgePixels : 0;
  const placed = series.map(({ contender, values }, index) => ({
    contender,
    points: values
      .toSorted((one, other) => one.x - other.x)
      .map((value) => ({ ...value, x: x.scale(value.x) + dodge(index), y: y.scale(value.y) })),
  }));
  return markup`${shown === 'linesAndMarks' && placed.map(({ contender, points }) => contenderLine(contender, points))}
${placed.map(({ contender, points }) => points.map((point) => mark(contender, point, { hollow: point.hollow ?? false, title: point.title })))}`;
}
