/** Marks and lines of contenders, in their looks. Knows pixels; nothing of what they stand for. */

import { line } from 'd3-shape';
import type { Contender } from '../../../plan/contenders.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';

export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** Hollow: a bound, not a value. The title is what a pointer that rests on it is told. */
export function mark(
  contender: Contender,
  { x, y }: PixelPoint,
  { radius = 4, hollow = false, title }: { radius?: number; hollow?: boolean; title?: string } = {},
): Markup {
  const { className, mark: shape } = looks[contender];
  const told = title === undefined ? undefined : markup`<title>${title}</title>`;
  const classes = `mark ${className}${hollow ? ' hollow' : ''}`;
  switch (shape) {
    case 'circle':
      return markup`<circle class="${classes}" cx="${x}" cy="${y}" r="${radius}">${told}</circle>`;
    case 'square': {
      const side = radius * 1.8;
      return markup`<rect class="${classes}" x="${x - side / 2}" y="${y - side / 2}" width="${side}" height="${side}">${told}</rect>`;
    }
    case 'triangle': {
      const reach = radius * 1.2;
      return markup`<path class="${classes}" d="M${x} ${y - reach}L${x + reach} ${y + reach * 0.85}H${x - reach}Z">${told}</path>`;
    }
    default:
      return shape satisfies never;
  }
}

/** Through the points, in their order; nothing where there is only one. */
export function contenderLine(contender: Contender, points: readonly PixelPoint[]): Markup | undefined {
  if (points.length < 2) return undefined;
  const path = line<PixelPoint>(
    ({ x }) => x,
    ({ y }) => y,
  ).digits(1);
  const { className, dash } = looks[contender];
  return markup`<path class="line ${className}" stroke-dasharray="${dash || 'none'}" d="${path(points) ?? ''}"/>`;
}
