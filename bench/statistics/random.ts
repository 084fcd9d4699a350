/**
 * Chance that a seed repeats: sfc32 (Chris Doty-Humphrey, PractRand 0.9x, "Small Fast Counting", 128 bits of state).
 * Knows numbers; nothing of what they decide. Good for schedules and resampling, not for secrets.
 */

/** Outputs thrown away at first, so that seeds which differ by a bit have nothing in common: as PractRand does, and more. */
const mixingRounds = 20;

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
const fnvPrime = 0x01000193;
const fnvBasis = 0x811c9dc5;

export class SeededRandom {
  readonly #seed: number;
  /** The labels that led here, as a hash. */
  readonly #path: number;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed`: an integer from 0 to 2^53 - 1. */
  constructor(seed: number, path = fnvBasis) {
    this.#seed = seed;
    this.#path = path;
    this.#a = seed >>> 0;
    this.#b = Math.floor(seed / 2 ** 32) >>> 0;
    this.#c = path >>> 0;
    for (let round = 0; round < mixingRounds; round += 1) this.#next32();
  }

  /** At least 0 and less than 1, with 53 bits. */
  next(): number {
    return ((this.#next32() >>> 5) * 2 ** 26 + (this.#next32() >>> 6)) / 2 ** 53;
  }

  /** From 0 to `below` - 1, each as likely to one in 2^53 / below. */
  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** Another one, which depends on the seed and on the labels that led to it, and not on what was drawn before. */
  fork(label: string): SeededRandom {
    let path = Math.imul(this.#path ^ 0x2f, fnvPrime);
    for (let index = 0; index < label.length; index += 1) path = Math.imul(path ^ label.charCodeAt(index), fnvPrime);
    return new SeededRandom(this.#seed, path >>> 0);
  }

  /** An integer of 32 bits, signed. */
  #next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }
}
