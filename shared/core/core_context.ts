/** What every operation works with. Made once, by the core. */

import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MetadataLock } from '../locks/metadata_lock.ts';
import type { ChangeGate } from './change_gate.ts';
import type { Inboxes } from './inboxes.ts';
import type { Journal } from './journal.ts';
import type { PasswordHasher } from './password_hasher.ts';
import type { Searches } from './searches.ts';
import type { Presence } from './signals/presence.ts';
import type { Signals } from './signals/signals.ts';
import type { AccountState, State } from './state.ts';
import type { TokenHub } from './token_hub.ts';
import type { TurnQueue } from './turn_queue.ts';

export interface CoreContext {
  readonly state: State;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly hub: TokenHub;
  readonly hasher: PasswordHasher;
  /** Lists by pattern: each takes milliseconds. */
  readonly lists: TurnQueue;
  readonly searches: Searches;
  readonly inboxes: Inboxes;
  readonly signals: Signals;
  readonly presence: Presence;
  readonly metadata: MetadataLock;
  readonly changes: ChangeGate;
  readonly limits: Limits;
  readonly environment: Environment;
  /** Accounts whose deletion has begun: they send and receive nothing any more. */
  readonly closing: Set<AccountState>;
}
