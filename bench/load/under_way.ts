/**
 * How many requests one connection may have under way, and what is known of those that are: typed arrays, a slot each, so
 * that a request costs no object. Knows stamps and positions; nothing of channels.
 *
 * The bound is what real clients have: none goes on calling without end into a server that does not answer. What is
 * intended beyond it waits in the load generator. So a server that stalls shows in full in *response*, which begins when
 * a request was intended, while *service* shows only the few that were under way when it stalled: hence response is the
 * headline. The wait for a connection is the server's doing, so it is no part of *lag*, which counts from when a request
 * could be called: response = held back + lag + service.
 */

import type { Operation, Workload } from '../plan/workload.ts';

/** Where nothing else is said, for one connection. */
const underWayMax = 32;
/** Well below what a server keeps for one subscriber, so that none is closed for being slow. */
const underWayBytesMax = 4_194_304;
/** For any reason: the server works on no more of one connection at once. */
export const slotsMax = 1_024;

/**
 * For one connection. What is on the long way of `roundTripMs` comes on top, at its rate, twice: else the load generator
 * would be the bottleneck of every long way.
 */
export function underWayMaxOf(workload: Workload, ratePerSecond: number): number {
  const { connections, roundTripMs, payload } = workload;
  const onTheWay = Math.ceil((2 * ratePerSecond * roundTripMs) / 1_000 / connections);
  const byBytes = Math.max(1, Math.floor(underWayBytesMax / payload.bytesMax));
  return Math.min(slotsMax, byBytes, underWayMax + onTheWay);
}

/** The requests under way of all connections of a process. Slots of connection c begin at c * slotsMax. */
export class UnderWay {
  readonly intendedMs: Float64Array;
  /**
   * When it could have been called, had the load generator been on time: when it was intended, or as long before it was
   * called as the load generator was late.
   */
  readonly dueMs: Float64Array;
  readonly calledMs: Float64Array;
  readonly receivedMs: Float64Array;
  readonly chats: Int32Array;
  /** Index of the body, -1 for none. */
  readonly bodies: Int32Array;
  /** Which message of its connection it is, from 1. */
  readonly sequences: Float64Array;
  /** The highest position that its connection knew when it was called. */
  readonly floors: Float64Array;
  /** Of the reply and of the delivery; 0 until it came. */
  readonly replied: Float64Array;
  readonly delivered: Float64Array;
  readonly operations: Operation[];
  readonly #free: Int32Array;
  readonly #freeCounts: Int32Array;
  #total = 0;

  constructor(connections: number) {
    const slots = connections * slotsMax;
    this.intendedMs = new Float64Array(slots);
    this.dueMs = new Float64Array(slots);
    this.calledMs = new Float64Array(slots);
    this.receivedMs = new Float64Array(slots);
    this.chats = new Int32Array(slots);
    this.bodies = new Int32Array(slots).fill(-1);
    this.sequences = new Float64Array(slots);
    this.floors = new Float64Array(slots);
    this.replied = new Float64Array(slots);
    this.delivered = new Float64Array(slots);
    this.operations = new Array<Operation>(slots).fill('ping');
    // Taken from the end, so that the first slot of each connection is the first to be used.
    this.#free = Int32Array.from({ length: slots }, (_, slot) => {
      const connection = Math.floor(slot / slotsMax);
      return connection * slotsMax + (slotsMax - 1 - (slot % slotsMax));
    });
    this.#freeCounts = new Int32Array(connections).fill(slotsMax);
  }

  /** Of that connection. */
  count(connection: number): number {
    return slotsMax - (this.#freeCounts[connection] as number);
  }

  /** Of all connections. */
  get total(): number {
    return this.#total;
  }

  /** A free slot of the connection. Throws where it has none: whoever takes one has looked at `count`. */
  take(connection: number): number {
    const free = (this.#freeCounts[connection] as number) - 1;
    if (free < 0) throw new Error('a connection has no slot for a further request');
    this.#freeCounts[connection] = free;
    this.#total += 1;
    const slot = this.#free[connection * slotsMax + free] as number;
    this.replied[slot] = 0;
    this.delivered[slot] = 0;
    this.receivedMs[slot] = 0;
    this.bodies[slot] = -1;
    return slot;
  }

  release(slot: number): void {
    const connection = Math.floor(slot / slotsMax);
    const free = this.#freeCounts[connection] as number;
    this.#free[connection * slotsMax + free] = slot;
    this.#freeCounts[connection] = free + 1;
    this.#total -= 1;
  }
}
