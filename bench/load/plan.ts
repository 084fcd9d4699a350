/**
 * The requests that are intended next: those of the warm-up, then those of the measured part. Knows schedules and the
 * pacer; nothing of how requests are made.
 */

import type { Operation } from '../plan/workload.ts';
import type { Pacer } from './pacer.ts';
import { timesAhead } from './pacer_memory.ts';
import type { Schedule } from './schedule.ts';

/** A schedule, when it begins, and when it is left, by performance.now(). */
export interface Part {
  readonly schedule: Schedule;
  readonly originMs: number;
  endMs: number;
}

export class Plan {
  readonly #pacer: Pacer;
  readonly #operations: Operation[] = new Array<Operation>(timesAhead).fill('ping');
  readonly #connections = new Int32Array(timesAhead);
  readonly #chats = new Int32Array(timesAhead);
  #part: Part;
  #following: Part | undefined;
  #planned = 0;
  #sent = 0;

  constructor(pacer: Pacer, first: Part) {
    this.#pacer = pacer;
    this.#part = first;
    pacer.clear();
    this.refill();
  }

  /** Of the first request that is intended, and not taken; Infinity where there is none. */
  get nextMs(): number {
    return this.#pacer.nextMs;
  }

  get operation(): Operation {
    return this.#operations[this.#sent % timesAhead] as Operation;
  }

  get connection(): number {
    return this.#connections[this.#sent % timesAhead] as number;
  }

  get chat(): number {
    return this.#chats[this.#sent % timesAhead] as number;
  }

  shift(): void {
    this.#sent += 1;
    this.#pacer.shift();
  }

  /** Plans as far ahead as there is room. */
  refill(): void {
    while (this.#pacer.hasRoom) {
      const { schedule, originMs, endMs } = this.#part;
      if (originMs + schedule.offsetMs < endMs) {
        schedule.next();
        const intendedMs = originMs + schedule.offsetMs;
        if (intendedMs < endMs) this.#add(intendedMs, schedule.operation, schedule.connection, schedule.chat);
      } else if (this.#following === undefined) return;
      else {
        this.#part = this.#following;
        this.#following = undefined;
      }
    }
  }

  /** Leaves the present part where `part` begins; what was planned for later than that is forgotten. */
  follow(part: Part): void {
    const kept: (readonly [number, Operation, number, number])[] = [];
    for (; this.nextMs < part.originMs; this.shift()) {
      kept.push([this.nextMs, this.operation, this.connection, this.chat]);
    }
    this.#part.endMs = part.originMs;
    this.#following = part;
    this.#pacer.clear();
    this.#sent = this.#planned;
    for (const request of kept) this.#add(...request);
    this.refill();
  }

  stop(): void {
    this.#part.endMs = -Infinity;
    this.#following = undefined;
    this.#pacer.clear();
    this.#sent = this.#planned;
  }

  #add(intendedMs: number, operation: Operation, connection: number, chat: number): void {
    const slot = this.#planned % timesAhead;
    this.#operations[slot] = operation;
    this.#connections[slot] = connection;
    this.#chats[slot] = chat;
    this.#planned += 1;
    this.#pacer.plan(intendedMs);
  }
}
