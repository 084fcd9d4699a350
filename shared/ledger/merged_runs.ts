/**
 * Several runs of messages, each in the order of positions, taken as one: a binary heap of the runs by their next
 * message, so that a message costs the logarithm of the number of runs. Knows nothing of chats or bounds.
 */

import type { MessageList } from './message_list.ts';

/** Some messages of a list. Whoever merges it moves `at`. */
export interface Run {
  readonly messages: MessageList;
  /** The index of the next message. */
  at: number;
  /** The index after the last one. */
  readonly end: number;
}

export class MergedRuns {
  readonly #heap: Run[];

  constructor(runs: readonly Run[]) {
    this.#heap = runs.filter((run) => run.at < run.end);
    for (let index = (this.#heap.length >>> 1) - 1; index >= 0; index -= 1) this.#sink(index);
  }

  /** The run whose next message has the lowest position; undefined when all have been passed over. */
  get first(): Run | undefined {
    return this.#heap[0];
  }

  /** Passes over the first message. */
  advance(): void {
    const run = this.#heap[0];
    if (run === undefined) return;
    run.at += 1;
    if (run.at === run.end) {
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
      const run = heap[index] as Run;
      heap[index] = heap[earliest] as Run;
      heap[earliest] = run;
      index = earliest;
    }
  }
}

function positionOf(run: Run | undefined): number {
  return run?.messages.positionAt(run.at) ?? Infinity;
}
