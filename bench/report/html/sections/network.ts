/** What a message is on the way: bytes on the socket and with all headers, and packets, where those were counted. */

import type { Analysis } from '../../../analysis/analysis.ts';
import { pointLabel, valueText } from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import type { Missing } from '../../../run/run.ts';
import { nameView } from '../figure_view.ts';
import { type Markup, markup } from '../markup.ts';
import { summariesAt } from '../selection.ts';
import { table } from './table.ts';

/** Nothing where nobody counted; why not is a matter of validity. At one rate for all: there bytes compare like with like. */
export function networkSection({ points }: Results, analysis: Analysis): Markup | undefined {
  const [first, ...others] = points.flatMap((point) => {
    const own = summariesAt(analysis, point.id);
    if (point.basis.kind !== 'equalRate') return [];
    if (!own.some(({ packetsPerMessage }) => typeof packetsPerMessage === 'number')) return [];
    const rows = own.map((summary, index) => [
      index === 0 ? pointLabel(point) : '',
      nameView(summary.contender),
      bytes(summary.socketBytesPerMessage),
      bytes(summary.networkBytesPerMessage),
      typeof summary.packetsPerMessage === 'number' ? summary.packetsPerMessage.toFixed(2) : '–',
    ]);
    return [rows];
  });
  if (first === undefined) return undefined;
  const columns = [
    { title: 'point' },
    { title: 'contender' },
    { title: 'on the socket', align: 'number' },
    { title: 'with all headers', align: 'number' },
    { title: 'packets', align: 'number' },
  ] as const;
  return markup`<h3 id="network">Bytes and packets of a message</h3>
<p class="quiet">Both ways together. With all headers: from Ethernet’s up; acknowledgements are packets too. Counted at that rate: what is sent together grows with it.</p>
${table(columns, first, { cards: true })}
${others.length > 0 && markup`<details><summary>${others.length === 1 ? 'The other point' : `The other ${others.length} points`}</summary>${table(columns, others.flat(), { cards: true })}</details>`}`;
}

function bytes(value: number | Missing): string {
  return typeof value === 'number' ? valueText('socketBytes', value) : '–';
}
