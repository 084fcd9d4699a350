/**
 * Who is connected, and when those who are not were last. Knows inboxes, and who hides it; nothing of who asks.
 */

import type { Environment } from '../../contract/environment.ts';
import type { Limits } from '../../contract/limits.ts';
import type { Inboxes } from '../inboxes.ts';
import type { AccountState, State } from '../state.ts';

export interface PresenceContext {
  readonly state: State;
  readonly inboxes: Inboxes;
  readonly environment: Environment;
  readonly limits: Limits;
}

export class Presence {
  readonly #context: PresenceContext;

  constructor(context: PresenceContext) {
    this.#context = context;
  }

  /** What others are told of the account. */
  of(account: AccountState): { readonly online: boolean; readonly lastSeenMs: number } {
    if (account.presenceHidden) return { online: false, lastSeenMs: 0 };
    return { online: this.#context.inboxes.isOnline(account), lastSeenMs: account.seenMs };
  }
}
