/**
 * When which request is intended: arrivals, operations, connections and chats, drawn from a seed. Knows a workload and
 * a rate; nothing of contenders or clocks, so that every contender is asked the same at the same times.
 */

import { type Operation, operations, type Workload } from '../plan/workload.ts';
import type { SeededRandom } from '../statistics/random.ts';

/** An endless schedule. Its fields are those of the request that `next` went on to: no object for each. */
export class Schedule {
  readonly #arrivals: SeededRandom;
  readonly #choices: SeededRandom;
  readonly #evenly: boolean;
  readonly #gapMs: number;
  readonly #connections: number;
  readonly #operations: readonly Operation[];
  readonly #operationShares: Float64Array;
  readonly #chatShares: Float64Array;
  /** After the beginning. */
  offsetMs = 0;
  operation: Operation = 'ping';
  connection = 0;
  chat = 0;

  /** `random` is forked, and may be used for more. The rate is that of one load generator, and more than 0. */
  constructor(workload: Workload, ratePerSecond: number, random: SeededRandom) {
    if (!(ratePerSecond > 0)) throw new Error(`a rate has to be more than 0, and is ${ratePerSecond}`);
    // Each has its own chance, so that the times are the same whatever is asked at them.
    this.#arrivals = random.fork('arrivals');
    this.#choices = random.fork('choices');
    this.#evenly = workload.arrivals === 'constant';
    this.#gapMs = 1_000 / ratePerSecond;
    this.#connections = workload.connections;
    this.#operations = operations.filter((operation) => (workload.mix[operation] ?? 0) > 0);
    if (this.#operations.length === 0) throw new Error(`the workload ${workload.name} asks for nothing`);
    this.#operationShares = cumulativeShares(this.#operations.map((operation) => workload.mix[operation] ?? 0));
    this.#chatShares = zipfShares(workload.chats, workload.zipfExponent);
    // Evenly spaced load generators must not all fire at the same moments.
    if (this.#evenly) this.offsetMs = -this.#arrivals.next() * this.#gapMs;
  }

  next(): void {
    this.offsetMs += this.#evenly ? this.#gapMs : -Math.log(1 - this.#arrivals.next()) * this.#gapMs;
    this.operation = this.#operations[chosen(this.#operationShares, this.#choices.next())] as Operation;
    this.connection = this.#choices.integer(this.#connections);
    this.chat = chosen(this.#chatShares, this.#choices.next());
  }
}

/** Of rank r, from 1: in proportion to 1 / r^exponent. Cumulative, the last is 1. */
export function zipfShares(count: number, exponent: number): Float64Array {
  return cumulativeShares(Array.from({ length: count }, (_, index) => (index + 1) ** -exponent));
}

function cumulativeShares(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Float64Array(weights.length);
  weights.reduce((sum, weight, index) => {
    shares[index] = (sum + weight) / total;
    return sum + weight;
  }, 0);
  shares[weights.length - 1] = 1;
  return shares;
}

/** The first whose cumulative share is over `share`. */
function chosen(shares: Float64Array, share: number): number {
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((shares[middle] as number) > share) high = middle;
    else low = middle + 1;
  }
  return low;
}
