/** A figure as it stands in the page: title, how to read it, its key, and the drawing for desk and phone. */

import { type Contender, contenders } from '../../plan/contenders.ts';
import { type DrawnFigure, figureWidths, type Key } from './figure.ts';
import { looks } from './look.ts';
import { type Markup, markup } from './markup.ts';
import { mark } from './svg/marks.ts';

export function figureView(figure: DrawnFigure): Markup {
  const { id, title, reading, key, notes = [] } = figure;
  return markup`<figure id="${id}">
<h3>${title}</h3>
<figcaption>${reading}</figcaption>
${keyView(key)}
${drawingView(figure, 'wide')}
${drawingView(figure, 'narrow')}
${notes.length > 0 && markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}
</figure>`;
}

function drawingView({ id, title, description, draw }: DrawnFigure, size: keyof typeof figureWidths): Markup {
  const width = figureWidths[size];
  const { height, content } = draw(width);
  const name = `${id}-${size}`;
  return markup`<svg class="drawing ${size}" viewBox="0 0 ${width} ${Math.ceil(height)}" role="img" aria-labelledby="${name}-title ${name}-description">
<title id="${name}-title">${title}</title>
<desc id="${name}-description">${description}</desc>
${content}
</svg>`;
}

function keyView(key: Key): Markup {
  const items =
    key.kind === 'contenders'
      ? key.contenders.map((contender) => markup`<li>${sample(contender)} ${contenders[contender].label}</li>`)
      : key.labels.map((label, part) => markup`<li>${swatch(part)} ${label}</li>`);
  return markup`<ul class="key">${items}</ul>`;
}

function sample(contender: Contender): Markup {
  const { className, dash } = looks[contender];
  return markup`<svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true"><path class="line ${className}" stroke-dasharray="${dash || 'none'}" d="M0 7H34"/>${mark(contender, { x: 17, y: 7 })}</svg>`;
}

function swatch(part: number): Markup {
  return markup`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><rect class="part part${part}" width="14" height="14"/></svg>`;
}

/** A contender's name with its mark, for a table. */
export function nameView(contender: Contender): Markup {
  return markup`<span class="name"><svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">${mark(contender, { x: 6, y: 6 })}</svg>${contenders[contender].label}</span>`;
}
