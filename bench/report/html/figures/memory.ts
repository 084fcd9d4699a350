/** The server's memory against connections that do nothing. */

import { scaleLinear } from 'd3-scale';
import { count } from '../../../analysis/texts.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { ConnectionCosts, Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortBytes, shortCount } from '../format.ts';
import { markup } from '../markup.ts';
import { contendersIn, contendersOf } from '../selection.ts';
import { inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart } from '../svg/chart.ts';
import { linearDomain } from '../svg/ticks.ts';
import { drawSeries } from './line_panels.ts';

export function memoryFigure({ connections }: Results): Figure {
  const title = 'Memory by idle connections';
  const drawable = contendersOf(connections.filter(({ samples }) => samples.length > 0));
  if (drawable.length === 0) return { kind: 'undrawn', title, why: 'connections were not measured.' };
  return {
    kind: 'drawn',
    id: 'memory',
    title,
    reading:
      'The server’s resident memory while so many connections are open and do nothing. The steeper, the more each ' +
      'connection costs; where a line begins, at no connection, is the server itself.',
    description: drawable
      .map((each) => `${contenders[each.contender].label}: ${shortBytes(each.bytesPerConnection)} a connection.`)
      .join(' '),
    key: { kind: 'contenders', contenders: contendersIn(drawable) },
    draw: (width) => draw(drawable, width),
  };
}

function draw(costs: readonly ConnectionCosts[], width: number): Drawing {
  const height = isWide(width) ? 340 : 300;
  const box = inset({ left: 0, right: width, top: 0, bottom: height }, axisRoom);
  const samples = costs.flatMap((each) => each.samples);
  const xDomain = linearDomain(samples.map(({ connections }) => connections)) ?? [0, 1];
  const yDomain = linearDomain(samples.map(({ serverResidentBytes }) => serverResidentBytes)) ?? [0, 1];
  const xScale = scaleLinear(xDomain, [box.left, box.right]);
  // In mebibytes, so that ticks are round in the unit that is written.
  const mebibytes = scaleLinear([0, yDomain[1] / 2 ** 20], [box.bottom, box.top]);
  const x: Axis = { scale: xScale, ticks: xScale.ticks(5), format: shortCount, title: 'idle connections' };
  const y: Axis = {
    scale: mebibytes,
    ticks: mebibytes.ticks(6),
    format: (mib) => shortBytes(mib * 2 ** 20),
    title: 'resident memory of the server',
  };
  const series = costs.map(({ contender, samples }) => ({
    contender,
    values: samples.map(({ connections, serverResidentBytes }) => ({
      x: connections,
      y: serverResidentBytes / 2 ** 20,
      title: `${shortBytes(serverResidentBytes)} with ${count(connections)}`,
    })),
  }));
  return { height, content: markup`${chart(box, x, y, [drawSeries(series, x, y)])}` };
}
