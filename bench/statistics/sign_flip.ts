/**
 * Whether differences of pairs are chance: the permutation test of Fisher ("The Design of Experiments", 1935, §21), which
 * supposes nothing but that, if there is no difference, either sign was as likely. Knows numbers.
 */

import { SeededRandom } from './random.ts';

/** So many differences have all their 2^n sums looked at; of more, a sample is. */
export const exactFlipsMax = 20;

const flipsSampled = 100_000;
const defaultSeed = 19_350_021;

export interface SignFlip {
  /** Two-sided: the share of all ways to set the signs whose sum is as far from 0 as the one that was seen, or further. */
  readonly p: number;
  /** False: estimated, from a sample of the ways; never 0. */
  readonly exact: boolean;
}

/** The least p that so many differences can have: all of one sign, and both signs count. */
export function smallestP(count: number): number {
  return Math.min(1, 2 ** (1 - count));
}

export function signFlip(differences: readonly number[], seed = defaultSeed): SignFlip {
  const magnitudes = differences.map(Math.abs);
  const total = magnitudes.reduce((sum, value) => sum + value, 0);
  // Sums of the same numbers in another order differ in their last digits.
  const seen = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - 1e-12 * total;
  if (differences.length <= exactFlipsMax) return { p: exactShare(magnitudes, total, seen), exact: true };
  return { p: sampledShare(magnitudes, seen, new SeededRandom(seed)), exact: false };
}

function exactShare(magnitudes: readonly number[], total: number, seen: number): number {
  // All signs turned round make a sum as far from 0: half of the ways, with the last sign fixed, stand for all.
  const ways = 2 ** Math.max(0, magnitudes.length - 1);
  const signs = magnitudes.map(() => 1);
  let extreme = 1;
  // In the order of Gray's code each way differs from the one before, the first being all of one sign, in a single sign.
  for (let way = 1, sum = total; way < ways; way += 1) {
    const flipped = 31 - Math.clz32(way & -way);
    const sign = -(signs[flipped] ?? 1);
    signs[flipped] = sign;
    sum += 2 * sign * (magnitudes[flipped] ?? 0);
    if (Math.abs(sum) >= seen) extreme += 1;
  }
  return extreme / ways;
}

/** With the one that was seen counted among them, as a p must be: Phipson and Smyth (2010). */
function sampledShare(magnitudes: readonly number[], seen: number, random: SeededRandom): number {
  let extreme = 1;
  for (let way = 0; way < flipsSampled; way += 1) {
    let sum = 0;
    for (const magnitude of magnitudes) sum += random.next() < 0.5 ? magnitude : -magnitude;
    if (Math.abs(sum) >= seen) extreme += 1;
  }
  return extreme / (flipsSampled + 1);
}
