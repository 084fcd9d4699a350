/**
 * The tickets that concern the user: those it opened, those it has as an operator, and how many wait. Knows how to ask
 * for them, and what to say of a change; nothing of the screen. Invariant: each change is told of once, by whichever of
 * answer and signal comes first.
 */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { TicketChanged } from '../../shared/contract/contract.generated.ts';

/** What of a ticket is kept here. */
export type KnownTicket = Pick<TicketChanged, 'chat' | 'state' | 'user' | 'subject' | 'operator' | 'place'>;

/** The queue of a busy desk changes all the time. */
const countAgainMs = 500;

export class TicketBoard implements Disposable {
  readonly #client: Client;
  readonly #user: string;
  readonly #onChange: () => void;
  readonly #tickets = new Map<string, KnownTicket>();
  #role = 'user';
  #queued = 0;
  #counting: NodeJS.Timeout | undefined;

  /** `onChange` is told when `text` or `queued` may answer something else. */
  constructor(client: Client, user: string, onChange: () => void) {
    this.#client = client;
    this.#user = user;
    this.#onChange = onChange;
  }

  get isOperator(): boolean {
    return this.#role !== 'user';
  }

  /** How many wait for an operator; undefined for whoever is none. */
  get queued(): number | undefined {
    return this.isOperator ? this.#queued : undefined;
  }

  get(chat: string): KnownTicket | undefined {
    return this.#tickets.get(chat);
  }

  /** For the status: of the open chat's ticket, else of the one that is nearest to its turn. */
  text(open: string | undefined): string | undefined {
    const own = [...this.#tickets.values()].filter(({ user }) => user === this.#user);
    const ticket = own.find(({ chat }) => chat === open);
    if (ticket?.state === 'assigned') return `${ticket.operator} helps you`;
    const places = (ticket === undefined ? own : [ticket]).filter(({ state }) => state === 'queued');
    if (places.length === 0) return undefined;
    return `place ${Math.min(...places.map(({ place }) => place))} in the queue`;
  }

  /** The ticket stands so now. Answers what to tell the user of it, if it is news. */
  note(ticket: KnownTicket): string | undefined {
    this.#countSoon();
    const known = this.#tickets.get(ticket.chat);
    const isOurs = ticket.user === this.#user || ticket.operator === this.#user;
    if (isOurs && ticket.state !== 'closed') this.#tickets.set(ticket.chat, ticket);
    else this.#tickets.delete(ticket.chat);
    this.#onChange();
    if (known?.state === ticket.state && known.operator === ticket.operator) return undefined;
    return ticket.user === this.#user ? ofOwn(ticket, known) : ofOperator(ticket, known, this.#user);
  }

  /** Asks for role and tickets. */
  async refresh(): Promise<void> {
    this.#role = await this.#askRole();
    const { tickets, queued } = await this.#client.listTickets({ pageSize: this.isOperator ? 1 : 100 });
    this.#queued = queued;
    if (!this.isOperator) this.#tickets.clear();
    for (const ticket of tickets.filter(({ user }) => user === this.#user)) this.#tickets.set(ticket.chat, ticket);
    this.#onChange();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#counting);
  }

  async #askRole(): Promise<string> {
    const pattern = `^${this.#user.replaceAll('.', '\\.')}$`;
    const { accounts } = await this.#client.listAccounts(pattern, { pageSize: 100 });
    return accounts.find(({ name }) => name === this.#user)?.role ?? 'user';
  }

  #countSoon(): void {
    if (!this.isOperator) return;
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      this.#count().catch((error: unknown) => {
        // The next change asks again.
        if (!(error instanceof ChatError)) throw error;
      });
    }, countAgainMs).unref();
  }

  async #count(): Promise<void> {
    this.#queued = (await this.#client.listTickets({ pageSize: 1 })).queued;
    this.#onChange();
  }
}

function ofOwn({ state, operator, subject }: KnownTicket, known: KnownTicket | undefined): string | undefined {
  // Told of before, and forgotten then.
  if (state === 'closed') return known === undefined ? undefined : `your ticket is closed: ${subject}`;
  if (state === 'assigned') return `${operator} takes care of your ticket: ${subject}`;
  return known?.state === 'assigned' ? `your ticket waits in the queue again: ${subject}` : undefined;
}

function ofOperator(ticket: KnownTicket, known: KnownTicket | undefined, user: string): string | undefined {
  const { state, operator, subject } = ticket;
  const what = `${ticket.user}'s ticket`;
  if (operator === user && state === 'assigned') return `${what} is yours: ${subject}`;
  if (known === undefined) return undefined;
  if (state === 'closed') return `${what} is closed: ${subject}`;
  return state === 'queued' ? `${what} is back in the queue: ${subject}` : `${operator} has ${what} now: ${subject}`;
}
