/** What connections cost that do nothing, and what it takes to open them, where that was measured. */

import { clientLimitedText, connectsText, count, isClientLimited, microseconds } from '../../analysis/texts.ts';
import type { ConnectionCosts } from '../../results/results.ts';
import { heading, type Line, paragraph } from './page.ts';
import { contenderSpan, type Report } from './report_text.ts';
import { table } from './table.ts';

const figures: readonly (readonly [label: string, of: (costs: ConnectionCosts) => string])[] = [
  ['server memory of an idle connection', ({ bytesPerConnection }) => `${(bytesPerConnection / 1_024).toFixed(1)} KiB`],
  ['connections opened', connectsText],
  ['logins', ({ loginsPerSecond }) => `${count(loginsPerSecond)}/s`],
  ['all back after the server was away', ({ reconnectMs }) => microseconds(reconnectMs * 1_000)],
];

export function connectionsSection({ results: { connections }, page }: Report): readonly Line[] {
  if (connections.length === 0) return [];
  const most = Math.max(...connections.flatMap(({ samples }) => samples.map((sample) => sample.connections)), 0);
  return [
    ...heading(page, 'Connections'),
    ...table(
      page,
      [
        ['', ...connections.map(({ contender }) => contenderSpan(contender))],
        ...figures.map(([label, of]) => [label, ...connections.map(of)]),
      ],
      { indent: 2 },
    ),
    ...paragraph(
      page,
      `Memory: the slope of the server’s resident memory over 0 to ${count(most)} idle connections. Logins are slow on purpose: ` +
        `they hash a password, which is the same for every contender. All but opening was measured once.${connections.some(isClientLimited) ? ` ${clientLimitedText}.` : ''}`,
      { indent: 2, style: 'faint' },
    ),
  ];
}
