/**
 * Measures what parts of a message cost by themselves: each part in a process of its own, all parts in each round, in
 * another order each time, so that what disturbs the machine for a while disturbs no part alone.
 */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import { DataFolders } from '../data_folders.ts';
import { type Contender, contenderNames } from '../plan/contenders.ts';
import { ledgers } from '../plan/ledgers.ts';
import type { Workload } from '../plan/workload.ts';
import { BenchProcess } from '../process/bench_process.ts';
import type { CpuUse } from '../process/cpu_use.ts';
import { unlessAborted } from '../process/unless_aborted.ts';
import { SeededRandom } from '../statistics/random.ts';
import { shuffled } from '../statistics/shuffled.ts';
import type { InProcessCosts, PerMessage } from './attribute.ts';
import type { AttributionDuties, AttributionSetup } from './attribution_duties.ts';

export interface InProcessOptions {
  readonly seed: number;
  readonly rounds: number;
  /** Before those that count: what is compiled and grown at first is no message's. */
  readonly warmUpRounds: number;
  readonly messagesPerRound: number;
  /** What one load generator of the runs offered. */
  readonly ratePerSecond: number;
  /** How long that is measured by itself. By default 3 s, after 3 s of warm-up. */
  readonly load?: { readonly warmUpMs: number; readonly openMs: number } | undefined;
  /** Where a folder for a ledger on the disk is made, and removed. */
  readonly data: string;
  readonly signal?: AbortSignal | undefined;
}

/** Shows that it works, and nothing else. */
export const shortInProcess = {
  rounds: 2,
  warmUpRounds: 1,
  messagesPerRound: 64,
  load: { warmUpMs: 100, openMs: 200 },
} as const;

const loadMs = { warmUpMs: 3_000, openMs: 3_000 } as const;
/** A round has no more than this to carry, and enough messages to be seen by a clock. */
const roundBytesMax = 134_217_728;
const messagesMin = 64;
/** Each takes tens of milliseconds. */
const roundLoginsMax = 64;
const roundMsMax = 300_000;

type PartName = Contender | 'core' | 'durableCore' | 'load';

/** All processes have ended, and no file is left, when this resolves or rejects. */
export async function measureInProcess(workload: Workload, options: InProcessOptions): Promise<InProcessCosts> {
  const { seed, rounds, warmUpRounds, signal } = options;
  signal?.throwIfAborted();
  const messages = messagesOf(workload, options.messagesPerRound);
  await using parts = new Parts(workload, options);
  parts.start();
  const costs = new Map<PartName, PerMessage>();
  const random = new SeededRandom(seed).fork('attribution');
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const name of shuffled(parts.names, random)) {
      const use = await unlessAborted(parts.run(name, messages), signal);
      if (round >= 0) costs.set(name, [...(costs.get(name) ?? []), use]);
    }
  }
  await parts.close();
  const load = await unlessAborted(parts.measureLoad(), signal);
  const codec = Object.fromEntries(contenderNames.map((name) => [name, costs.get(name) ?? []]));
  return {
    codec: codec as Record<Contender, PerMessage>,
    core: costs.get('core') ?? [],
    durableCore: costs.get('durableCore'),
    load,
  };
}

class Parts implements AsyncDisposable {
  readonly #workload: Workload;
  readonly #options: InProcessOptions;
  readonly #processes = new Map<PartName, BenchProcess<AttributionDuties>>();
  #folders: DataFolders | undefined;

  constructor(workload: Workload, options: InProcessOptions) {
    this.#workload = workload;
    this.#options = options;
  }

  get names(): readonly PartName[] {
    return [...this.#processes.keys()];
  }

  start(): void {
    for (const contender of contenderNames) this.#start(contender, { kind: 'codec', contender });
    this.#start('core', { kind: 'core', ledger: { kind: 'memory' } });
    const ledger = this.#durableLedger();
    if (ledger !== undefined) this.#start('durableCore', { kind: 'core', ledger });
  }

  run(name: PartName, messages: number): ReturnType<AttributionDuties['run']> {
    return this.#of(name).ask('run', { messages }, roundMsMax);
  }

  /** Alone on the machine as far as it is ours: it keeps times, and the others would make it late. */
  async measureLoad(): Promise<CpuUse> {
    const { ratePerSecond, load = loadMs } = this.#options;
    this.#start('load', { kind: 'load', load: { ...load, ratePerSecond } });
    return this.run('load', 0);
  }

  /** Ends what was measured in rounds. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((part) => part.ask('close', undefined)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#processes.values()].map((part) => part.stop()));
    this.#folders?.[Symbol.dispose]();
  }

  #start(name: PartName, part: AttributionSetup['part']): void {
    const setup: AttributionSetup = { workload: this.#workload, seed: this.#options.seed, part };
    const args = [JSON.stringify(setup)];
    this.#processes.set(name, BenchProcess.start<AttributionDuties>('attribution/attribution_main', { args }));
  }

  #durableLedger(): LedgerOptions | undefined {
    const { durability } = ledgers[this.#workload.ledger];
    if (durability === undefined) return undefined;
    this.#folders = new DataFolders(this.#options.data);
    return { kind: 'sqlite', folder: this.#folders.make('attribution'), durability };
  }

  #of(name: PartName): BenchProcess<AttributionDuties> {
    const part = this.#processes.get(name);
    if (part === undefined) throw new Error(`${name} was not started`);
    return part;
  }
}

function messagesOf({ payload, mix }: Workload, wanted: number): number {
  const weights = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  const byLogins =
    mix.login === undefined || mix.login === 0 ? wanted : Math.floor((roundLoginsMax * weights) / mix.login);
  return Math.max(messagesMin, Math.min(wanted, byLogins, Math.floor(roundBytesMax / payload.bytesMax)));
}
