/** The processes that fan-out and backlog are measured with: started together, and all ended when it is over. */

import { join } from 'node:path';
import type { LedgerOptions } from '../../cli/duet_server.ts';
import { DataFolders } from '../data_folders.ts';
import { type Contender, contenders } from '../plan/contenders.ts';
import { type LedgerName, ledgers } from '../plan/ledgers.ts';
import { BenchProcess } from '../process/bench_process.ts';
import type { Duties } from '../process/protocol.ts';
import type { Fault } from '../run/run.ts';
import type { DeliveryServerDuties, DeliveryServerReady } from './delivery_duties.ts';

export type DeliveryServer = BenchProcess<DeliveryServerDuties>;

export interface Surroundings {
  readonly ledger: LedgerName;
  /** Where folders are made for ledgers that are on a disk, and removed. */
  readonly data: string;
  readonly signal: AbortSignal | undefined;
  /** That the servers are to have: to see that it is noticed. */
  readonly fault?: Fault | undefined;
}

export class DeliveryProcesses {
  readonly #started: { stop(): Promise<void> }[] = [];
  readonly #durability: (typeof ledgers)[LedgerName]['durability'];
  readonly #fault: Fault | undefined;
  readonly #folders: DataFolders | undefined;

  private constructor({ ledger, data, fault }: Surroundings) {
    this.#fault = fault;
    this.#durability = ledgers[ledger].durability;
    this.#folders = this.#durability === undefined ? undefined : new DataFolders(data);
  }

  /** All that `work` starts has ended when this resolves or rejects; with the signal's reason once that is aborted. */
  static async during<T>(surroundings: Surroundings, work: (processes: DeliveryProcesses) => Promise<T>): Promise<T> {
    const { signal } = surroundings;
    signal?.throwIfAborted();
    const processes = new DeliveryProcesses(surroundings);
    const abort = (): void => void processes.#stop();
    signal?.addEventListener('abort', abort);
    try {
      return await work(processes);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      await processes.#stop();
      processes.#folders?.[Symbol.dispose]();
    }
  }

  /** A server, and the port that the contender is served at. */
  async server(contender: Contender): Promise<{ readonly server: DeliveryServer; readonly port: number }> {
    const setup = JSON.stringify({ ledger: this.#ledgerOf(contender), fault: this.#fault });
    const server = this.start<DeliveryServerDuties>('deliveries/server_main', [setup]);
    const { ports } = await server.ready<DeliveryServerReady>();
    return { server, port: ports[contenders[contender].transport] };
  }

  start<D extends Duties>(program: string, args: readonly string[] = []): BenchProcess<D> {
    const started = BenchProcess.start<D>(program, { args });
    this.#started.push(started);
    return started;
  }

  #ledgerOf(contender: Contender): LedgerOptions {
    if (this.#durability === undefined || this.#folders === undefined) return { kind: 'memory' };
    return { kind: 'sqlite', folder: join(this.#folders.make(contender), 'data'), durability: this.#durability };
  }

  async #stop(): Promise<void> {
    await Promise.all(this.#started.map((started) => started.stop()));
  }
}
