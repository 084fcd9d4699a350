/** How chats, roles and tickets change: decided and committed while the metadata lock is held alone. */

import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { requireOpenAccount } from './access.ts';
import type { CoreContext } from './core_context.ts';
import { andThen, holding } from './eventually.ts';
import type { AccountState } from './state.ts';

/** What is to be committed, and what the caller is told then. */
export interface Change<Reply> {
  /** None where everything is as it was asked for. */
  readonly events: readonly LedgerEvent[];
  /** `first` is the position of the first event; that of the newest event of all where there is none. */
  reply(first: number): Reply;
}

/**
 * Commits what `decide` decides for the caller. Refused as `decide` refuses, and with UNAUTHENTICATED where the session
 * has ended, or the account is being deleted, by the time the lock is held. RESOURCE_EXHAUSTED where the account has as
 * many changes under way as it may.
 */
export function changeAlone<Reply>(
  core: CoreContext,
  handle: SessionHandle | undefined,
  decide: (caller: AccountState, timeMs: number) => Change<Reply>,
): Eventually<Reply> {
  return holding(core.changes.enter(core.hub.check(handle)), () =>
    holding(core.metadata.exclusive(new LockScope()), () => {
      const caller = requireOpenAccount(core, handle);
      const change = decide(caller, core.environment.now());
      if (change.events.length === 0) return change.reply(core.state.position);
      return andThen(core.journal.commit(change.events), (first) => change.reply(first));
    }),
  );
}
