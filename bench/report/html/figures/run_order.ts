/** Every run of the headline in the order in which it was run: what drifts is seen, and what stands out. */

import { scaleLinear } from 'd3-scale';
import { metrics } from '../../../analysis/metrics.ts';
import { microseconds } from '../../../analysis/texts.ts';
import { contenders } from '../../../plan/contenders.ts';
import type { RecordedRun, Results } from '../../../results/results.ts';
import { median } from '../../../statistics/median.ts';
import { type Drawing, type Figure, isWide } from '../figure.ts';
import { shortDuration } from '../format.ts';
import { looks } from '../look.ts';
import { type Markup, markup } from '../markup.ts';
import { contendersIn, distinct, headlinePoints } from '../selection.ts';
import { type Box, inset } from '../svg/box.ts';
import { axisRoom, chart } from '../svg/chart.ts';
import { mark } from '../svg/marks.ts';
import { linearDomain } from '../svg/ticks.ts';

interface Value {
  readonly run: RecordedRun;
  readonly us: number;
}

const strips = [
  { title: 'median response of the probe', of: metrics.responseP50.of },
  { title: 'server’s CPU for each message', of: metrics.serverCpu.of },
] as const;

export function runOrderFigure(results: Results): Figure {
  const title = 'Every run, in its order';
  const points = headlinePoints(results).map(({ id }) => id);
  const runs = results.runs.filter(({ point }) => points.includes(point));
  if (runs.length === 0) return { kind: 'undrawn', title, why: 'no run was finished.' };
  const unsettled = runs.filter(({ result }) => !result.warmUp.settled).length;
  return {
    kind: 'drawn',
    id: 'run-order',
    title,
    reading:
      'Each mark is one run at a headline point, from the first on the left to the last; shaded and unshaded stripes are ' +
      'blocks. Marks of one kind should lie on a level: a slope is drift of the machine. Thin lines are medians. Twin A is ' +
      `filled, twin B hollow. A ring is a run that had not settled when it was measured (${unsettled} of ${runs.length}).`,
    description: `${runs.length} runs in ${new Set(runs.map(({ block }) => block)).size} blocks, ${unsettled} of them unsettled.`,
    key: { kind: 'contenders', contenders: contendersIn(runs) },
    draw: (width) => draw(runs, width),
  };
}

function draw(runs: readonly RecordedRun[], width: number): Drawing {
  const stripHeight = isWide(width) ? 220 : 200;
  return {
    height: strips.length * stripHeight,
    content: markup`${strips.map(({ title, of }, index) => {
      const outer = { left: 0, right: width, top: index * stripHeight, bottom: (index + 1) * stripHeight };
      const values = runs.map((run) => ({ run, us: of(run.result) ?? Number.NaN }));
      return drawStrip(values, inset(outer, axisRoom), title, index === strips.length - 1);
    })}`,
  };
}

function drawStrip(values: readonly Value[], box: Box, title: string, last: boolean): Markup {
  const domain = linearDomain(values.map(({ us }) => us)) ?? [0, 1];
  const x = scaleLinear([-0.5, values.length - 0.5], [box.left, box.right]);
  const y = scaleLinear(domain, [box.bottom, box.top]);
  const radius = Math.min(4, Math.max(1.6, (box.right - box.left) / values.length / 2.2));
  const stripes = distinct(values.map(({ run }) => run.block))
    .filter((_, order) => order % 2 === 0)
    .map((block) => {
      const first = values.findIndex(({ run }) => run.block === block);
      const last = values.findLastIndex(({ run }) => run.block === block);
      return markup`<rect class="stripe" x="${x(first - 0.5)}" y="${box.top}" width="${x(last + 0.5) - x(first - 0.5)}" height="${box.bottom - box.top}"/>`;
    });
  const marks = values.flatMap(({ run, us }, index) => {
    if (!Number.isFinite(us)) return [];
    const place = { x: x(index), y: y(us) };
    const title = `${contenders[run.contender].label}, block ${run.block}, twin ${run.twin}: ${microseconds(us)}`;
    const ring =
      !run.result.warmUp.settled && markup`<circle class="ring" cx="${place.x}" cy="${place.y}" r="${radius + 4}"/>`;
    return [markup`${ring}${mark(run.contender, place, { radius, hollow: run.twin === 'B', title })}`];
  });
  return chart(
    box,
    { scale: x, ticks: [], format: String, title: last ? 'runs, in the order of running' : '' },
    { scale: y, ticks: y.ticks(4), format: shortDuration, title },
    [...stripes, ...medians(values, y, box), ...marks],
  );
}

function medians(values: readonly Value[], y: (us: number) => number, { left, right }: Box): readonly Markup[] {
  return contendersIn(values.map(({ run }) => run)).flatMap((contender) => {
    const own = values.filter(({ run, us }) => run.contender === contender && Number.isFinite(us)).map(({ us }) => us);
    if (own.length === 0) return [];
    const level = y(median(own));
    return [
      markup`<line class="level ${looks[contender].className}" x1="${left}" x2="${right}" y1="${level}" y2="${level}"/>`,
    ];
  });
}
