/** The clock that all processes share, as the one that a process measures by. */

/** Date.now() as performance.now(). */
export function fromEpochMs(epochMs: number): number {
  return epochMs - Date.now() + performance.now();
}
