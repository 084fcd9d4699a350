/** A random order. */

import type { SeededRandom } from './random.ts';

/** By Fisher and Yates; each order is as likely. */
export function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = random.integer(index + 1);
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
