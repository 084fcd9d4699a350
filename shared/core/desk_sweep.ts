/**
 * Looks for operators who are gone, time and again, and gives their tickets back to the head of the queue. An operator is
 * here while it has a subscriber, and for a while after it, or any use of its sessions. What was seen of an operator is
 * kept only while it has tickets: after a restart, or with a ticket handed to somebody who is away, the time begins anew.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { Timer } from '../contract/environment.ts';
import type { AccountId } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { CoreContext } from './core_context.ts';
import { returnEvents } from './desk_events.ts';
import type { TicketState } from './desk_state.ts';
import type { AccountState } from './state.ts';

/** Tickets given back in one commit: of thousands the rest waits until others have had their turn. */
const returnsAtOnceMax = 100;

export class DeskSweep {
  readonly #core: CoreContext;
  /** When the operators of tickets were here last, as far as that is known. */
  #seenMs = new Map<AccountId, number>();
  #timer: Timer | undefined;
  #closed = false;

  constructor(core: CoreContext) {
    this.#core = core;
    this.#lookLater(core.limits.operatorSweepMs);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #lookLater(inMs: number): void {
    if (this.#closed) return;
    const { environment, limits } = this.#core;
    this.#timer = environment.startTimer(inMs, () => {
      this.#giveBack()
        .catch((error: unknown) => {
          // A refusal passes, or has been told by whoever refused it: the next look tries again.
          if (!(error instanceof ChatError)) environment.reportFault('looking for operators who are away', error);
          return false;
        })
        .then((more) => this.#lookLater(more ? 0 : limits.operatorSweepMs));
    });
  }

  /** Whether there are more than fit into one commit. Those that were opened last go first: each goes before all that wait. */
  async #giveBack(): Promise<boolean> {
    const { metadata, journal, environment } = this.#core;
    if (this.#abandoned().length === 0) return false;
    using _guard = await metadata.exclusive(new LockScope());
    const abandoned = this.#abandoned().toSorted((one, other) => one.openedMs - other.openedMs);
    if (abandoned.length === 0) return false;
    await journal.commit(returnEvents(this.#core, abandoned.slice(-returnsAtOnceMax), environment.now()));
    return abandoned.length > returnsAtOnceMax;
  }

  /** The tickets whose operators are gone. */
  #abandoned(): readonly TicketState[] {
    const { state, environment, limits } = this.#core;
    const nowMs = environment.now();
    const seenMs = new Map<AccountId, number>();
    const abandoned: TicketState[] = [];
    for (const ticket of state.desk.tickets.values()) {
      const { operator } = ticket;
      if (operator === undefined) continue;
      const lastMs = seenMs.get(operator.id) ?? this.#lastSeenMs(operator, nowMs);
      seenMs.set(operator.id, lastMs);
      if (nowMs - lastMs >= limits.operatorGoneMs) abandoned.push(ticket);
    }
    this.#seenMs = seenMs;
    return abandoned;
  }

  #lastSeenMs(operator: AccountState, nowMs: number): number {
    // A subscription is a use of its session.
    return Math.max(this.#seenMs.get(operator.id) ?? nowMs, this.#core.hub.lastUsedMs(operator));
  }
}
