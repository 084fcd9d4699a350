/** How long to wait before trying to connect again. Pure but for the chance that is passed in. */

export interface BackoffBounds {
  /** Before the first try. Doubles with each further one. */
  readonly firstMs: number;
  /** Never longer than this. */
  readonly maxMs: number;
}

export const defaultBackoff: BackoffBounds = { firstMs: 1_000, maxMs: 30_000 };

/**
 * The delay before try number `attempt`, from 0 on: half of it fixed, half by chance, so that clients which lost the
 * same server do not come back in step. `chance` is from 0 to 1.
 */
export function backoffMs(attempt: number, bounds: BackoffBounds, chance: number): number {
  const longest = Math.min(bounds.maxMs, bounds.firstMs * 2 ** attempt);
  return Math.round(longest * (0.5 + chance / 2));
}
