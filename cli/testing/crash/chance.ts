/** Chance that a seed repeats: when the server is killed, and who sends to whom. Not for secrets. */

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below that. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** The numbers from 0 to below that, in any order. */
  shuffled(count: number): readonly number[] {
    const numbers = Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [numbers[last], numbers[other]] = [numbers[other] as number, numbers[last] as number];
    }
    return numbers;
  }
}
