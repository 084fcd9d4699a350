/** Positions of messages from the newest to the oldest, fetched some at a time. Knows no table. */

import type { Run } from '../merged_runs.ts';

/** Positions below that one, the newest first, at most so many; fewer where there are no more. */
export type FetchPositions = (before: number, count: number) => readonly number[];

const fetchedMax = 1_000;

/** What comes first has the highest position, which is told as a negative one. */
export class PositionsBackward implements Run {
  /** Whether the index tells of them, which has looked for words already. */
  readonly isIndexed: boolean;
  readonly #fetch: FetchPositions;
  #fetched: readonly number[];
  #count: number;
  #at = 0;

  constructor(
    fetch: FetchPositions,
    { isIndexed, before, count }: { isIndexed: boolean; before: number; count: number },
  ) {
    this.isIndexed = isIndexed;
    this.#fetch = fetch;
    this.#count = count;
    this.#fetched = fetch(before, count);
  }

  get position(): number {
    return -(this.#fetched[this.#at] ?? -Infinity);
  }

  advance(): void {
    const last = this.#fetched[this.#at] ?? 0;
    this.#at += 1;
    if (this.#at < this.#fetched.length) return;
    const isLast = this.#fetched.length < this.#count;
    // To ask the index costs more than what it tells of: who goes on asks for more.
    this.#count = Math.min(2 * this.#count, fetchedMax);
    this.#fetched = isLast ? [] : this.#fetch(last, this.#count);
    this.#at = 0;
  }
}
