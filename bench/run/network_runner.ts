/**
 * Does runs in a network of their own, so that bytes and packets are counted with every header. Not for latencies: there
 * the loopback interface is made to cut what is sent into packets, as an Ethernet has them, which takes its time.
 */

import { tmpdir } from 'node:os';
import { networkNamespace } from '../gauges/network_namespace.ts';
import { BenchProcess } from '../process/bench_process.ts';
import { unlessAborted } from '../process/unless_aborted.ts';
import { refusalOf } from './refusal.ts';
import type { Missing, Runner, RunResult, RunSpec, Traffic } from './run.ts';
import type { RunDuties } from './run_duties.ts';
import type { RunnerOptions } from './runner.ts';

/** Starting, opening connections and ending, of one run. */
const overheadMsMax = 60_000;

export class NetworkRunner implements Runner {
  readonly #data: string;
  readonly #wrapper: readonly string[];

  private constructor(data: string, wrapper: readonly string[]) {
    this.#data = data;
    this.#wrapper = wrapper;
  }

  /** Or why no such network can be had on this machine. */
  static create(options: Pick<RunnerOptions, 'data'> = {}): NetworkRunner | Missing {
    const namespace = networkNamespace();
    if ('missing' in namespace) return namespace;
    return new NetworkRunner(options.data ?? tmpdir(), namespace.wrapper);
  }

  /** See Runner. */
  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunResult> {
    signal?.throwIfAborted();
    const child = BenchProcess.start<RunDuties>('run/run_main', { args: [this.#data], wrapper: this.#wrapper });
    const working = child.ask(
      'run',
      spec,
      spec.warmUpMsMax + spec.openMs + (spec.closed?.durationMs ?? 0) + overheadMsMax,
    );
    working.catch(() => {});
    try {
      return await unlessAborted(working, signal);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      await child.leave();
    }
  }
}

/**
 * What one run of this load puts on the network, by a short run of its own; `requests` are those of that run. Rejects as
 * a Runner does. Where no such run can be had, says why.
 */
export async function measureTraffic(
  spec: RunSpec,
  options: Pick<RunnerOptions, 'data'> = {},
  signal?: AbortSignal,
): Promise<Traffic | Missing> {
  const runner = NetworkRunner.create(options);
  if ('missing' in runner) return runner;
  const { traffic } = await runner.run({ ...spec, closed: undefined }, signal);
  return traffic;
}
