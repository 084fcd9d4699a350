/** Words and figures that several sections of the terminal report share. Pure. */

import type { Analysis, PointSummary } from '../../analysis/analysis.ts';
import { count, microseconds, percent } from '../../analysis/texts.ts';
import { type Contender, contenders } from '../../plan/contenders.ts';
import type { Results } from '../../results/results.ts';
import type { Missing } from '../../run/run.ts';
import { isMissing } from '../../run/run.ts';
import type { Page, Span } from './page.ts';

/** What a section is made of. */
export interface Report {
  readonly results: Results;
  readonly analysis: Analysis;
  readonly page: Page;
}

export const none = '–';

/** A contender, in its colour. */
export function contenderSpan(contender: Contender): Span {
  return { text: contenders[contender].label, style: contender };
}

/** `unary`, where it is plain that gRPC is meant. */
export function shortLabel(contender: Contender): string {
  return contenders[contender].label.replace('gRPC ', '');
}

export function isGeneratorLimited({ limits }: PointSummary): boolean {
  return limits.some(({ kind }) => kind === 'generator');
}

/** Where a load was, for a column of a table: a workload that was run at one point alone needs no more than its name. */
export function shortPointLabel({ points }: Results, id: string): string {
  const point = points.find((candidate) => candidate.id === id);
  if (point === undefined) return id;
  const { workload, basis, ratePerSecond } = point;
  if (points.filter((other) => other.workload.name === workload.name).length === 1) return workload.name;
  return `${workload.name} ${basis.kind === 'ownCapacity' ? percent(basis.fraction) : `${count(ratePerSecond.wire)}/s`}`;
}

export function durationOr(us: number | undefined): string {
  return us === undefined ? none : microseconds(us);
}

/** What the margins of these are, and where they come from. */
export function marginText(judged: readonly { readonly margin: number }[]): string {
  const margins = judged.map(({ margin }) => margin);
  const [least, most] = [percent(Math.min(...margins)), percent(Math.max(...margins))];
  const here = least === most ? least : `${least} to ${most}`;
  return `The margin (±δ) is 3 %, or what a contender differs from itself by here, if that is more: ${here}.`;
}

/** Each reason once: what is missing is missing for all contenders as a rule. */
export function missingReasons(values: readonly (number | object)[]): readonly string[] {
  const missing = values.filter((value): value is Missing => typeof value === 'object' && isMissing(value));
  return [...new Set(missing.map((value) => value.missing))];
}
