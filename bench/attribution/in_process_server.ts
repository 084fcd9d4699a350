/** A core over a ledger, and the front that is no transport: a server without sockets and bytes. */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { Core } from '../../shared/core/core.ts';
import { type InProcessFront, startInProcessFront } from '../../shared/in_process/front.ts';
import { cheapKey } from '../connections/cheap_key.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { openLedger } from '../process/open_ledger.ts';

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
