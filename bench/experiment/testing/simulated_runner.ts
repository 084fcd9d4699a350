/**
 * A runner that runs nothing: what comes of a load follows from a queue's model, so that a bench's decisions can be
 * tested by themselves. Tests of what is measured take the real one.
 */

import type { Contender } from '../../plan/contenders.ts';
import { lognormalHistogram, normal } from '../../results/testing/example_histograms.ts';
import {
  type Latencies,
  type ProcessUse,
  type Runner,
  RunRefused,
  type RunResult,
  type RunSpec,
} from '../../run/run.ts';
import { SeededRandom } from '../../statistics/random.ts';

export interface SimulationOptions {
  /** Requests per second that each keeps up with. */
  readonly capacity: Readonly<Record<Contender, number>>;
  /** Of the load generator, and of null peers. */
  readonly ceiling: number;
  /** 0 to 1: how busy a null peer is, where the load generator is at its ceiling. */
  readonly peerUtilisation: number;
  /** How much two runs of the same differ: 0.02 is about 2 %. */
  readonly noise: number;
  /** Which run, from 1, is refused. */
  readonly refusedRun?: number;
  /** Called before each run, with its number. */
  readonly onRun?: (run: number) => void;
}

const bareServiceUs = 300;

export class SimulatedRunner implements Runner {
  readonly specs: RunSpec[] = [];
  readonly #options: SimulationOptions;
  readonly #random = new SeededRandom(1);

  constructor(options: Partial<SimulationOptions> = {}) {
    const capacity = { wire: 14_000, grpcUnary: 5_000, grpcSession: 8_000 };
    this.#options = { capacity, ceiling: 20_000, peerUtilisation: 0.5, noise: 0.01, ...options };
  }

  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunResult> {
    this.specs.push(spec);
    const { refusedRun, onRun, capacity, ceiling } = this.#options;
    onRun?.(this.specs.length);
    if (refusedRun === this.specs.length) throw new RunRefused('reply 7 was wrong');
    signal?.throwIfAborted();
    const top = spec.peer === 'null' ? ceiling : capacity[spec.contender];
    return this.#result(spec, top, spec.ratePerSecond / top, spec.ratePerSecond / ceiling);
  }

  #result(spec: RunSpec, top: number, load: number, generatorLoad: number): RunResult {
    const { ratePerSecond, openMs, closed, generators, probePerSecond } = spec;
    const { ceiling, peerUtilisation } = this.#options;
    const offered = Math.max(1, Math.round((ratePerSecond * openMs) / 1_000));
    const completed = Math.round(offered * Math.min(1, 1 / load));
    // M/M/1: what waits grows without bound as the load nears 1; over it a backlog grows for as long as it is offered.
    const waiting = load < 1 ? 1 / (1 - load) : 1_000;
    const serviceUs = this.#vary(bareServiceUs * Math.min(1_000, waiting));
    const probes = Math.max(1, Math.round((probePerSecond * openMs) / 1_000));
    const lagUs = generatorLoad > 0.9 ? 20_000 : 20;
    return {
      startedAt: new Date(0).toISOString(),
      warmUp: { ms: 500, settled: true, heatedRequests: 10_000 },
      open: {
        elapsedMs: openMs,
        offered,
        completed,
        refused: 0,
        answeredInPart: completed,
        heldBack: 0,
        backlogAtStart: 0,
        backlogAtEnd: offered - completed,
        load: latencies(completed, serviceUs, lagUs),
        probe: latencies(probes, serviceUs, 20),
      },
      closed: closed && {
        window: closed.window,
        completed: this.#vary((top * closed.durationMs) / 1_000),
        refused: 0,
        elapsedMs: closed.durationMs,
        generatorUtilisation: Math.min(1, top / ceiling),
        serverUtilisation: spec.peer === 'null' ? peerUtilisation : 1,
      },
      server: this.#use(openMs, Math.min(1, load)),
      generators: Array.from({ length: generators }, () => this.#use(openMs, Math.min(1, generatorLoad))),
      probe: this.#use(openMs, 0.02),
      system: { elapsedMs: openMs, busyUs: this.#vary(openMs * 1_000 * Math.min(1.5, load)), stolenUs: 0 },
      traffic: {
        socket: { writtenBytes: completed * 200, readBytes: completed * 200 },
        network: { missing: 'simulated' },
        requests: completed + probes,
      },
      sockets: 9,
    };
  }

  #use(elapsedMs: number, load: number): ProcessUse {
    return {
      elapsedMs,
      userUs: this.#vary(elapsedMs * 700 * load),
      systemUs: this.#vary(elapsedMs * 300 * load),
      gcUs: this.#vary(elapsedMs * 10 * load),
      eventLoopUtilisation: load,
      eventLoopDelayP99Us: 1_000,
      runQueueWaitUs: 0,
      mainRunQueueWaitUs: 0,
      residentBytes: 90_000_000,
    };
  }

  #vary(value: number): number {
    return Math.round(value * Math.exp(this.#options.noise * normal(this.#random)));
  }
}

function latencies(count: number, serviceUs: number, lagUs: number): Latencies {
  return {
    response: lognormalHistogram(count, serviceUs + lagUs, 0.3),
    service: lognormalHistogram(count, serviceUs, 0.3),
    lag: lognormalHistogram(count, lagUs, 0.3),
  };
}
