/** Below a plot over the load, on its axis: what each contender carries, and what the generator could have made. */

import { count } from '../../../analysis/texts.ts';
import type { Contender } from '../../../plan/contenders.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { Capacity } from '../../../results/results.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { type Box, textWidth } from '../svg/box.ts';
import type { Axis } from '../svg/chart.ts';
import { mark } from '../svg/marks.ts';

export interface Carried {
  readonly contender: Contender;
  readonly capacity: Capacity | undefined;
  readonly ceilingPerSecond: number | undefined;
}

const rowHeight = 34;
const headingHeight = 12;
export const carriedRowsHeight = headingHeight + 3 * rowHeight;

export function carriedRows(carried: readonly Carried[], x: Axis, box: Box): Markup {
  const top = box.bottom + 40 + headingHeight;
  return markup`${carried.map((each, index) => row(each, x, box, top + index * rowHeight))}`;
}

function row({ contender, capacity, ceilingPerSecond }: Carried, { scale }: Axis, box: Box, top: number): Markup {
  const { className } = looks[contender];
  const barY = top + 16;
  const rate = capacity?.ratePerSecond ?? 0;
  const text = `${contenders[contender].label}: ${words(capacity, ceilingPerSecond)}`;
  return markup`${mark(contender, { x: box.left + 4, y: top + 5 })}<text class="note" x="${box.left + 13}" y="${top + 9}">${fitted(text, box)}</text>
${rate > 0 && markup`<rect class="carried ${className}" x="${box.left}" y="${barY}" width="${Math.max(1, scale(rate) - box.left)}" height="7"/>`}
${ceilingPerSecond !== undefined && markup`<path class="ceiling" d="M${scale(Math.min(rate, ceilingPerSecond))} ${barY + 3.5}H${scale(ceilingPerSecond)}m0 -5v10"/>`}`;
}

function words(capacity: Capacity | undefined, ceilingPerSecond: number | undefined): string {
  const ceiling =
    ceilingPerSecond === undefined ? 'ceiling not measured' : `generator’s ceiling ${count(ceilingPerSecond)}/s`;
  if (capacity === undefined) return `capacity not measured, ${ceiling}`;
  const atLeast = capacity.failedPerSecond === undefined ? '≥ ' : '';
  const carries =
    capacity.ratePerSecond > 0 ? `${atLeast}${count(capacity.ratePerSecond)}/s` : 'no rate within the bound';
  return `${carries}, ${ceiling}`;
}

/** The ceiling's words are the ones that can be spared. */
function fitted(text: string, box: Box): string {
  return textWidth(text, 12) > box.right - box.left ? text.replace('generator’s ceiling', 'ceiling') : text;
}
