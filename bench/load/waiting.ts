/** Requests that wait for their connection, in order: arrays that grow, no object for each. Knows nothing of bounds. */

import type { Operation } from '../plan/workload.ts';

const slotsMin = 64;

export class Waiting {
  #intendedMs = new Float64Array(slotsMin);
  #lateMs = new Float64Array(slotsMin);
  #chats = new Int32Array(slotsMin);
  #operations: Operation[] = new Array<Operation>(slotsMin).fill('ping');
  #first = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `lateMs`: how late it came to be here, which is not the connection's doing. */
  push(intendedMs: number, lateMs: number, operation: Operation, chat: number): void {
    if (this.#count === this.#chats.length) this.#grow();
    const slot = (this.#first + this.#count) % this.#chats.length;
    this.#intendedMs[slot] = intendedMs;
    this.#lateMs[slot] = lateMs;
    this.#operations[slot] = operation;
    this.#chats[slot] = chat;
    this.#count += 1;
  }

  /** Of the first that waits. */
  get intendedMs(): number {
    return this.#intendedMs[this.#first] as number;
  }

  get lateMs(): number {
    return this.#lateMs[this.#first] as number;
  }

  get operation(): Operation {
    return this.#operations[this.#first] as Operation;
  }

  get chat(): number {
    return this.#chats[this.#first] as number;
  }

  shift(): void {
    this.#first = (this.#first + 1) % this.#chats.length;
    this.#count -= 1;
  }

  clear(): void {
    this.#count = 0;
  }

  #grow(): void {
    const size = this.#chats.length;
    const order = Int32Array.from({ length: size }, (_, index) => (this.#first + index) % size);
    const intendedMs = new Float64Array(size * 2);
    const lateMs = new Float64Array(size * 2);
    const chats = new Int32Array(size * 2);
    const operations = new Array<Operation>(size * 2).fill('ping');
    order.forEach((from, to) => {
      intendedMs[to] = this.#intendedMs[from] as number;
      lateMs[to] = this.#lateMs[from] as number;
      chats[to] = this.#chats[from] as number;
      operations[to] = this.#operations[from] as Operation;
    });
    this.#intendedMs = intendedMs;
    this.#lateMs = lateMs;
    this.#chats = chats;
    this.#operations = operations;
    this.#first = 0;
  }
}
