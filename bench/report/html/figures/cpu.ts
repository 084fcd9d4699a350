/** CPU for each message, of server and client, by what it was spent on. */

import type { Analysis, CpuPerMessage, PointSummary } from '../../../analysis/analysis.ts';
import { microseconds, pointLabel } from '../../../analysis/texts.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { Results } from '../../../results/results.ts';
import type { Figure } from '../figure.ts';
import { contendersOf, headlinePoints, summariesAt } from '../selection.ts';
import { stackedBars } from '../svg/stacked_bars.ts';

const labels = [
  'server, user',
  'server, garbage collection',
  'server, system',
  'client, user',
  'client, system',
] as const;

/** Collections run on the CPU that `user` counts, so the parts would else add up to more than was used. */
function parts({ serverUserUs, serverGcUs, serverSystemUs, clientUserUs, clientSystemUs }: CpuPerMessage): number[] {
  return [
    Math.max(0, serverUserUs - serverGcUs),
    Math.min(serverGcUs, serverUserUs),
    serverSystemUs,
    clientUserUs,
    clientSystemUs,
  ];
}

export function cpuFigure(results: Results, analysis: Analysis): Figure {
  const title = 'CPU for each message';
  const groups = headlinePoints(results)
    .map((point) => ({ point, summaries: summariesAt(analysis, point.id) }))
    .filter(({ summaries }) => summaries.length > 0);
  if (groups.length === 0) return { kind: 'undrawn', title, why: 'no point was run to its end.' };
  const all = groups.flatMap(({ summaries }) => summaries);
  return {
    kind: 'drawn',
    id: 'cpu',
    title,
    reading:
      'The length of a bar is the CPU time of one core that one message takes, in the server and in the client that loads it, ' +
      'as the median over runs. Shorter is better.',
    description: all.map(describe).join(' '),
    key: { kind: 'parts', labels },
    draw: (width) =>
      stackedBars(
        width,
        groups.map(({ point, summaries }) => ({
          title: groups.length > 1 ? pointLabel(point) : undefined,
          bars: contendersOf(summaries).map(({ contender, cpuUsPerMessage }) => ({
            contender,
            values: parts(cpuUsPerMessage),
          })),
        })),
        labels,
        microseconds,
      ),
  };
}

function describe({ contender, cpuUsPerMessage }: PointSummary): string {
  return `${contenders[contender].label}: ${parts(cpuUsPerMessage)
    .map((value, index) => `${labels[index]} ${microseconds(value)}`)
    .join(', ')}.`;
}
