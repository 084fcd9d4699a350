/** The positions that came, in the order in which they came. Knows nothing of connections. */

/** Grows by doubling. */
const positionsMin = 65_536;

export class PositionLog {
  #positions = new Float64Array(positionsMin);
  #count = 0;
  #wanted = Infinity;
  #arrived = (): void => {};
  readonly #failed = Promise.withResolvers<never>();

  constructor() {
    // Whoever waits hears of it; nobody may be waiting.
    this.#failed.promise.catch(() => {});
  }

  get count(): number {
    return this.#count;
  }

  /** Never resolves; rejects where what fills this has failed. */
  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  push(position: number): void {
    if (this.#count === this.#positions.length) {
      const grown = new Float64Array(this.#positions.length * 2);
      grown.set(this.#positions);
      this.#positions = grown;
    }
    this.#positions[this.#count] = position;
    this.#count += 1;
    if (position >= this.#wanted) this.#arrived();
  }

  fail(error: Error): void {
    this.#failed.reject(error);
  }

  /** Resolves when that position, or a later one, has come. One at a time. */
  until(position: number): Promise<void> {
    if ((this.#positions[this.#count - 1] ?? 0) >= position) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wanted = position;
    this.#arrived = resolve;
    return Promise.race([promise, this.failed]);
  }

  /** A copy of what has come so far. */
  taken(): Float64Array {
    return this.#positions.slice(0, this.#count);
  }
}
