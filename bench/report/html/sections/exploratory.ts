/** Comparisons that were not fixed beforehand: hints for the next bench, and marked so. */

import type { Analysis } from '../../../analysis/analysis.ts';
import { pointLabel } from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import { type Markup, markup } from '../markup.ts';
import { distinct } from '../selection.ts';
import { comparisonTable } from './headline.ts';

export function exploratorySection({ points }: Results, { exploratory }: Analysis): Markup {
  if (exploratory.length === 0) return markup`<p>None: nothing but the headline metrics was measured.</p>`;
  const ids = distinct(exploratory.map(({ point }) => point));
  const tables = ids.map((id) => {
    const point = points.find((each) => each.id === id);
    return comparisonTable(
      exploratory.filter((each) => each.point === id),
      point ? pointLabel(point) : id,
    );
  });
  return markup`<p>These were not fixed beforehand and are not corrected for their number: among many, some differ by chance. Take
them as hints for the next bench, not as findings of this one.</p>
<details><summary>${exploratory.length} exploratory comparisons at ${ids.length === 1 ? 'one point' : `${ids.length} points`}</summary>${tables}</details>`;
}
