/** How far a bench is, in one line. Pure: who rewrites the line on a terminal, or writes one now and then, is the caller. */

import { count, percent } from '../../analysis/texts.ts';
import type { BlocksProgress, ExperimentProgress } from '../../experiment/progress.ts';
import { contenders } from '../../plan/contenders.ts';
import { shortMetricLabels } from './metric_text.ts';
import { cut, type Page, shown, widthOn } from './page.ts';

/**
 * At most as wide as the page, without colours or a line's end. What matters less goes first where there is no room.
 * `widestBefore`: half the width of the widest interval a block ago, where the caller kept it, to see it narrow.
 */
export function progressLine(page: Page, progress: ExperimentProgress, widestBefore?: number): string {
  const parts = partsOf(progress, widestBefore);
  const fitting = parts.reduce((text, part) => {
    const longer = text === '' ? part : `${text}, ${part}`;
    return text === '' || widthOn(page, [{ text: longer }]) <= page.width ? longer : text;
  }, '');
  return cut(page, shown(page, fitting), page.width);
}

/** By how much they matter; a part that does not fit is left out. */
function partsOf(progress: ExperimentProgress, widestBefore: number | undefined): readonly string[] {
  switch (progress.phase) {
    case 'facts':
      return ['looking at the machine'];
    case 'ceilings': {
      const { done, total, contender, workload } = progress;
      return [`ceiling of the load generator ${done + 1} of ${total}: ${contenders[contender].label}`, workload];
    }
    case 'capacity': {
      const { contender, ratePerSecond, step, workload } = progress;
      return [`capacity of ${contenders[contender].label}: step ${step} at ${count(ratePerSecond)}/s`, workload];
    }
    case 'rates':
      return [`looking for a rate that all keep: ${progress.done + 1} of ${progress.total}`];
    case 'blocks':
      return blockParts(progress, widestBefore);
    case 'attribution':
      return ['where the CPU of a message goes', progress.workload];
    case 'connections':
    case 'fanout':
    case 'backlog':
      return [`${progress.phase}: ${contenders[progress.contender].label}, ${progress.text}`];
    default:
      return progress satisfies never;
  }
}

function blockParts(progress: BlocksProgress, widestBefore: number | undefined): readonly string[] {
  const { block, blocksMin, blocksMax, runsDone, runs, leftMs, widest, precision } = progress;
  // Beyond the least number of blocks the end is where the intervals are narrow enough, and nobody knows when that is.
  const of =
    block <= blocksMin ? `of ${blocksMin}${blocksMax > blocksMin ? ' at least' : ''}` : `of ${blocksMax} at most`;
  return [
    `block ${block} ${of}`,
    ...(leftMs === undefined ? [] : [`${timeLeft(leftMs)} left`]),
    ...(widest === undefined
      ? []
      : [`widest interval ${narrowing(widest.halfWidth, widestBefore)} (until ±${percent(precision)})`]),
    `run ${Math.min(runsDone + 1, runs)} of ${runs}`,
    ...(widest === undefined ? [] : [`${shortMetricLabels[widest.metric]} vs ${contenders[widest.to].label}`]),
  ];
}

function narrowing(halfWidth: number, before: number | undefined): string {
  return before === undefined || before === halfWidth
    ? `±${percent(halfWidth)}`
    : `±${percent(before)} → ±${percent(halfWidth)}`;
}

/** Rounded up, since a wait that ends early is the better surprise. */
function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 100) return `about ${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `about ${minutes} min` : `about ${Math.ceil(minutes / 60)} h`;
}
