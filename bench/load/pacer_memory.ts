/**
 * What a load generator's main thread and its pacing thread share: the next intended times, how far requests have been
 * sent, and what the pacing thread costs.
 */

import type { CpuUse } from '../process/cpu_use.ts';

/** How many intended times the pacing thread is told ahead. */
export const timesAhead = 1_024;

const cellSent = 0;
const cellRevision = 1;
const cellWakes = 2;
const cellPlanned = 3;
/** Even, so that what is behind them lies where numbers of 8 bytes may. */
const cellsCount = 4;
const cellBytes = 4;
const timeBytes = 8;
const cpuUser = 0;
const cpuSystem = 1;
const cpuCount = 2;
const timesOffset = cellBytes * cellsCount + timeBytes * cpuCount;

export class PacerMemory {
  readonly buffer: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #cpu: Float64Array;
  readonly #times: Float64Array;

  constructor(buffer = new SharedArrayBuffer(timesOffset + timeBytes * timesAhead)) {
    this.buffer = buffer;
    this.#cells = new Int32Array(buffer, 0, cellsCount);
    this.#cpu = new Float64Array(buffer, cellBytes * cellsCount, cpuCount);
    this.#times = new Float64Array(buffer, timesOffset, timesAhead);
  }

  /** The number of the first request that has not been sent. */
  get sent(): number {
    return Atomics.load(this.#cells, cellSent);
  }

  set sent(count: number) {
    Atomics.store(this.#cells, cellSent, count);
  }

  /** The number of the first request that has not been planned. */
  get planned(): number {
    return Atomics.load(this.#cells, cellPlanned);
  }

  /** Set after the time of the request before it: who reads this sees that. */
  set planned(count: number) {
    Atomics.store(this.#cells, cellPlanned, count);
  }

  get revision(): number {
    return Atomics.load(this.#cells, cellRevision);
  }

  /** Of a request that is planned, and that has not been sent. */
  timeMs(request: number): number {
    return this.#times[request % timesAhead] as number;
  }

  setTimeMs(request: number, ms: number): void {
    this.#times[request % timesAhead] = ms;
  }

  /** How many wakes the main thread has had. */
  get wakes(): number {
    return Atomics.load(this.#cells, cellWakes);
  }

  countWake(): void {
    Atomics.add(this.#cells, cellWakes, 1);
  }

  /** Of the pacing thread, since it began. */
  get cpuUse(): CpuUse {
    return { userUs: this.#cpu[cpuUser] as number, systemUs: this.#cpu[cpuSystem] as number };
  }

  set cpuUse({ userUs, systemUs }: CpuUse) {
    this.#cpu[cpuUser] = userUs;
    this.#cpu[cpuSystem] = systemUs;
  }

  /** Says that times have changed that were told before. */
  revise(): void {
    Atomics.add(this.#cells, cellRevision, 1);
    Atomics.notify(this.#cells, cellRevision);
  }

  /** Sleeps for so long, or until the times are not those of `revision` any more. Not for a main thread. */
  sleepMs(revision: number, ms: number): void {
    Atomics.wait(this.#cells, cellRevision, revision, ms);
  }
}

/** Each thread has its own beginning of performance.now(), and all have the same monotonic clock. */
export interface ClockReading {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/** Both clocks at one moment: the closest together of a few tries, since a thread may be held up between two reads. */
export function readClocks(): ClockReading {
  const readings = Array.from({ length: 16 }, () => {
    const before = performance.now();
    const monotonicMs = Number(process.hrtime.bigint()) / 1e6;
    const after = performance.now();
    return { nowMs: (before + after) / 2, monotonicMs, width: after - before };
  });
  return readings.reduce((best, one) => (one.width < best.width ? one : best));
}
