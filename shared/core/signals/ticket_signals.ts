/**
 * Signal `tickets`: how a ticket stands, told to its user and to operators; and its place in the queue, gathered for a
 * while, since one that leaves the head moves all others. Operators are told of all tickets that come, are assigned and
 * close, but of places only as far as a page of ListTickets goes: the rest follows from these.
 */

import type { Signal } from '../../contract/core_port.ts';
import type { TicketState } from '../desk_state.ts';
import type { Inbox } from '../inbox.ts';
import type { Job } from '../sliced_work.ts';
import { Debounce } from './debounce.ts';
import type { SignalsContext } from './signals_context.ts';

type Standing = 'queued' | 'assigned' | 'closed';

export class TicketSignals {
  readonly #context: SignalsContext;
  readonly #debounce: Debounce;
  /** The place that was told last of each ticket in the queue. */
  readonly #places = new Map<TicketState, number>();
  #working = false;
  #again = false;

  constructor(context: SignalsContext) {
    this.#context = context;
    this.#debounce = new Debounce(context.environment, context.limits.ticketDebounceMs, () => this.#tellPlaces());
  }

  changed(ticket: TicketState, standing: Standing): void {
    this.#places.delete(ticket);
    if (this.#context.inboxes.asking('tickets').size === 0) return;
    this.#debounce.note();
    if (standing !== 'queued') this.#tell(ticket, standing, 0, true);
  }

  close(): void {
    this.#debounce.close();
  }

  #tellPlaces(): void {
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = true;
    this.#context.inboxes.work.start(this.#placesTold());
  }

  /** Where the queue changes meanwhile each place is right when it is told; what was passed over is told the next time. */
  *#placesTold(): Job {
    const { state, inboxes, limits } = this.#context;
    try {
      for (let index = 0; index < state.desk.queue.length; index += 1) {
        if (inboxes.asking('tickets').size === 0) return;
        const ticket = state.desk.queue[index] as TicketState;
        const place = index + 1;
        const known = this.#places.get(ticket);
        if (known !== place) {
          this.#places.set(ticket, place);
          yield this.#tell(ticket, 'queued', place, known === undefined || place <= limits.listPageTicketsMax);
        }
        yield 1;
      }
    } finally {
      this.#working = false;
      if (this.#again) this.#debounce.note();
      this.#again = false;
    }
  }

  /** How many were looked at. */
  #tell(ticket: TicketState, state: Standing, place: number, toOperators: boolean): number {
    const told = this.#concerned(ticket, toOperators);
    if (told.size === 0) return 1;
    const { chat, user, operator, openedMs } = ticket;
    const signal: Signal = {
      case: 'ticket',
      value: {
        chat: chat.id,
        state,
        user: user.name,
        subject: chat.title,
        operator: state === 'assigned' ? (operator?.name ?? '') : '',
        place,
        openedMs,
      },
    };
    for (const inbox of told) inbox.signal(signal);
    return toOperators ? this.#context.inboxes.asking('tickets').size : 1;
  }

  #concerned({ user }: TicketState, toOperators: boolean): ReadonlySet<Inbox> {
    const { inboxes } = this.#context;
    const told = new Set<Inbox>();
    for (const inbox of toOperators ? inboxes.asking('tickets') : []) {
      if (inbox.account.role !== 'user') told.add(inbox);
    }
    if (!user.deleted && inboxes.isOnline(user) && inboxes.of(user).asks('tickets')) told.add(inboxes.of(user));
    return told;
  }
}
