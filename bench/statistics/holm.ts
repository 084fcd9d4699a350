/** Several tests at once: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6, 1979. */

/**
 * Each p, in the order given, made so much larger that comparing it with 5 % keeps the chance of any false finding among
 * all of them at 5 %.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const ascending = [...ps.entries()].sort(([, left], [, right]) => left - right);
  const adjusted = ps.map(() => 1);
  let largest = 0;
  for (const [rank, [index, p]] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * p));
    adjusted[index] = largest;
  }
  return adjusted;
}
