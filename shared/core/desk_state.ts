/**
 * The desk: its open tickets, and the queue of those that wait for an operator. A part of the state, changed by it
 * alone. Invariant: the queue holds the tickets without an operator, and no other, by rank.
 */

import assert from 'node:assert/strict';
import type { ChatId } from '../ledger/ledger.ts';
import type { AccountState, ChatState } from './state_types.ts';

export interface TicketState {
  readonly chat: ChatState;
  /** Who opened it. */
  readonly user: AccountState;
  /** Undefined while it is queued. */
  operator: AccountState | undefined;
  rank: number;
  readonly openedMs: number;
  /** When it got its first operator; undefined where it had none yet. */
  assignedMs: number | undefined;
}

/** Whether it answers the tickets of others. */
export function isOperator({ role }: Pick<AccountState, 'role'>): boolean {
  return role === 'operator' || role === 'admin';
}

export class DeskState {
  readonly tickets = new Map<ChatId, TicketState>();
  readonly #queue: TicketState[] = [];

  /** The one that is next first. */
  get queue(): readonly TicketState[] {
    return this.#queue;
  }

  /** The rank that puts a ticket before all that are queued now. */
  get headRank(): number {
    return Math.min(0, (this.#queue[0]?.rank ?? 0) - 1);
  }

  ticket(chat: ChatId): TicketState {
    const ticket = this.tickets.get(chat);
    assert(ticket, `chat ${chat} is an open ticket`);
    return ticket;
  }

  /** The ticket's place in the queue, counted from 1; 0 where it does not wait. */
  placeOf(ticket: TicketState): number {
    return ticket.operator === undefined ? this.#queue.indexOf(ticket) + 1 : 0;
  }

  /** Open tickets that the account has opened, or is the operator of. */
  of(account: AccountState): readonly TicketState[] {
    const own: TicketState[] = [];
    for (const { chat } of account.chats.values()) {
      const ticket = chat.kind === 'desk' ? this.tickets.get(chat.id) : undefined;
      if (ticket !== undefined) own.push(ticket);
    }
    return own;
  }

  open(ticket: TicketState): void {
    assert(!this.tickets.has(ticket.chat.id), 'a ticket that is opened is new');
    this.tickets.set(ticket.chat.id, ticket);
    if (ticket.operator === undefined) this.#enqueue(ticket);
  }

  assign(ticket: TicketState, operator: AccountState, timeMs: number): void {
    this.#dequeue(ticket);
    ticket.operator = operator;
    ticket.assignedMs ??= timeMs;
  }

  giveBack(ticket: TicketState, rank: number): void {
    assert(ticket.operator, 'a ticket that is given back had an operator');
    ticket.operator = undefined;
    ticket.rank = rank;
    this.#enqueue(ticket);
  }

  close(ticket: TicketState): void {
    this.#dequeue(ticket);
    this.tickets.delete(ticket.chat.id);
  }

  #enqueue(ticket: TicketState): void {
    // Halved rather than searched: what is new goes to the end, and what comes back to the head, thousands at once.
    let [from, to] = [0, this.#queue.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#queue[middle]?.rank ?? Infinity) <= ticket.rank) from = middle + 1;
      else to = middle;
    }
    this.#queue.splice(from, 0, ticket);
  }

  #dequeue(ticket: TicketState): void {
    const at = this.#queue.indexOf(ticket);
    if (at >= 0) this.#queue.splice(at, 1);
  }
}
