/**
 * Latency against offered load as a picture of dots: the logarithm of p99 upwards, the rate to the right. Knows series
 * of points; nothing of results. Contenders differ by letter, so that they can be told apart without colours.
 */

import type { Contender } from '../../plan/contenders.ts';
import { contenderNames } from '../../plan/contenders.ts';
import { BrailleCanvas } from './braille.ts';
import { type Line, line, type Page, padLeft, padRight } from './page.ts';

export interface KneePoint {
  readonly ratePerSecond: number;
  readonly p99Us: number;
  readonly generatorLimited: boolean;
}

export interface KneeSeries {
  readonly contender: Contender;
  /** By rate. */
  readonly points: readonly KneePoint[];
  readonly capacityPerSecond: number | undefined;
  readonly ceilingPerSecond: number | undefined;
}

/** Where the load generator was the limit, it is a capital. */
const kneeLetters: Readonly<Record<Contender, string>> = { wire: 'w', grpcUnary: 'u', grpcSession: 's' };

const rows = 12;
const labelColumns = 9;

interface Scales {
  readonly canvas: BrailleCanvas;
  readonly x: (ratePerSecond: number) => number;
  readonly y: (us: number) => number;
  readonly rateMax: number;
  readonly lowUs: number;
  readonly highUs: number;
}

/** Expects at least one point. Without the SLO line where it lies beyond all that was seen by more than a decade. */
export function kneePlot(page: Page, all: readonly KneeSeries[], sloUs: number): readonly Line[] {
  const scales = scalesOf(page, all, sloUs);
  const { canvas, x, y } = scales;
  canvas.segment(0, y(sloUs), canvas.dotsWide - 1, y(sloUs), 'faint', 3);
  for (const { contender, points } of all) {
    points.slice(1).forEach((to, index) => {
      const from = points[index] ?? to;
      canvas.segment(x(from.ratePerSecond), y(from.p99Us), x(to.ratePerSecond), y(to.p99Us), contender);
    });
  }
  for (const { contender, points } of all) {
    for (const { ratePerSecond, p99Us, generatorLimited } of points) {
      const letter = kneeLetters[contender];
      canvas.letter(x(ratePerSecond), y(p99Us), generatorLimited ? letter.toUpperCase() : letter, contender);
    }
  }
  const labels = yLabels(scales, sloUs);
  const axis = page.unicode ? '│' : '|';
  const picture = canvas
    .lines(page)
    .map(
      (spans, row): Line => [
        { text: `${padLeft(page, labels.get(row) ?? '', labelColumns)} ${axis}`, style: 'faint' },
        ...spans,
      ],
    );
  return [...picture, ...xAxis(page, scales), ...marks(page, scales, all)];
}

function scalesOf(page: Page, all: readonly KneeSeries[], sloUs: number): Scales {
  const canvas = new BrailleCanvas(Math.min(100, page.width - labelColumns - 3), rows);
  const points = all.flatMap((series) => series.points);
  const values = [...points.map(({ p99Us }) => p99Us), sloUs].filter((us) => us > 0);
  const rates = [
    ...points.map(({ ratePerSecond }) => ratePerSecond),
    ...all.flatMap(({ capacityPerSecond, ceilingPerSecond }) => [capacityPerSecond ?? 0, ceilingPerSecond ?? 0]),
  ];
  const lowUs = Math.min(...values) / 1.3;
  const highUs = Math.max(...values) * 1.3;
  const rateMax = roundUp(Math.max(...rates, 1));
  const height = canvas.dotsHigh - 1;
  return {
    canvas,
    rateMax,
    lowUs,
    highUs,
    x: (ratePerSecond) => (ratePerSecond / rateMax) * (canvas.dotsWide - 1),
    y: (us) => height - (Math.log(Math.max(us, lowUs) / lowUs) / Math.log(highUs / lowUs)) * height,
  };
}

/** The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 with zeros. */
function roundUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * magnitude >= value * 0.999_999);
  return (step ?? 10) * magnitude;
}

/** By row: the bound, and round values where no label is above or below. */
function yLabels({ y, lowUs, highUs }: Scales, sloUs: number): ReadonlyMap<number, string> {
  const rowOf = (us: number): number => Math.floor(Math.round(y(us)) / 4);
  const labels = new Map([[rowOf(sloUs), `SLO ${shortDuration(sloUs)}`]]);
  for (const step of [1, 2, 5]) {
    for (let decade = 10 ** Math.floor(Math.log10(lowUs)); decade <= highUs; decade *= 10) {
      const us = step * decade;
      const row = rowOf(us);
      const free = [row - 1, row, row + 1].every((near) => !labels.has(near));
      if (us >= lowUs && us <= highUs && free) labels.set(row, shortDuration(us));
    }
  }
  return labels;
}

/** Round values need no decimals: `10 ms`, where durations elsewhere have their digits. */
function shortDuration(us: number): string {
  if (us >= 1_000_000) return `${Number((us / 1_000_000).toFixed(2))} s`;
  return us >= 1_000 ? `${Number((us / 1_000).toFixed(1))} ms` : `${Number(us.toFixed(1))} µs`;
}

function xAxis(page: Page, { canvas, rateMax }: Scales): readonly Line[] {
  const columns = canvas.dotsWide / 2;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const text = share === 1 ? `${shortRate(rateMax)}/s` : shortRate(rateMax * share);
    const at = Math.round(share * (columns - 1));
    return { text, at, from: share === 1 ? columns - text.length : Math.max(0, at - Math.floor(text.length / 2)) };
  });
  const [corner, rule, tick] = page.unicode ? ['└', '─', '┴'] : ['+', '-', '+'];
  const ruled = Array.from({ length: columns }, (_, column) =>
    ticks.some(({ at }) => at === column) ? tick : rule,
  ).join('');
  const labels = ticks.reduce((text, { text: label, from }) => text.padEnd(from) + label, '');
  return [
    line(`${' '.repeat(labelColumns + 1)}${corner}${ruled}`, 'faint'),
    line(`${padLeft(page, 'offered', labelColumns)}  ${labels}`, 'faint'),
  ];
}

function shortRate(ratePerSecond: number): string {
  return Number(ratePerSecond.toPrecision(3)).toLocaleString('en-US');
}

/** Under the axis, where each one's capacity and the load generator's ceiling lie. */
function marks(page: Page, { canvas, x }: Scales, all: readonly KneeSeries[]): readonly Line[] {
  const row = (name: string, of: (series: KneeSeries) => number | undefined): readonly Line[] => {
    const strip = new BrailleCanvas(canvas.dotsWide / 2, 1);
    const known = all.filter((series) => (of(series) ?? 0) > 0);
    for (const series of known) strip.letter(x(of(series) ?? 0), 0, kneeLetters[series.contender], series.contender);
    if (known.length === 0) return [];
    return strip
      .lines(page)
      .map((spans) => [{ text: `${padLeft(page, name, labelColumns)}  `, style: 'faint' as const }, ...spans]);
  };
  return [
    ...row('capacity', (series) => series.capacityPerSecond),
    ...row('ceiling', (series) => series.ceilingPerSecond),
  ];
}

/** In the order of contenders. */
export function kneeLegend(page: Page, labelOf: (contender: Contender) => string): Line {
  return [
    { text: padRight(page, '', labelColumns + 2) },
    ...contenderNames.map((contender) => ({
      text: `${kneeLetters[contender]} ${labelOf(contender)}   `,
      style: contender,
    })),
  ];
}
