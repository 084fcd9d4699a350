/** What the figures of latency distributions share: a panel for each headline point, a curve for each contender. */

import { microseconds, pointLabel } from '../../../analysis/texts.ts';
import { type Contender, contenderNames, contenders } from '../../../plan/contenders.ts';
import type { Point, Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import type { Quantile } from '../latency_curves.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersIn, headlinePoints } from '../selection.ts';
import { type Box, grid, inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart, panelTitle } from '../svg/chart.ts';
import { contenderLine, mark, type PixelPoint } from '../svg/marks.ts';
import { logDomain, logTicks } from '../svg/ticks.ts';

export interface LatencyPanel {
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly results: Results;
  readonly curve: (point: string, contender: Contender) => readonly Quantile[];
  readonly axes: (
    box: Box,
    curves: readonly (readonly Quantile[])[],
    usDomain: readonly [number, number],
    usTicks: readonly number[],
  ) => {
    readonly x: Axis;
    readonly y: Axis;
    readonly at: (quantile: Quantile) => PixelPoint;
  };
}

interface Curve {
  readonly contender: Contender;
  readonly quantiles: readonly Quantile[];
}

export function latencyPanels({ id, title, reading, results, curve, axes }: LatencyPanel): Figure {
  const panels = headlinePoints(results)
    .map((point) => ({ point, curves: curvesAt(point, curve) }))
    .filter(({ curves }) => curves.length > 0);
  if (panels.length === 0) return { kind: 'undrawn', title, why: 'there are too few samples at the headline points.' };
  return {
    kind: 'drawn',
    id,
    title,
    reading,
    description: panels.flatMap(({ point, curves }) => curves.map((each) => describe(point, each))).join(' '),
    key: { kind: 'contenders', contenders: contendersIn(panels.flatMap(({ curves }) => curves)) },
    draw: (width) => draw(panels, axes, width),
  };
}

function curvesAt({ id }: Point, curve: LatencyPanel['curve']): readonly Curve[] {
  return contenderNames
    .map((contender) => ({ contender, quantiles: curve(id, contender) }))
    .filter(({ quantiles }) => quantiles.length > 1);
}

function draw(
  panels: readonly { readonly point: Point; readonly curves: readonly Curve[] }[],
  axes: LatencyPanel['axes'],
  width: number,
): Drawing {
  const columns = isWide(width) && panels.length > 1 ? 2 : 1;
  const boxes = grid(panels.length, columns, width, isWide(width) && columns === 1 ? 360 : 320, 24);
  const content = panels.map(({ point, curves }, index): Markup | undefined => {
    const outer = boxes[index];
    const domain = logDomain(curves.flatMap(({ quantiles }) => quantiles.map(({ us }) => us)));
    if (outer === undefined || domain === undefined) return undefined;
    const box = inset(outer, { ...axisRoom, top: axisRoom.top + (panels.length > 1 ? 22 : 0) });
    const { x, y, at } = axes(
      box,
      curves.map(({ quantiles }) => quantiles),
      domain,
      logTicks(domain, 7),
    );
    const lines = curves.map(({ contender, quantiles }) => {
      const last = quantiles.at(-1);
      return markup`${contenderLine(contender, quantiles.map(at))}${last && mark(contender, at(last))}`;
    });
    return markup`${panels.length > 1 ? panelTitle(outer, pointLabel(point)) : undefined}${chart(box, x, y, lines)}`;
  });
  return { height: Math.max(...boxes.map(({ bottom }) => bottom)), content: markup`${content}` };
}

function describe(point: Point, { contender, quantiles }: Curve): string {
  const at = (wanted: number): string | undefined => {
    const found = quantiles.find(({ share }) => share >= wanted - 1e-9);
    return found && `${wanted * 100} % within ${microseconds(found.us)}`;
  };
  const told = [at(0.5), at(0.9), at(0.99)].filter((text) => text !== undefined).join(', ');
  return `${pointLabel(point)}, ${contenders[contender].label}: ${told}.`;
}
