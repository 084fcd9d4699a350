/** Whether one load generator more changes what a load looks like: then it was limited by its load generators. Pure. */

import type { Contender } from '../plan/contenders.ts';
import type { Results } from '../results/results.ts';
import { median } from '../statistics/median.ts';
import { rawPercentileUs } from './latency.ts';

/** What the point is called that is like that one, with one load generator more. */
export function moreGeneratorsId(pointId: string): string {
  return `${pointId}, one generator more`;
}

/**
 * The median response with one more, as a ratio to that without, over the blocks; undefined where it was not tried. For
 * LoadContext.
 */
export function moreGeneratorsRatio(
  { runs }: Pick<Results, 'runs'>,
  pointId: string,
  contender: Contender,
): number | undefined {
  const medianUs = (point: string): number | undefined => {
    const own = runs.filter((run) => run.point === point && run.contender === contender);
    const medians = own.flatMap(({ result }) => rawPercentileUs(result.open.load.response, 50) ?? []);
    return medians.length === 0 ? undefined : median(medians);
  };
  const more = medianUs(moreGeneratorsId(pointId));
  const without = more === undefined ? undefined : medianUs(pointId);
  return more === undefined || without === undefined || without === 0 ? undefined : more / without;
}
