/** The processes of one bench: a server and a load generator for each entrant. Knows nothing of rounds. */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import { bytesIn, type DataFolders } from '../data_folders.ts';
import { ledgers } from '../plan/ledgers.ts';
import { BenchProcess } from '../process/bench_process.ts';
import type { Duties } from '../process/protocol.ts';
import type { ServerDuties, ServerReady } from '../process/server_duties.ts';
import type { LoadDuties } from './messages.ts';
import { contenders, type Entrant, entrantKey, type ServerName } from './plan.ts';

/** Longer than a server waits for its clients. */
const closeMsMax = 60_000;

/** What an entrant runs. */
export interface EntrantProcesses {
  readonly entrant: Entrant;
  readonly server: BenchProcess<ServerDuties>;
  readonly load: BenchProcess<LoadDuties>;
  /** Where its server keeps its messages; undefined where it keeps them nowhere. */
  readonly folder: string | undefined;
}

const serverPrograms: Readonly<Record<ServerName, string>> = {
  duet: 'process/server_main',
  lineRouter: 'saturation/floors/line_router',
  grpcEcho: 'saturation/floors/grpc_echo',
};

/** None runs on code that was compiled for another one's load, or on files that another one made large. */
export class Processes {
  readonly #all = new Map<string, EntrantProcesses>();
  readonly #started: { stop(): Promise<void> }[] = [];
  #stopped = false;

  /** Starts all that these entrants need. Rejects where one does not start; what did has to be stopped all the same. */
  async start(entrants: readonly Entrant[], folders: DataFolders | undefined, bodyBytes: number): Promise<void> {
    for (const entrant of entrants) {
      const key = entrantKey(entrant);
      if (this.#all.has(key)) continue;
      const { contender, ledger: name } = entrant;
      const ledger = ledgerOptions(entrant, folders);
      const program = serverPrograms[contenders[contender].server];
      const server = this.#start<ServerDuties>(program, [JSON.stringify(ledger)]);
      const { ports } = await server.ready<ServerReady>();
      const load = this.#start<LoadDuties>('saturation/load/load_main');
      await load.ask('setup', { contender, ports, bodyBytes });
      this.#all.set(key, {
        entrant: { contender, ledger: name },
        server,
        load,
        folder: ledger.kind === 'sqlite' ? ledger.folder : undefined,
      });
    }
  }

  of(entrant: Entrant): EntrantProcesses {
    const processes = this.#all.get(entrantKey(entrant));
    if (processes === undefined) throw new Error(`${entrantKey(entrant)} was not started`);
    return processes;
  }

  /** Ends the servers that keep messages: the bytes that each has left on the disk. */
  async closeLedgers(): Promise<readonly { readonly entrant: Entrant; readonly bytes: number }[]> {
    const left: { entrant: Entrant; bytes: number }[] = [];
    for (const { entrant, server, load, folder } of this.#all.values()) {
      if (folder === undefined) continue;
      // A server that closes waits for its clients.
      await load.stop();
      await server.ask('close', undefined, closeMsMax);
      left.push({ entrant, bytes: bytesIn(folder) });
    }
    return left;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#started.map((child) => child.stop()));
  }

  #start<D extends Duties>(program: string, args: readonly string[] = []): BenchProcess<D> {
    if (this.#stopped) throw new Error('the bench was stopped');
    const child = BenchProcess.start<D>(program, { args });
    this.#started.push(child);
    return child;
  }
}

function ledgerOptions(entrant: Entrant, folders: DataFolders | undefined): LedgerOptions {
  const durability = entrant.ledger === undefined ? undefined : ledgers[entrant.ledger].durability;
  if (durability === undefined) return { kind: 'memory' };
  if (folders === undefined) throw new Error(`${entrantKey(entrant)} needs a data folder`);
  return { kind: 'sqlite', folder: folders.make(entrantKey(entrant).replace(' ', '-')), durability };
}
