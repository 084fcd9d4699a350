/** Which of the results a figure shows, and in which order. Chooses; calculates nothing. */

import type { Analysis, PointSummary } from '../../analysis/analysis.ts';
import { type Contender, contenderNames } from '../../plan/contenders.ts';
import type { Point, Results } from '../../results/results.ts';

/** Those whose metrics are the headline; the first point where none is. */
export function headlinePoints({ points }: Results): readonly Point[] {
  const headline = points.filter((point) => point.headline);
  return headline.length > 0 ? headline : points.slice(0, 1);
}

export function summariesAt(analysis: Analysis, point: string): readonly PointSummary[] {
  return contendersOf(analysis.summaries.filter((summary) => summary.point === point));
}

/** In the order in which contenders are always shown. */
export function contendersOf<T extends { readonly contender: Contender }>(items: readonly T[]): readonly T[] {
  return items.toSorted(
    (one, other) => contenderNames.indexOf(one.contender) - contenderNames.indexOf(other.contender),
  );
}

export function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** The contenders that occur, in their order. */
export function contendersIn(items: readonly { readonly contender: Contender }[]): readonly Contender[] {
  return contenderNames.filter((name) => items.some(({ contender }) => contender === name));
}
