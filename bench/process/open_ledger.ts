/** A server's ledger and the state behind it, for servers under test that are put together by hand. */

import { randomBytes } from 'node:crypto';
import type { LedgerOptions } from '../../cli/duet_server.ts';
import type { Environment } from '../../shared/contract/environment.ts';
import type { Limits } from '../../shared/contract/limits.ts';
import { State } from '../../shared/core/state.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../shared/ledger/memory/memory_ledger.ts';
import { SqliteLedger } from '../../shared/ledger/sqlite/sqlite_ledger.ts';
import { benchLimits } from './bench_limits.ts';

/** `onFailure` hears of a ledger that cannot go on. `limits` are those of a bench where nothing else is given. */
export function openLedger(
  options: LedgerOptions,
  environment: Environment,
  onFailure: (error: Error) => void,
  limits: Limits = benchLimits,
): { readonly ledger: Ledger; readonly state: State } {
  if (options.kind === 'memory') {
    const ledger = new MemoryLedger(randomBytes(8).toString('hex'), limits.memoryLedgerBytesMax);
    return { ledger, state: new State(limits) };
  }
  const { folder, durability } = options;
  const { ledger, snapshot } = SqliteLedger.open({ folder, durability, limits, environment, onFailure });
  return { ledger, state: State.recovered(snapshot, limits) };
}
