/** A whole server: ledger, core and the fronts that were asked for. Started by `duet serve`, by the bench and by tests. */

import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { startGrpcServer } from '../grpc/server.ts';
import type { Environment } from '../shared/contract/environment.ts';
import type { RunningFront } from '../shared/contract/front_port.ts';
import type { Limits } from '../shared/contract/limits.ts';
import { Core } from '../shared/core/core.ts';
import type { AdminPassword } from '../shared/core/roles.ts';
import { State } from '../shared/core/state.ts';
import type { Ledger, LedgerSnapshot } from '../shared/ledger/ledger.ts';
import { MemoryLedger } from '../shared/ledger/memory/memory_ledger.ts';
import type { Durability } from '../shared/ledger/sqlite/durability.ts';
import { SqliteLedger } from '../shared/ledger/sqlite/sqlite_ledger.ts';
import { startWireServer } from '../wire/server.ts';

/** Where a server keeps its events: in a data folder, or nowhere. */
export type LedgerOptions =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly folder: string; readonly durability: Durability };

export interface DuetServerOptions {
  readonly ledger: LedgerOptions;
  /** A name is looked up once, so that both fronts listen on the same one address. */
  readonly host: string;
  /** Undefined for no wire front; 0 for any free port. */
  readonly wirePort: number | undefined;
  /** Undefined for no gRPC front; 0 for any free port. */
  readonly grpcPort: number | undefined;
  readonly limits: Limits;
  readonly environment: Environment;
  /** An account that is an admin before anybody is served. */
  readonly admin?: { readonly name: string; readonly password: AdminPassword } | undefined;
}

/** Why a server cannot go on. */
export class ServerFailure extends Error {
  /** Where it was the core, the ledger is sound: it has to be closed to write what is acknowledged and not yet written. */
  readonly part: 'ledger' | 'core';

  constructor(part: ServerFailure['part'], cause: unknown) {
    const what = { ledger: 'the ledger failed', core: 'an event could not be applied' }[part];
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'ServerFailure';
    this.part = part;
  }
}

export interface DuetServer {
  /** The ports in use. */
  readonly wirePort: number | undefined;
  readonly grpcPort: number | undefined;
  readonly core: Core;
  /** Resolves should ledger or core fail: nothing is committed any more, and the server has to be closed. */
  readonly failed: Promise<ServerFailure>;
  /** Answers what is under way, ends every connection and closes the ledger. */
  close(): Promise<void>;
}

/**
 * Rejects with the system's error, such as EADDRINUSE or ENOTFOUND, with a DataFolderError, or as `Core.ensureAdmin` does;
 * then nothing is left open.
 */
export async function startDuetServer(options: DuetServerOptions): Promise<DuetServer> {
  const { wirePort, grpcPort, limits, environment } = options;
  const host = (await lookup(options.host)).address;
  const { promise: failed, resolve: fail } = Promise.withResolvers<ServerFailure>();
  const onFailure = (part: ServerFailure['part']) => (cause: unknown) => fail(new ServerFailure(part, cause));
  const { ledger, state } = await openLedger(options, onFailure('ledger'));
  const core = new Core({ ledger, state, environment, limits, onFailure: onFailure('core') });
  const fronts: RunningFront[] = [];
  const start = async (
    front: typeof startWireServer | typeof startGrpcServer,
    port: number | undefined,
  ): Promise<number | undefined> => {
    if (port === undefined) return undefined;
    const running = await front({ core, host, port, limits, environment });
    fronts.push(running);
    return running.port;
  };
  const close = async (): Promise<void> => {
    // The fronts stop reading first; then the subscriptions end, while there still is somebody to tell.
    const closed = fronts.map((front) => front.close());
    core.endSubscriptions();
    await Promise.all(closed);
    await core.close();
  };
  try {
    if (options.admin !== undefined) await core.ensureAdmin(options.admin.name, options.admin.password);
    return {
      wirePort: await start(startWireServer, wirePort),
      grpcPort: await start(startGrpcServer, grpcPort),
      core,
      failed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface OpenedLedger {
  readonly ledger: Ledger;
  readonly state: State;
}

async function openLedger(
  { ledger: options, limits, environment }: DuetServerOptions,
  onFailure: (error: Error) => void,
): Promise<OpenedLedger> {
  if (options.kind === 'memory') {
    const ledger = new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax);
    return { ledger, state: new State(limits) };
  }
  const { folder, durability } = options;
  const { ledger, snapshot } = SqliteLedger.open({ folder, durability, limits, environment, onFailure });
  return { ledger, state: await recovered(ledger, snapshot, limits) };
}

/** Leaves neither threads nor a locked folder where it rejects. */
async function recovered(ledger: Ledger, snapshot: LedgerSnapshot, limits: Limits): Promise<State> {
  try {
    return State.recovered(snapshot, limits);
  } catch (error) {
    await ledger.close().catch(() => undefined);
    throw error;
  }
}
