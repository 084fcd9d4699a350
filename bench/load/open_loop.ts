/**
 * The open loop: makes requests when they are intended, whether or not earlier ones are answered, and records of the
 * measured part what each took. Knows time and counting; what a request is, and whether its answer is right, is for
 * requests.ts.
 */

import { ProcessGauge } from '../gauges/process_use.ts';
import { type SocketBytesGauge, socketBytesBetween } from '../gauges/socket_bytes.ts';
import type { Operation, Workload } from '../plan/workload.ts';
import { type CpuUse, cpuUse } from '../process/cpu_use.ts';
import type { SeededRandom } from '../statistics/random.ts';
import { fromEpochMs } from './epoch.ts';
import { type Histogram, LatencyRecorder, newHistogram, recordMs } from './histograms.ts';
import { backlogMax, type OpenLoopPart, type OpenMeasure, type OpenSample, type OpenStart } from './load_duties.ts';
import type { Pacer } from './pacer.ts';
import { withoutPacer } from './pacer_cpu.ts';
import { Plan } from './plan.ts';
import { refused } from './refused.ts';
import type { Requests, RequestsOwner } from './requests.ts';
import { Schedule } from './schedule.ts';
import { underWayMaxOf } from './under_way.ts';
import { Waiting } from './waiting.ts';

/** How long requests that were not even called may go on to be, after the measured part. */
const backlogMsMax = 2_000;
const drainMsMaxDefault = 10_000;
/** What is due so soon is waited for: the thread that wakes this one for it may be ahead by a microsecond, and wakes once. */
const soonMs = 0.02;

export interface OpenLoopOptions {
  readonly requests: Requests;
  readonly pacer: Pacer;
  readonly workload: Workload;
  readonly random: SeededRandom;
  readonly sockets: SocketBytesGauge;
  readonly start: OpenStart;
}

export class OpenLoop implements RequestsOwner {
  readonly #options: OpenLoopOptions;
  readonly #plan: Plan;
  readonly #waiting: readonly Waiting[];
  readonly #underWayMax: number;
  readonly #failure = Promise.withResolvers<never>();
  #failed = false;
  #waits = 0;
  /** Whether a request had to wait because every body was under way, so that any connection's end may help it. */
  #bodiless = false;
  #offered = 0;
  #answered = 0;
  /** Of the measured part, which begins here. */
  #measuredFromMs = Infinity;
  #measuredToMs = Infinity;
  #answeredInPart = 0;
  #measuredOffered = 0;
  #measuredCompleted = 0;
  #measuredRefused = 0;
  #measuredHeldBack = 0;
  readonly #latencies = new LatencyRecorder();
  #settled: (() => void) | undefined;
  /** Since the sample before. */
  #sampledMs: number;
  #sampledOffered = 0;
  #sampledCompleted = 0;
  #sampledCpu: CpuUse;
  readonly #sampledResponse: Histogram = newHistogram();

  constructor(options: OpenLoopOptions) {
    const { workload, random, start, requests } = options;
    this.#options = options;
    this.#failure.promise.catch(() => {});
    this.#waiting = Array.from({ length: workload.connections }, () => new Waiting());
    this.#underWayMax = underWayMaxOf(workload, start.ratePerSecond);
    const originMs = fromEpochMs(start.startAtEpochMs);
    this.#sampledMs = originMs;
    this.#sampledCpu = cpuUse();
    requests.owner = this;
    const schedule = new Schedule(workload, start.ratePerSecond, random.fork('warm-up'));
    this.#plan = new Plan(options.pacer, { schedule, originMs, endMs: Infinity });
  }

  /** Makes every request that is due. */
  pump(): void {
    const plan = this.#plan;
    for (let nextMs = plan.nextMs; nextMs <= performance.now() + soonMs; nextMs = plan.nextMs) {
      while (performance.now() < nextMs);
      const { connection, operation, chat } = plan;
      plan.shift();
      this.#offered += 1;
      this.#sampledOffered += 1;
      if (nextMs >= this.#measuredFromMs) {
        if (this.#measuredOffered === 0) this.#options.requests.beginPart();
        this.#measuredOffered += 1;
      }
      this.#offer(connection, operation, chat, nextMs);
    }
    plan.refill();
  }

  #offer(connection: number, operation: Operation, chat: number, intendedMs: number): void {
    const queue = this.#waiting[connection] as Waiting;
    const { requests } = this.#options;
    const room = queue.count === 0 && requests.underWay.count(connection) < this.#underWayMax;
    if (room && requests.start(connection, operation, chat, intendedMs, intendedMs)) return;
    this.#bodiless ||= room;
    if (intendedMs >= this.#measuredFromMs) this.#measuredHeldBack += 1;
    if (this.#waits >= backlogMax) return;
    this.#waits += 1;
    // Response is the sum of lag, the wait for a connection, and service: what was late already is no wait for anybody.
    queue.push(intendedMs, performance.now() - intendedMs, operation, chat);
  }

  done(slot: number, wasRefused: boolean): void {
    const { intendedMs, dueMs, calledMs, receivedMs } = this.#options.requests.underWay;
    const intended = intendedMs[slot] as number;
    const received = receivedMs[slot] as number;
    this.#answered += 1;
    if (!wasRefused) {
      this.#sampledCompleted += 1;
      recordMs(this.#sampledResponse, received - intended);
      if (received >= this.#measuredFromMs && received < this.#measuredToMs) this.#answeredInPart += 1;
    }
    if (intended < this.#measuredFromMs) return;
    if (wasRefused) this.#measuredRefused += 1;
    else {
      this.#measuredCompleted += 1;
      this.#latencies.record(intended, dueMs[slot] as number, calledMs[slot] as number, received);
    }
  }

  free(connection: number, nowMs: number): void {
    if (this.#bodiless) {
      this.#bodiless = false;
      for (let other = 0; other < this.#waiting.length; other += 1) this.#callWaiting(other, nowMs);
    } else this.#callWaiting(connection, nowMs);
    // The loop is awake anyhow: what is due now need not wait to be woken for.
    if (this.#plan.nextMs <= nowMs) this.pump();
    if (this.#waits === 0 && this.#options.requests.underWay.total === 0) this.#settled?.();
  }

  #callWaiting(connection: number, nowMs: number): void {
    const queue = this.#waiting[connection] as Waiting;
    const { requests } = this.#options;
    while (queue.count > 0 && requests.underWay.count(connection) < this.#underWayMax) {
      if (!requests.start(connection, queue.operation, queue.chat, queue.intendedMs, nowMs - queue.lateMs)) {
        this.#bodiless = true;
        return;
      }
      queue.shift();
      this.#waits -= 1;
    }
  }

  failed(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#plan.stop();
    this.#failure.reject(error);
  }

  /** Rejects where something was wrong since the loop began. */
  async sample(): Promise<OpenSample> {
    await this.requireRight();
    const nowMs = performance.now();
    const cpu = cpuUse(this.#sampledCpu);
    const sample = {
      elapsedMs: Math.max(0, nowMs - this.#sampledMs),
      offered: this.#sampledOffered,
      completed: this.#sampledCompleted,
      p50Us: this.#sampledCompleted === 0 ? undefined : this.#sampledResponse.getValueAtPercentile(50),
      cpuUs: cpu.userUs + cpu.systemUs,
    };
    this.#sampledMs = Math.max(nowMs, this.#sampledMs);
    this.#sampledOffered = 0;
    this.#sampledCompleted = 0;
    this.#sampledCpu = cpuUse();
    this.#sampledResponse.reset();
    return sample;
  }

  /** See LoadDuties. Nothing is offered after it. */
  async measure({ startAtEpochMs, openMs, drainMsMax = drainMsMaxDefault }: OpenMeasure): Promise<OpenLoopPart> {
    const { workload, random, start, sockets, pacer } = this.#options;
    const startMs = Math.max(performance.now(), fromEpochMs(startAtEpochMs));
    this.#measuredFromMs = startMs;
    this.#measuredToMs = startMs + openMs;
    const schedule = new Schedule(workload, start.ratePerSecond, random.fork('measured'));
    this.#plan.follow({ schedule, originMs: startMs, endMs: startMs + openMs });
    await this.#until(startMs);
    const backlogAtStart = this.#offered - this.#measuredOffered - this.#answered;
    const gauge = new ProcessGauge();
    const pacerBefore = pacer.cpuUse();
    gauge.start();
    const socketsBefore = sockets.read();
    await this.#until(startMs + openMs);
    this.pump();
    const socket = socketBytesBetween(socketsBefore, sockets.read());
    const backlogAtEnd = this.#offered - this.#answered;
    const pacerAfter = pacer.cpuUse();
    const use = withoutPacer(await gauge.stop(), pacerBefore, pacerAfter);
    await this.#drain(drainMsMax);
    return {
      elapsedMs: openMs,
      offered: this.#measuredOffered,
      completed: this.#measuredCompleted,
      refused: this.#measuredRefused,
      answeredInPart: this.#answeredInPart,
      backlogAtStart,
      backlogAtEnd,
      heldBack: this.#measuredHeldBack,
      latencies: this.#latencies.encoded(),
      use,
      socket,
    };
  }

  async #until(ms: number): Promise<void> {
    await this.#atMost(new Promise<void>(() => {}), ms - performance.now());
  }

  async #drain(drainMsMax: number): Promise<void> {
    const { underWay } = this.#options.requests;
    const settled = new Promise<void>((resolve) => {
      this.#settled = resolve;
    });
    if (this.#waits === 0 && underWay.total === 0) return this.requireRight();
    await this.#atMost(settled, Math.min(backlogMsMax, drainMsMax));
    for (const queue of this.#waiting) queue.clear();
    this.#waits = 0;
    if (underWay.total > 0) await this.#atMost(settled, drainMsMax);
    if (underWay.total > 0) throw refused(`${underWay.total} requests were not answered within ${drainMsMax} ms`);
    await this.requireRight();
  }

  async requireRight(): Promise<void> {
    if (this.#failed) await this.#failure.promise;
  }

  /** Resolves when the work is done or the time is over; rejects as soon as something is wrong. */
  async #atMost(work: Promise<void>, ms: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(over.resolve, Math.max(0, ms));
    try {
      await Promise.race([work, over.promise, this.#failure.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
