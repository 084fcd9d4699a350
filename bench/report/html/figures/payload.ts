/** Bytes on the socket against the size of the body. */

import { scaleLog } from 'd3-scale';
import type { Analysis } from '../../../analysis/analysis.ts';
import { contenderNames, contenders } from '../../../plan/contenders.ts';
import { type PayloadText, payloadTexts, type Workload } from '../../../plan/workload.ts';
import type { Results } from '../../../results/results.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortBytes, shortTimes } from '../format.ts';
import { markup } from '../markup.ts';
import { contendersIn, distinct } from '../selection.ts';
import { type Box, grid, inset } from '../svg/box.ts';
import { type Axis, axisRoom, chart, panelTitle } from '../svg/chart.ts';
import { logDomain, logTicks } from '../svg/ticks.ts';
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
  const title = 'Bytes on the socket, by size of the body';
  const panels = payloadTexts
    .map((text) => panelOf(results, analysis, text))
    .filter(({ series }) => series.some(({ values }) => distinct(values.map(({ x }) => x)).length > 1));
  if (panels.length === 0) return { kind: 'undrawn', title, why: 'no payloads of different sizes were measured.' };
  return {
    kind: 'drawn',
    id: 'payload',
    title,
    reading:
      'What a message moves over its sockets, both ways together, as a multiple of its body. Lower is better. A delivery ' +
      'carries the body twice, in and out, so a curve that reaches 2× costs nothing more; small bodies show what every ' +
      'message costs beside them.',
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
      return [{ x: size, y: perMessage / size, title: `${shortBytes(perMessage)} for ${shortBytes(size)}` }];
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
  const yDomain = logDomain([1, ...all.map(({ y }) => y)]) ?? [1, 2];
  return {
    height: Math.max(...boxes.map(({ bottom }) => bottom)),
    content: markup`${panels.map((panel, index) => {
      const outer = boxes[index];
      return (
        outer &&
        markup`${panelTitle(outer, textLabels[panel.text])}${drawPanel(panel, inset(outer, { ...axisRoom, top: 48 }), xDomain, yDomain)}`
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
  const yScale = scaleLog(yDomain, [box.bottom, box.top]);
  const x: Axis = {
    scale: xScale,
    ticks: distinct(series.flatMap(({ values }) => values.map(({ x }) => x))),
    format: shortBytes,
    title: 'body, log scale',
  };
  const y: Axis = {
    scale: yScale,
    ticks: logTicks(yDomain, 7),
    format: shortTimes,
    title: 'bytes moved for each byte of body',
  };
  return chart(box, x, y, [drawSeries(series, x, y)]);
}

function describe(text: PayloadText, { contender, values }: Series): string {
  return `${textLabels[text]}, ${contenders[contender].label}: ${values.map(({ title }) => title).join(', ')}.`;
}
