/** A core over a ledger, and the front that is no transport: a server without sockets and bytes. */

import { randomBytes } from 'node:crypto';
import type { LedgerOptions } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { Core } from '../../shared/core/core.ts';
import { State } from '../../shared/core/state.ts';
import { type InProcessFront, startInProcessFront } from '../../shared/in_process/front.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../shared/ledger/memory/memory_ledger.ts';
import { SqliteLedger } from '../../shared/ledger/sqlite/sqlite_ledger.ts';
import { cheapKey } from '../connections/cheap_key.ts';
import { benchLimits } from '../process/bench_limits.ts';

export interface InProcessServer {
  readonly front: InProcessFront;
  /** Resolves with the reason, should the ledger fail. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

/** `hashes`: passwords are hashed as by the product; else cheaply, where no login is measured. */
export function startInProcessServer(options: LedgerOptions, hashes: boolean): InProcessServer {
  const limits = benchLimits;
  const environment = systemEnvironment();
  const { promise: failed, resolve: onFailure } = Promise.withResolvers<Error>();
  const { ledger, state } = openLedger(options, environment, onFailure);
  const core = new Core({ ledger, state, environment, limits, ...(hashes ? {} : { deriveKey: cheapKey }) });
  const front = startInProcessFront({ core, limits, environment });
  const close = async (): Promise<void> => {
    await front.close();
    await core.close();
  };
  return { front, failed, close };
}

function openLedger(
  options: LedgerOptions,
  environment: ReturnType<typeof systemEnvironment>,
  onFailure: (error: Error) => void,
): { readonly ledger: Ledger; readonly state: State } {
  const limits = benchLimits;
  if (options.kind === 'memory') {
    const ledger = new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax);
    return { ledger, state: new State(limits) };
  }
  const { folder, durability } = options;
  const { ledger, snapshot } = SqliteLedger.open({ folder, durability, limits, environment, onFailure });
  return { ledger, state: State.recovered(snapshot, limits) };
}
