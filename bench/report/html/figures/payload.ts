/** Bytes on the socket against the size of the body. */

import { scaleLog } from 'd3-scale';
import type { Analysis } from '../../../analysis/analysis.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import { type PayloadText, payloadTexts, type Workload } from '../../../plan/workload.ts';
import type { Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortBytes } from '../format.ts';
import { markup } from '../markup.ts';
import { contendersIn, distinct } from '../selection.ts';
import { type Box, grid, inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart, panelTitle } from '../svg/chart.ts';
import { binaryTicks, logDomain } from '../svg/ticks.ts';
import { drawSeries, type Series } from './line_panels.ts';

const textLabels: Readonly<Record<PayloadText, string>> = {
  ascii: 'plain ASCII',
  multibyte: 'multi-byte text',
  incompressible: 'incompressible',
  delimiters: 'nothing but wire’s delimiters',
};

interface Panel {
  readonly text: PayloadText;
  readonly series: readonly Series[];
}

export function payloadFigure(results: Results, analysis: Analysis): Figure {
  const title = 'Bytes on the socket, by payload';
  const panels = payloadTexts
    .map((text) => panelOf(results, analysis, text))
    .filter(({ series }) => series.some(({ values }) => distinct(values.map(({ x }) => x)).length > 1));
  if (panels.length === 0) return { kind: 'undrawn', title, why: 'no payloads of different sizes were measured.' };
  return {
    kind: 'drawn',
    id: 'payload',
    title,
    reading:
      'What one message moves over the sockets of client and server together, there and back, by the size of its body. ' +
      'Lower is better. The dashed line is the body once: the distance to it is what the message costs beside it.',
    description: panels.flatMap(({ text, series }) => series.map((each) => describe(text, each))).join(' '),
    key: { kind: 'contenders', contenders: contendersIn(panels.flatMap(({ series }) => series)) },
    draw: (width) => draw(panels, width),
  };
}

function panelOf(results: Results, analysis: Analysis, text: PayloadText): Panel {
  const points = results.points.filter(
    ({ scenario, workload }) => scenario === 'payload' && workload.payload.text === text,
  );
  const series = contenderNames.map((contender) => ({
    contender,
    values: points.flatMap(({ id, workload }) => {
      const perMessage = analysis.summaries.find(
        (each) => each.point === id && each.contender === contender,
      )?.socketBytesPerMessage;
      const size = bodyBytes(workload);
      if (typeof perMessage !== 'number' || !(perMessage > 0) || !(size > 0)) return [];
      return [{ x: size, y: perMessage, title: `${shortBytes(perMessage)} for ${shortBytes(size)}` }];
    }),
  }));
  return { text, series: series.filter(({ values }) => values.length > 0) };
}

function bodyBytes({ payload }: Workload): number {
  return (payload.bytesMin + payload.bytesMax) / 2;
}

function draw(panels: readonly Panel[], width: number): Drawing {
  const columns = isWide(width) && panels.length > 1 ? 2 : 1;
  const boxes = grid(panels.length, columns, width, 310, 24);
  const all = panels.flatMap(({ series }) => series.flatMap(({ values }) => values));
  const xDomain = logDomain(all.map(({ x }) => x)) ?? [1, 2];
  // The same for all panels: they are to be compared.
  const yDomain = logDomain(all.flatMap(({ x, y }) => [x, y])) ?? [1, 2];
  return {
    height: Math.max(...boxes.map(({ bottom }) => bottom)),
    content: markup`${panels.map((panel, index) => {
      const outer = boxes[index];
      return (
        outer &&
        markup`${panelTitle(outer, textLabels[panel.text])}${drawPanel(panel, inset(outer, { ...axisRoom, left: 62, top: 48 }), xDomain, yDomain)}`
      );
    })}`,
  };
}

function drawPanel(
  { series }: Panel,
  box: Box,
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
) {
  const xScale = scaleLog(xDomain, [box.left, box.right]).base(2);
  const yScale = scaleLog(yDomain, [box.bottom, box.top]).base(2);
  const x: Axis = { scale: xScale, ticks: binaryTicks(xDomain, 5), format: shortBytes, title: 'body, log scale' };
  const y: Axis = {
    scale: yScale,
    ticks: binaryTicks(yDomain, 7),
    format: shortBytes,
    title: 'bytes per message, log scale',
  };
  const body = markup`<line class="reference" x1="${xScale(xDomain[0])}" y1="${yScale(Math.max(xDomain[0], yDomain[0]))}" x2="${xScale(xDomain[1])}" y2="${yScale(Math.min(xDomain[1], yDomain[1]))}"/>`;
  return chart(box, x, y, [body, drawSeries(series, x, y)]);
}

function describe(text: PayloadText, { contender, values }: Series): string {
  return `${textLabels[text]}, ${contenders[contender].label}: ${values.map(({ title }) => title).join(', ')}.`;
}
