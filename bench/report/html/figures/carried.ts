/** Below a plot over the load, on its axis: what each contender carries, and what the generator could have made. */

import { capacityText, ceilingText } from '../../../analysis/texts.ts';
import type { Contender } from '../../../plan/contenders.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { Capacity, Ceiling } from '../../../results/results.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { type Box, textWidth } from '../svg/box.ts';
import type { Axis } from '../svg/chart.ts';
import { mark } from '../svg/marks.ts';

export interface Carried {
  readonly contender: Contender;
  readonly capacity: Capacity | undefined;
  readonly ceiling: Ceiling | undefined;
}

const rowHeight = 34;
const headingHeight = 12;
export const carriedRowsHeight = headingHeight + 3 * rowHeight;

export function carriedRows(carried: readonly Carried[], x: Axis, box: Box): Markup {
  const top = box.bottom + 40 + headingHeight;
  return markup`${carried.map((each, index) => row(each, x, box, top + index * rowHeight))}`;
}

function row({ contender, capacity, ceiling }: Carried, { scale }: Axis, box: Box, top: number): Markup {
  const { className } = looks[contender];
  const barY = top + 16;
  const rate = capacity?.ratePerSecond ?? 0;
  const text = `${contenders[contender].label}: ${words(capacity, ceiling)}`;
  const ceilingPerSecond = ceiling?.closedPerSecond;
  return markup`${mark(contender, { x: box.left + 4, y: top + 5 })}<text class="note" x="${box.left + 13}" y="${top + 9}">${fitted(text, box)}</text>
${rate > 0 && markup`<rect class="carried ${className}" x="${box.left}" y="${barY}" width="${Math.max(1, scale(rate) - box.left)}" height="7"/>`}
${ceilingPerSecond !== undefined && markup`<path class="ceiling" d="M${scale(Math.min(rate, ceilingPerSecond))} ${barY + 3.5}H${scale(ceilingPerSecond)}m0 -5v10"/>`}`;
}

function words(capacity: Capacity | undefined, ceiling: Ceiling | undefined): string {
  const most = ceiling === undefined ? 'ceiling not measured' : `generator’s ceiling ${ceilingText(ceiling)}`;
  return `${capacity === undefined ? 'capacity not measured' : capacityText(capacity)}, ${most}`;
}

/** The ceiling's words are the ones that can be spared. */
function fitted(text: string, box: Box): string {
  return textWidth(text, 12) > box.right - box.left ? text.replace('generator’s ceiling', 'ceiling') : text;
}
