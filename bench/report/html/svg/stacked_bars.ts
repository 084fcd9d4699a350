/** Bars of parts that add up, one a contender. Knows numbers and labels; nothing of what the parts are. */

import { scaleLinear } from 'd3-scale';
import { type Contender, contenders } from '../../../plan/contenders.ts';
import { sum } from '../../../statistics/sum.ts';
import type { Drawing } from '../figure.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { textWidth } from './box.ts';
import { mark } from './marks.ts';

export interface BarGroup {
  readonly title: string | undefined;
  readonly bars: readonly {
    readonly contender: Contender;
    /** One for each part, in the order of the key; never negative. */
    readonly values: readonly number[];
  }[];
}

const rowHeight = 50;
const barHeight = 20;

export function stackedBars(
  width: number,
  groups: readonly BarGroup[],
  labels: readonly string[],
  format: (value: number) => string,
): Drawing {
  const totals = groups.flatMap(({ bars }) => bars.map(({ values }) => sum(values)));
  const widestTotal = Math.max(0, ...totals.map((value) => textWidth(format(value), 13)));
  const scale = scaleLinear([0, Math.max(...totals) || 1], [0, width - widestTotal - 12]);
  const contents: Markup[] = [];
  let top = 0;
  for (const { title, bars } of groups) {
    if (title !== undefined) {
      contents.push(markup`<text class="panel-title" x="0" y="${top + 14}">${title}</text>`);
      top += 24;
    }
    for (const { contender, values } of bars) {
      contents.push(bar(contender, values, top, scale, labels, format));
      top += rowHeight;
    }
    top += 8;
  }
  return { height: top, content: markup`${contents}` };
}

function bar(
  contender: Contender,
  values: readonly number[],
  top: number,
  scale: (value: number) => number,
  labels: readonly string[],
  format: (value: number) => string,
): Markup {
  const ends = values.map((_, part) => sum(values.slice(0, part + 1)));
  const total = sum(values);
  const y = top + 20;
  const segments = values.map((value, part) => {
    const [x, end] = [scale((ends[part] ?? 0) - value), scale(ends[part] ?? 0)];
    // A gap of half a pixel on each side: neighbours stay apart where their colours can't be told.
    return value > 0
      ? markup`<rect class="part part${part}" x="${x}" y="${y}" width="${Math.max(0.5, end - x - 1)}" height="${barHeight}"><title>${labels[part]}: ${format(value)}</title></rect>${segmentLabel(x, end, y, value, part, format)}`
      : undefined;
  });
  return markup`${mark(contender, { x: 5, y: top + 9 })}<text class="label ${looks[contender].className}" x="15" y="${top + 13}">${contenders[contender].label}</text>
${segments}
<text class="value" x="${scale(total) + 7}" y="${y + barHeight / 2 + 4}">${format(total)}</text>`;
}

function segmentLabel(
  x: number,
  end: number,
  y: number,
  value: number,
  part: number,
  format: (value: number) => string,
): Markup | undefined {
  const text = format(value);
  if (end - x < textWidth(text, 11) + 10) return undefined;
  return markup`<text class="part-label on-part${part}" x="${(x + end) / 2}" y="${y + barHeight / 2 + 4}" text-anchor="middle">${text}</text>`;
}
