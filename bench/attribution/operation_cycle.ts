/** Which operation comes next, so that each has its share of any long stretch: the same always. Pure. */

import { type Operation, operations, type Workload } from '../plan/workload.ts';

/** Smooth weighted round robin: each gains its weight every time, and whoever has most goes, and pays for all. */
export class OperationCycle {
  readonly #weights: readonly (readonly [Operation, number])[];
  readonly #credits: number[];
  readonly #total: number;

  constructor(mix: Workload['mix']) {
    this.#weights = operations
      .map((operation) => [operation, mix[operation] ?? 0] as const)
      .filter(([, weight]) => weight > 0);
    this.#credits = this.#weights.map(() => 0);
    this.#total = this.#weights.reduce((sum, [, weight]) => sum + weight, 0);
    if (!(this.#total > 0)) throw new Error('a mix has to have an operation');
  }

  /** Those that ever come. */
  get operations(): readonly Operation[] {
    return this.#weights.map(([operation]) => operation);
  }

  next(): Operation {
    let most = 0;
    for (const [index, [, weight]] of this.#weights.entries()) {
      this.#credits[index] = (this.#credits[index] as number) + weight;
      if ((this.#credits[index] as number) > (this.#credits[most] as number)) most = index;
    }
    this.#credits[most] = (this.#credits[most] as number) - this.#total;
    return (this.#weights[most] as readonly [Operation, number])[0];
  }
}
