/**
 * When there are enough blocks: when each headline ratio is known as precisely as was asked, or when blocks or time are
 * used up. Never because a difference is significant, or is not: a bench that stopped there would find what it looks for.
 */

import type { Comparison } from '../analysis/analysis.ts';
import type { Configuration } from '../results/results.ts';
import { halfWidth } from '../statistics/ratios.ts';
import type { WidestInterval } from './progress.ts';

/** Fewer say nothing of how much they differ. */
const blocksFloor = 2;

export interface SoFar {
  readonly blocks: number;
  readonly widest: WidestInterval | undefined;
  /** Of the budget. */
  readonly leftMs: number;
  /** The longest block so far. */
  readonly blockMs: number;
}

export function isEnough(
  { blocksMin, blocksMax, precision }: Pick<Configuration, 'blocksMin' | 'blocksMax' | 'precision'>,
  { blocks, widest, leftMs, blockMs }: SoFar,
): boolean {
  if (blocks >= blocksMax) return true;
  if (blocks < blocksFloor) return false;
  // A block that the budget ends in the middle of would be thrown away.
  if (leftMs < blockMs) return true;
  return blocks >= blocksMin && widest !== undefined && widest.halfWidth <= precision;
}

/** The headline ratio that is known worst; undefined where there is none. */
export function widestOf(headline: readonly Comparison[]): WidestInterval | undefined {
  return headline
    .map(({ metric, to, advantage }) => ({ metric, to, halfWidth: halfWidth(advantage) }))
    .reduce<WidestInterval | undefined>((widest, each) => {
      return widest === undefined || each.halfWidth > widest.halfWidth ? each : widest;
    }, undefined);
}
