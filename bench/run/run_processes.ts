/**
 * The processes of one run, all fresh: a server or null peer, load generators, a probe, and a proxy where the way is to
 * be long. Starts and ends them; when they are asked for what is the runner's to know.
 */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import { DataFolders } from '../data_folders.ts';
import type { LoadDuties } from '../load/load_duties.ts';
import { contenders } from '../plan/contenders.ts';
import { ledgers } from '../plan/ledgers.ts';
import { BenchProcess, type BenchProcessOptions } from '../process/bench_process.ts';
import { isServersFault } from '../process/faults.ts';
import type { Duties } from '../process/protocol.ts';
import type { GaugedServerDuties, ServerReady } from '../process/server_duties.ts';
import { starvedOptions } from '../process/starved.ts';
import type { ProxyDuties } from '../proxy/proxy_duties.ts';
import { type Core, type Pinning, pinningOf } from './pinning.ts';
import type { RunSpec } from './run.ts';

export const host = '127.0.0.1';

export interface RunPlaces {
  /** Where a folder for the ledger is made, and removed. */
  readonly data: string;
  /** Those that the processes are spread over, if there are enough: see pinningOf. */
  readonly cores: readonly Core[];
}

/** What was started, and the port that clients connect to. */
export interface StartedRun {
  readonly server: BenchProcess<GaugedServerDuties>;
  readonly generators: readonly BenchProcess<LoadDuties>[];
  readonly probe: BenchProcess<LoadDuties>;
  readonly port: number;
}

export class RunProcesses implements AsyncDisposable {
  readonly #spec: RunSpec;
  readonly #places: RunPlaces;
  readonly #pinning: Pinning;
  readonly #started: { stop(): Promise<void> }[] = [];
  #folders: DataFolders | undefined;
  #ended = false;

  constructor(spec: RunSpec, places: RunPlaces) {
    this.#spec = spec;
    this.#places = places;
    this.#pinning = pinningOf(places.cores, spec.generators);
  }

  /** Resolves when the server listens; the load processes may still be on their way, and take what they are asked then. */
  async start(): Promise<StartedRun> {
    const { fault, roundTripMs, generators: count } = { ...this.#spec, ...this.#spec.workload };
    const server = this.#startServer();
    const loadOptions = fault?.kind === 'starve' ? starvedOptions(fault.share) : {};
    const generators = Array.from({ length: count }, (_, index) =>
      this.#start<LoadDuties>('load/load_main', { ...loadOptions, wrapper: this.#pinning.generators[index] ?? [] }),
    );
    const probe = this.#start<LoadDuties>('load/load_main', { wrapper: this.#pinning.probe });
    const proxy =
      roundTripMs > 0 ? this.#start<ProxyDuties>('proxy/proxy_main', { wrapper: this.#pinning.probe }) : undefined;
    const { ports } = await server.ready<ServerReady>();
    const serverPort = ports[contenders[this.#spec.contender].transport];
    if (serverPort === undefined) throw new Error(`the server speaks no ${this.#spec.contender}`);
    const port = (await proxy?.ask('listen', { targetPort: serverPort, roundTripMs }))?.port ?? serverPort;
    return { server, generators, probe, port };
  }

  /** Ends all of them, and removes what they wrote. Nothing starts after it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#started.map((child) => child.stop()));
    this.#folders?.[Symbol.dispose]();
  }

  #startServer(): BenchProcess<GaugedServerDuties> {
    const wrapper = this.#pinning.server;
    const { peer, fault } = this.#spec;
    if (peer === 'null') return this.#start('null_peer/null_peer_main', { wrapper });
    const args = [JSON.stringify(this.#ledger())];
    if (fault !== undefined && isServersFault(fault)) args.push(JSON.stringify(fault));
    return this.#start('process/server_main', { args, wrapper });
  }

  #ledger(): LedgerOptions {
    const name = this.#spec.workload.ledger;
    const { durability } = ledgers[name];
    if (durability === undefined) return { kind: 'memory' };
    this.#folders ??= new DataFolders(this.#places.data);
    return { kind: 'sqlite', folder: this.#folders.make(name), durability };
  }

  #start<D extends Duties>(program: string, options: BenchProcessOptions): BenchProcess<D> {
    if (this.#ended) throw new Error('the run was stopped');
    const child = BenchProcess.start<D>(program, options);
    this.#started.push(child);
    return child;
  }
}
