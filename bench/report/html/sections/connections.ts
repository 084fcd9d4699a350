/** What connections cost, in figures. */

import { clientLimitedText, connectsText, count, isClientLimited, microseconds } from '../../../analysis/texts.ts';
import type { Results } from '../../../results/results.ts';
import { nameView } from '../figure_view.ts';
import { shortBytes } from '../format.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersOf, distinct } from '../selection.ts';
import { table } from './table.ts';

export function connectionsSection({ connections }: Results): Markup | undefined {
  if (connections.length === 0) return undefined;
  const notes = distinct([
    ...connections.flatMap((each) => each.notes),
    ...(connections.some(isClientLimited) ? [clientLimitedText] : []),
  ]);
  return markup`${table(
    [
      { title: 'contender' },
      { title: 'memory each', align: 'number' },
      { title: 'connects', align: 'number' },
      { title: 'logins/s', align: 'number' },
      { title: 'all back after', align: 'number' },
    ],
    contendersOf(connections).map((each) => [
      nameView(each.contender),
      shortBytes(each.bytesPerConnection),
      connectsText(each),
      count(each.loginsPerSecond),
      microseconds(each.reconnectMs * 1_000),
    ]),
    { cards: true },
  )}${notes.length > 0 && markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}`;
}
