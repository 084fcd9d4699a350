/** Marks stand where their ratios are, on one axis. */

import test from 'ava';
import type { Interval } from '../../analysis/analysis.ts';
import { type Page, render } from './page.ts';
import { type Axis, axisFor, axisLabels, columnOf, whisker } from './whiskers.ts';

const page: Page = { width: 80, color: false, unicode: true };
/** Four columns to a factor of two. */
const axis: Axis = { columns: 17, low: 1 / 4, high: 4 };

function mark(interval: Interval, margin: number, on: Page = page): string {
  return render(on, [whisker(on, axis, interval, margin)]);
}

const times = (ratio: number): string => `${ratio}×`;

test('an interval is drawn from its low end to its high one, with the mean in it', (t) => {
  t.is(mark({ low: 2 ** 0.5, mean: 2, high: 2 ** 1.5 }, 0), '        │ ├─●─┤');
  t.is(mark({ low: 0.25, mean: 0.5, high: 1 }, 0), '├───●───┤');
});

test('the band of what is too small to matter lies around 1×, under the marks', (t) => {
  t.is(mark({ low: 2, mean: 2, high: 2 }, 0.5), '      ░░│░░ ●');
  t.is(mark({ low: 0.95, mean: 1, high: 1.05 }, 0.2), '       ░●░');
});

test('an interval narrower than a column is its mean alone', (t) => {
  t.is(mark({ low: 1.99, mean: 2, high: 2.01 }, 0), '        │   ●');
});

test('what goes on beyond the axis has an arrow there', (t) => {
  t.is(mark({ low: 2, mean: 4, high: 9 }, 0), '        │   ├───▶');
  t.is(mark({ low: 0.1, mean: 0.5, high: 1 }, 0), '◀───●───┤');
  t.is(mark({ low: 7, mean: 8, high: 9 }, 0), '        │       ▶');
});

test('without Unicode the marks are ASCII', (t) => {
  t.is(mark({ low: 0.25, mean: 0.5, high: 1 }, 0.5, { ...page, unicode: false }), '[---o---]::');
});

test('an axis reaches as far as the intervals and the margins to each side, and 1× is one of its columns', (t) => {
  const rows: readonly (readonly [low: number, high: number, margin: number, left: number, right: number])[] = [
    [1.01, 1.02, 0.03, 1.25, 1.25],
    [1.1, 1.9, 0.03, 1.25, 2],
    [0.3, 1.9, 0.03, 4, 2],
    [0.99, 1.01, 0.4, 1.5, 1.5],
    [1, 12_345, 0.03, 1.25, 100],
    [Number.NaN, Number.NaN, 0.03, 1.25, 1.25],
  ];
  for (const columns of [9, 21, 60]) {
    for (const [low, high, margin, left, right] of rows) {
      const made = axisFor([{ advantage: { low, mean: Math.sqrt(low * high), high }, margin }], columns);
      const place = (Math.log(1 / made.low) / Math.log(made.high / made.low)) * (columns - 1);
      t.true(Math.abs(place - Math.round(place)) < 1e-9);
      // One of the two ends is as far as it must be, the other no nearer.
      const beyond = [1 / made.low / left, made.high / right];
      t.true(Math.min(...beyond) > 1 - 1e-9 && Math.min(...beyond) < 1 + 1e-9, `${made.low} ${made.high}`);
    }
  }
});

test('1× is labelled under its column, and the ends where there is room', (t) => {
  t.is(axisLabels(axis, times), '0.25×   1×     4×');
  t.is(axisLabels(axis, times).indexOf('1'), columnOf(axis, 1));
  t.is(axisLabels({ columns: 11, low: 1 / 1.25, high: 100 }, times), '1×     100×');
  t.is(axisLabels({ columns: 11, low: 1 / 100, high: 1.25 }, times), '0.01×    1×');
});
