/**
 * Which messages are on the screen already, whether the inbox brought them or they were asked for: the other way may
 * bring them as well. Pure. Invariant: it keeps a bounded number, the newest.
 */

/** Older ones are far up the screen by then. */
const keptMax = 10_000;

export class ShownPositions {
  readonly #positions = new Set<number>();

  has(position: number): boolean {
    return this.#positions.has(position);
  }

  add(position: number): void {
    this.#positions.add(position);
    const [oldest] = this.#positions;
    if (this.#positions.size > keptMax && oldest !== undefined) this.#positions.delete(oldest);
  }
}
