/** The headline as one SVG that stands by itself, for a README. Knows where things go; the forest plot is figures/'s. */

import type { Analysis } from '../../analysis/analysis.ts';
import { comparisonText } from '../../analysis/texts.ts';
import { type Contender, contenders } from '../../plan/contenders.ts';
import type { Results } from '../../results/results.ts';
import { figureWidths } from './figure.ts';
import { drawForest, isDrawable } from './figures/forest.ts';
import { looks } from './look.ts';
import { Markup, markup } from './markup.ts';
import { contendersIn } from './selection.ts';
import { drawingStyle } from './style.ts';
import { textWidth } from './svg/box.ts';
import { mark } from './svg/marks.ts';

const edge = 20;
const headHeight = 78;
const footHeight = 44;

/** Its background is its own: a page that is dark where its reader's system is light would else swallow the letters. */
export function readmeFigure(results: Results, analysis: Analysis): string {
  const drawable = analysis.headline.filter(({ advantage }) => isDrawable(advantage));
  const forest = drawForest(analysis, drawable, figureWidths.wide);
  const width = figureWidths.wide + 2 * edge;
  const height = Math.ceil(headHeight + forest.height + footHeight);
  const { machine, startedAt } = results;
  const place = `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node.js ${machine.node}`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">How many times better wire is than gRPC</title>
<desc id="description">${drawable.map((each) => `${each.metric}: ${comparisonText(each)}.`).join(' ')}</desc>
<style>
${new Markup(drawingStyle)}
.paper{fill:var(--paper)}
.head{font-size:17px;font-weight:600}
</style>
<rect class="paper" width="${width}" height="${height}" rx="6"/>
<g transform="translate(${edge} 0)">
<text class="head" x="0" y="34">How many times better is wire?</text>
${key(contendersIn(drawable.map(({ to }) => ({ contender: to }))))}
<g transform="translate(0 ${headHeight})">
${forest.content}
</g>
<text class="tick" x="0" y="${height - 26}">Marks: ratio with 95 % interval over ${analysis.blocks} blocks. Shaded: too small to matter. Thin lines: each compared with itself.</text>
<text class="tick" x="0" y="${height - 11}">${startedAt.slice(0, 10)}: ${place}</text>
</g>
</svg>
`.text;
}

function key(shown: readonly Contender[]): Markup {
  const labels = shown.map((contender) => `wire to ${contenders[contender].label}`);
  return markup`${shown.map((contender, index) => {
    const x = labels.slice(0, index).reduce((sum, label) => sum + textWidth(label, 13) + 44, 0);
    return markup`${mark(contender, { x: x + 6, y: 55 })}<text class="value ${looks[contender].className}" x="${x + 17}" y="59">${labels[index]}</text>`;
  })}`;
}
