/**
 * Several runs, each in the order of positions, taken as one: a binary heap of the runs by their next position, so that
 * a step costs the logarithm of the number of runs. Knows nothing of messages, chats or bounds.
 */

/** Whatever comes in the order of positions. Owned by the merge until that has come to its end. */
export interface Run {
  /** Where it stands; infinite once it has come to its end. */
  readonly position: number;
  advance(): void;
}

export class MergedRuns<R extends Run> {
  readonly #heap: R[];

  constructor(runs: readonly R[]) {
    this.#heap = runs.filter((run) => run.position < Infinity);
    for (let index = (this.#heap.length >>> 1) - 1; index >= 0; index -= 1) this.#sink(index);
  }

  /** The run with the lowest position; undefined when all have come to their ends. */
  get first(): R | undefined {
    return this.#heap[0];
  }

  /** Passes over the lowest position. */
  advance(): void {
    const run = this.#heap[0];
    if (run === undefined) return;
    run.advance();
    if (run.position === Infinity) {
      const last = this.#heap.pop();
      if (last !== undefined && last !== run) this.#heap[0] = last;
    }
    this.#sink(0);
  }

  /** Moves a run down until none below it comes earlier. */
  #sink(from: number): void {
    const heap = this.#heap;
    for (let index = from; ; ) {
      let earliest = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (positionOf(heap[child]) < positionOf(heap[earliest])) earliest = child;
      }
      if (earliest === index) return;
      const run = heap[index] as R;
      heap[index] = heap[earliest] as R;
      heap[earliest] = run;
      index = earliest;
    }
  }
}

function positionOf(run: Run | undefined): number {
  return run?.position ?? Infinity;
}
