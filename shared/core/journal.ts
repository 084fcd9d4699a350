/**
 * The one way to change the state: commit events to the ledger, then apply them, in the order of their positions, and
 * tell those whom it concerns. Nothing is visible, and no reply leaves, before the commit.
 */

import assert from 'node:assert/strict';
import type { Eventually } from '../contract/core_port.ts';
import type { Ledger, LedgerEvent } from '../ledger/ledger.ts';
import type { Inboxes } from './inboxes.ts';
import type { Consequence, State } from './state.ts';

const reasons = {
  SESSION_ENDED: 'the session has ended',
  SESSION_EXPIRED: 'the session has expired',
  PASSWORD_CHANGED: 'the password was changed',
} as const;

export class Journal {
  readonly #ledger: Ledger;
  readonly #state: State;
  readonly #inboxes: Inboxes;

  constructor(ledger: Ledger, state: State, inboxes: Inboxes) {
    this.#ledger = ledger;
    this.#state = state;
    this.#inboxes = inboxes;
  }

  /** The position of the first event, once all are durable and applied. Rejects as `Ledger.commit` does. */
  commit(events: readonly LedgerEvent[]): Eventually<number> {
    const first = this.#ledger.commit(events);
    // All commits go through this one `then`, so that they are applied in the order in which the ledger resolves them.
    return first instanceof Promise
      ? first.then((position) => this.#apply(events, position))
      : this.#apply(events, first);
  }

  #apply(events: readonly LedgerEvent[], first: number): number {
    let position = first;
    for (const event of events) {
      this.#tell(this.#state.apply(event, position), position);
      position += 1;
    }
    return first;
  }

  #tell(consequence: Consequence, position: number): void {
    switch (consequence.type) {
      case 'none':
        return;
      case 'message':
        this.#inboxes.handOut(consequence.event, position, consequence.participants);
        return;
      case 'sessions_ended': {
        const sessions = new Set(consequence.sessions);
        for (const { account } of sessions) {
          this.#inboxes.of(account).close(sessions, consequence.code, reasons[consequence.code]);
        }
        return;
      }
      case 'account_deleted':
        this.#inboxes.remove(consequence.account, 'ACCOUNT_DELETED', 'the account was deleted');
        return;
      default:
        assert.fail(`no such consequence: ${JSON.stringify(consequence satisfies never)}`);
    }
  }
}
