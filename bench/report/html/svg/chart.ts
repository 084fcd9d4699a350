/** A plot with two axes, its grid and its lettering. Knows pixels and scales; nothing of what is plotted. */

import { type Markup, markup } from '../markup.ts';
import type { Box } from './box.ts';

export interface Axis {
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  readonly title: string;
}

/** Room that the lettering of the axes takes, around the box of the plot itself. */
export const axisRoom = { left: 50, right: 10, top: 26, bottom: 40 } as const;

/** `box` is that of the plot, without the axes' lettering. */
export function chart(box: Box, x: Axis, y: Axis, content: readonly (Markup | undefined)[]): Markup {
  return markup`<g>
<text class="axis-title" x="${box.left - axisRoom.left}" y="${box.top - 13}">${y.title}</text>
${y.ticks.map((tick) => horizontalLine(box, y, tick))}
${x.ticks.map((tick) => verticalTick(box, x, tick))}
<text class="axis-title" x="${(box.left + box.right) / 2}" y="${box.bottom + 34}" text-anchor="middle">${x.title}</text>
${content}
</g>`;
}

function horizontalLine(box: Box, { scale, format }: Axis, tick: number): Markup {
  const y = scale(tick);
  return markup`<line class="grid" x1="${box.left}" x2="${box.right}" y1="${y}" y2="${y}"/>
<text class="tick" x="${box.left - 7}" y="${y + 4}" text-anchor="end">${format(tick)}</text>`;
}

function verticalTick(box: Box, { scale, format }: Axis, tick: number): Markup {
  const x = scale(tick);
  return markup`<line class="axis" x1="${x}" x2="${x}" y1="${box.bottom}" y2="${box.bottom + 4}"/>
<text class="tick" x="${x}" y="${box.bottom + 17}" text-anchor="middle">${format(tick)}</text>`;
}

/** Of several panels, each. */
export function panelTitle(box: Box, title: string): Markup {
  return markup`<text class="panel-title" x="${box.left}" y="${box.top + 13}">${title}</text>`;
}
