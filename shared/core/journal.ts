/**
 * The one way to change the state: commit events to the ledger, then apply them, in the order of their positions, and
 * tell those whom it concerns. Nothing is visible, and no reply leaves, before the commit. After an event that was
 * committed and cannot be applied, nothing is committed any more: the state is no longer what the ledger says.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { Eventually } from '../contract/core_port.ts';
import type { Ledger, LedgerEvent } from '../ledger/ledger.ts';
import type { Inboxes } from './inboxes.ts';
import type { Signals } from './signals/signals.ts';
import type { Consequence, State } from './state.ts';

/** A lock's guard, as far as giving it back goes. */
interface Releasable {
  release(): void;
}

const nothingHeld: Releasable = { release() {} };

const reasons = {
  SESSION_ENDED: 'the session has ended',
  SESSION_EXPIRED: 'the session has expired',
  PASSWORD_CHANGED: 'the password was changed',
} as const;

export class Journal {
  readonly #ledger: Ledger;
  readonly #state: State;
  readonly #inboxes: Inboxes;
  readonly #signals: Signals;
  readonly #onFailure: (error: unknown) => void;
  #failure: ChatError | undefined;

  /** `onFailure` is called once, when an event that is committed could not be applied: the server has to stop. */
  constructor(
    ledger: Ledger,
    state: State,
    told: { readonly inboxes: Inboxes; readonly signals: Signals },
    onFailure: (error: unknown) => void,
  ) {
    this.#ledger = ledger;
    this.#state = state;
    this.#inboxes = told.inboxes;
    this.#signals = told.signals;
    this.#onFailure = onFailure;
  }

  /**
   * The position of the first event, once all are durable and applied. Rejects as `Ledger.commit` does, and with
   * UNAVAILABLE, whether or not they are durable, where these or earlier ones could not be applied.
   */
  commit(events: readonly LedgerEvent[]): Eventually<number> {
    return this.commitHolding(nothingHeld, events, (first) => first);
  }

  /**
   * As `commit`, for the one path that every message takes: gives the guard back as soon as the events are applied, or
   * refused, and resolves with what `reply` makes of their first position. More promises in a row would cost more than
   * all the rest of a send.
   */
  commitHolding<T>(guard: Releasable, events: readonly LedgerEvent[], reply: (first: number) => T): Eventually<T> {
    let waiting = false;
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const committed = this.#ledger.commit(events);
      if (!(committed instanceof Promise)) return reply(this.#apply(events, committed));
      waiting = true;
      // Commits are applied in the order in which the ledger resolves them, since each has this one `then`.
      return committed.then(
        (first) => {
          try {
            return reply(this.#apply(events, first));
          } finally {
            guard.release();
          }
        },
        (error: unknown) => {
          guard.release();
          throw error;
        },
      );
    } finally {
      if (!waiting) guard.release();
    }
  }

  #apply(events: readonly LedgerEvent[], first: number): number {
    // Those behind the one that could not be applied.
    if (this.#failure !== undefined) throw this.#failure;
    let position = first;
    try {
      for (const event of events) {
        this.#tell(this.#state.apply(event, position), position);
        position += 1;
      }
    } catch (error) {
      this.#failure = new ChatError('UNAVAILABLE', 'the server has failed, and is stopping', { cause: error });
      this.#onFailure(error);
      throw this.#failure;
    }
    return first;
  }

  #tell(consequence: Consequence, position: number): void {
    switch (consequence.type) {
      case 'none':
        return;
      case 'message':
        this.#signals.sent(consequence.event, position);
        this.#inboxes.handOut(consequence.event, position, consequence.chat);
        return;
      case 'chat_changed':
        this.#inboxes.chatChanged(consequence);
        this.#signals.tell(consequence, position);
        return;
      case 'sessions_ended': {
        const sessions = new Set(consequence.sessions);
        for (const { account } of sessions) {
          this.#inboxes.known(account)?.close(sessions, consequence.code, reasons[consequence.code]);
        }
        return;
      }
      case 'account_deleted':
        this.#inboxes.remove(consequence.account, 'ACCOUNT_DELETED', 'the account was deleted');
        this.#signals.tell(consequence, position);
        return;
      default:
        this.#signals.tell(consequence, position);
    }
  }
}
