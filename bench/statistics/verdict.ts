/**
 * From an interval to what may be said. Knows ratios of one thing to another; nothing of which of them is what.
 *
 * What is said is decided by where the 95 % interval lies to the band of what is too small to matter, from 1 / (1 + δ) to
 * 1 + δ: beyond it, better; within it, equivalent, or real and small where 1 is not in the interval; across one of its
 * edges, inconclusive. Beside that, to be better or real a difference must pass the sign-flip test at 5 %, corrected
 * for all of its family: beyond the band and not past the test it is unproven. So few blocks that no outcome could pass it (6 blocks have a p of 0.031 at least, and six tests
 * need 0.0083) leave the interval alone to decide, and the verdict is called preliminary.
 */

import type { Interval, Verdict } from '../analysis/analysis.ts';
import { smallestP } from './sign_flip.ts';

/** A difference that is not of interest, however sure it is. */
export const marginMin = 0.03;
/** With a margin wider than this `equivalent` would say nothing that anyone wants to know. */
export const equivalenceMarginMax = 0.1;

const alpha = 0.05;
/** More would be no advice. */
const moreBlocksMax = 1_000;

export interface Judged {
  /** Over 1, wire is better. */
  readonly interval: Interval;
  readonly blocks: number;
  /** Corrected for all tests of the family. */
  readonly p: number;
  /** How many tests p was corrected for; 1 where there is only this one. */
  readonly family: number;
  readonly margin: number;
}

/** δ: how far a comparison of a thing with itself reaches here, `marginMin` at least. */
export function marginOf(selfIntervals: readonly Interval[]): number {
  return Math.max(marginMin, reachOf(selfIntervals));
}

/**
 * `selfIntervals`: of single runs, one with the other. What is judged by it compares means of two runs, which differ by
 * 1 / √2 of that. 0 where there are none.
 */
export function reachOf(selfIntervals: readonly Interval[]): number {
  const reaches = selfIntervals.map(({ low, high }) => Math.max(Math.log(high), -Math.log(low)));
  return Math.expm1(Math.max(0, ...reaches) / Math.SQRT2);
}

/** Whether no outcome of so few blocks could pass the test. */
export function isPreliminary({ blocks, family }: Pick<Judged, 'blocks' | 'family'>): boolean {
  return smallestP(blocks) * family > alpha;
}

export function verdictOf(judged: Judged): Verdict {
  const { interval, margin, p } = judged;
  const { low, high, mean } = interval;
  const edge = 1 + margin;
  const passed = isPreliminary(judged) || p <= alpha;
  const who = mean > 1 ? 'wire' : 'grpc';
  if (low > edge || high < 1 / edge) return passed ? { kind: 'better', who } : { kind: 'unproven' };
  if (low < 1 / edge || high > edge) return inconclusive(judged);
  if ((low > 1 || high < 1) && passed) return { kind: 'realSmall', who };
  return margin <= equivalenceMarginMax ? { kind: 'equivalent' } : inconclusive(judged);
}

/**
 * An interval narrows with the square root of the blocks, about its mean: how many more until it no longer lies across an
 * edge of the band. Unknown where the mean lies so near to an edge that this would take forever.
 */
function inconclusive({ interval: { mean, low, high }, blocks, margin }: Judged): Verdict {
  const centre = Math.log(mean);
  const edge = Math.log1p(margin);
  const reach = Math.max(Math.log(high) - centre, centre - Math.log(low));
  const room = Math.min(Math.abs(centre - edge), Math.abs(centre + edge));
  // The band itself narrows so, where it is as wide as it is because of noise.
  const wide = edge / Math.log1p(equivalenceMarginMax);
  const more = Math.max(1, Math.ceil(blocks * Math.max(reach / room, wide) ** 2) - blocks);
  return { kind: 'inconclusive', moreBlocks: more <= moreBlocksMax ? more : undefined };
}
