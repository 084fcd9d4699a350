/**
 * What this process uses between two moments: CPU, garbage collection, event loop, waiting for a CPU. Read at the two
 * moments and nowhere between them. Knows nothing of load.
 */

import { monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { type CpuUse, cpuUse } from '../process/cpu_use.ts';
import type { ProcessUse } from '../run/run.ts';
import { type RunQueueWaits, runQueueWaitSince, runQueueWaitsUs } from './run_queue.ts';

/**
 * The delay is had from a timer that the event loop is asked to keep. Often enough for a 99th percentile of a second,
 * and seldom enough to cost less than a thousandth of a core.
 */
const delayResolutionMs = 10;
const nsPerUs = 1_000;
const usPerMs = 1_000;

interface Beginning {
  readonly atMs: number;
  readonly cpu: CpuUse;
  readonly eventLoop: ReturnType<typeof performance.eventLoopUtilization>;
  readonly waits: RunQueueWaits;
}

/** One measurement at a time; any number one after another. */
export class ProcessGauge {
  readonly #delays = monitorEventLoopDelay({ resolution: delayResolutionMs });
  readonly #collections: PerformanceEntry[] = [];
  readonly #observer = new PerformanceObserver((list) => {
    this.#collections.push(...list.getEntries());
  });
  #beginning: Beginning | undefined;

  /** Throws where it was started before and not stopped. */
  start(): void {
    if (this.#beginning !== undefined) throw new Error('this gauge was started already');
    this.#collections.length = 0;
    this.#observer.observe({ entryTypes: ['gc'] });
    this.#delays.reset();
    this.#delays.enable();
    // What takes long to read comes first, so that it is not part of what is measured.
    const waits = runQueueWaitsUs();
    const eventLoop = performance.eventLoopUtilization();
    this.#beginning = { waits, eventLoop, cpu: cpuUse(), atMs: performance.now() };
  }

  /** What was used from `start` to this call: the later turns that it takes to hear of collections don't count. */
  async stop(): Promise<ProcessUse> {
    const beginning = this.#beginning;
    if (beginning === undefined) throw new Error('this gauge was not started');
    const endedMs = performance.now();
    const cpu = cpuUse(beginning.cpu);
    const { utilization } = performance.eventLoopUtilization(beginning.eventLoop);
    const waits = runQueueWaitSince(beginning.waits);
    const residentBytes = process.memoryUsage.rss();
    this.#beginning = undefined;
    this.#delays.disable();
    const delayNs = this.#delays.count === 0 ? 0 : this.#delays.percentile(99);
    const gcUs = await this.#collectionsUs(beginning.atMs, endedMs);
    return {
      elapsedMs: endedMs - beginning.atMs,
      ...cpu,
      gcUs,
      eventLoopUtilisation: utilization,
      eventLoopDelayP99Us: Math.max(0, delayNs / nsPerUs - delayResolutionMs * usPerMs),
      ...waits,
      residentBytes,
    };
  }

  async #collectionsUs(fromMs: number, toMs: number): Promise<number> {
    // Node tells of a collection in a later turn, and its observers in one after that.
    await setImmediate();
    await setImmediate();
    this.#collections.push(...this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#collections
      .filter(({ startTime }) => startTime >= fromMs && startTime < toMs)
      .reduce((us, { duration }) => us + duration * usPerMs, 0);
  }
}
