/**
 * Which messages of a chat one account has sent, as far as that was seen: so that of marks that move it is told only
 * where they pass one of its own. Knows positions; nothing of marks. Invariant: of no message it says that there is
 * none; where that is not known it says that there may be.
 */

/** Messages of which the positions are kept; of older ones it is only known that there may be some. */
const positionsMax = 16;

export class SentPositions {
  /** Up to here, there may be some: they were sent before anybody asked, or are too many. */
  #unknownUpTo: number;
  /** In their order. */
  readonly #positions: number[] = [];
  /** What was told last, and of which position. */
  #told = '';

  constructor(unknownUpTo: number) {
    this.#unknownUpTo = unknownUpTo;
  }

  add(position: number): void {
    this.#positions.push(position);
    if (this.#positions.length > positionsMax) this.#unknownUpTo = this.#positions.shift() ?? this.#unknownUpTo;
  }

  /** The newest one with from < position <= to. Where that is in doubt, the highest position at which it may be. */
  newestWithin(from: number, to: number): number | undefined {
    const known = this.#positions.findLast((position) => position <= to);
    if (known !== undefined && known > this.#unknownUpTo) return known > from ? known : undefined;
    const unknown = Math.min(this.#unknownUpTo, to);
    return unknown > from ? unknown : undefined;
  }

  /** Whether that is anything else than was told last. */
  isNews(told: string): boolean {
    if (told === this.#told) return false;
    this.#told = told;
    return true;
  }
}
