/**
 * Wakes a load generator's main thread when requests are intended, without keeping its event loop busy. Knows times;
 * nothing of requests.
 *
 * Why a thread of its own: Node's timers have whole milliseconds (measured lag: p50 0.56 ms), and asking the clock in
 * every turn of the event loop makes that 47 to 91 % busy, so that it looks saturated, and takes the CPU of a server that
 * shares its core. The thread's wakes come 0.06 to 0.1 ms late at p50, with the event loop 2 to 10 % busy at 1,000 to
 * 20,000 requests a second, for 50 to 80 us of CPU each, over both threads (two cores of a virtual machine that was busy
 * otherwise). Atomics.waitAsync instead of a message costs the same, and its late wakes come later. A loop that is awake
 * anyhow, since answers come in, looks at the clock itself, and is not woken.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CpuUse } from '../process/cpu_use.ts';
import { PacerMemory, readClocks, timesAhead } from './pacer_memory.ts';

export class Pacer {
  readonly #memory: PacerMemory;
  readonly #worker: Worker;
  #sent = 0;
  #planned = 0;

  private constructor(memory: PacerMemory, worker: Worker) {
    this.#memory = memory;
    this.#worker = worker;
  }

  /** `wake` may also be called too early, or with nothing due. */
  static async start(wake: () => void): Promise<Pacer> {
    const memory = new PacerMemory();
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./pacer_main.${extension}`, import.meta.url), {
      workerData: { buffer: memory.buffer, clock: readClocks() },
    });
    await once(worker, 'message');
    worker.on('message', () => {
      memory.countWake();
      wake();
    });
    return new Pacer(memory, worker);
  }

  /** Whether a further time may be planned. */
  get hasRoom(): boolean {
    return this.#planned - this.#sent < timesAhead;
  }

  /** Plans a further request, by this thread's performance.now(), not before those that are planned. */
  plan(intendedMs: number): void {
    this.#memory.setTimeMs(this.#planned, intendedMs);
    this.#planned += 1;
    this.#memory.planned = this.#planned;
    // It may be asleep, with nothing to wait for.
    if (this.#planned - this.#sent === 1) this.#memory.revise();
  }

  /** The time that was planned first, and is not sent; Infinity for none. */
  get nextMs(): number {
    return this.#planned === this.#sent ? Infinity : this.#memory.timeMs(this.#sent);
  }

  /** The first that was planned is sent. */
  shift(): void {
    this.#sent += 1;
    this.#memory.sent = this.#sent;
  }

  /** Nothing is planned any more. */
  clear(): void {
    // Further on than the thread can be: it never goes back.
    this.#planned += timesAhead;
    this.#sent = this.#planned;
    this.#memory.sent = this.#sent;
    this.#memory.planned = this.#planned;
    this.#memory.revise();
  }

  /** What the thread has used since it began, as of when it last went to sleep. */
  cpuUse(): CpuUse {
    return this.#memory.cpuUse;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
