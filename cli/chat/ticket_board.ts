/**
 * The tickets that concern the user: those it opened, those it has as an operator, and how many wait. Knows how to ask
 * for them, and what to say of a change; nothing of the screen. Invariant: each change is told of once, by whichever of
 * answer and signal comes first.
 */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Chat, Ticket, TicketChanged } from '../../shared/contract/contract.generated.ts';
import type { OwnAccount } from './own_account.ts';

/** What of a ticket is kept here. */
export type KnownTicket = Pick<TicketChanged, 'chat' | 'state' | 'user' | 'subject' | 'operator' | 'place'>;

export interface TicketBoardOptions {
  readonly client: Client;
  readonly user: string;
  readonly own: OwnAccount;
  /** `text` or `queued` may answer something else. */
  readonly onChange: () => void;
  /** To tell the user. */
  readonly onNews: (news: string) => void;
}

/** Those that are open, the user's own first, and how many wait. */
export interface OpenTickets {
  readonly tickets: readonly Ticket[];
  readonly queued: number;
  /** Whether there are more than were asked for. */
  readonly more: boolean;
}

/** The queue of a busy desk changes all the time. */
const countAgainMs = 500;
const pageTickets = 100;
/** An operator's own come last: behind more than that they are found by their signals alone. */
const pagesMax = 20;
/** Signals may overtake a list: it is asked for again, but not for ever. */
const asksMax = 3;

export class TicketBoard implements Disposable {
  readonly #options: TicketBoardOptions;
  readonly #tickets = new Map<string, KnownTicket>();
  #queued = 0;
  #loaded = false;
  #notes = 0;
  #counting: NodeJS.Timeout | undefined;

  constructor(options: TicketBoardOptions) {
    this.#options = options;
  }

  get isOperator(): boolean {
    return this.#options.own.isOperator;
  }

  /** How many wait for an operator; undefined for whoever is none. */
  get queued(): number | undefined {
    return this.isOperator ? this.#queued : undefined;
  }

  get(chat: string): KnownTicket | undefined {
    return this.#tickets.get(chat);
  }

  /** For the status: of the ticket whose chat is open; where none is, of the one that is nearest to its turn. */
  text(open: Pick<Chat, 'chat' | 'kind'> | undefined): string | undefined {
    if (open?.kind === 'desk') return this.stand(open.chat);
    const { user } = this.#options;
    const places = [...this.#tickets.values()]
      .filter((ticket) => ticket.user === user && ticket.state === 'queued')
      .map(({ place }) => place);
    return places.length === 0 ? undefined : placeText(Math.min(...places));
  }

  /** How the ticket of that desk chat stands; undefined while that is not known. */
  stand(chat: string): string | undefined {
    const ticket = this.#tickets.get(chat);
    if (ticket === undefined) return this.#loaded ? 'closed' : undefined;
    if (ticket.state === 'queued') return placeText(ticket.place);
    return ticket.user === this.#options.user ? `${ticket.operator} helps you` : `you help ${ticket.user}`;
  }

  /** The ticket stands so now. Tells the user of it, if it is news. */
  note(ticket: KnownTicket): void {
    this.#notes += 1;
    this.#countSoon();
    this.#note(ticket);
    this.#options.onChange();
  }

  /** Asks for role and tickets, and tells what is news of them. */
  async refresh(): Promise<OpenTickets> {
    await this.#options.own.refresh();
    for (let ask = 1; ; ask += 1) {
      const notes = this.#notes;
      const open = await this.#ask();
      if (notes !== this.#notes && ask < asksMax) continue;
      this.#take(open);
      return open;
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#counting);
  }

  async #ask(): Promise<OpenTickets> {
    const tickets: Ticket[] = [];
    let queued = 0;
    let pageToken = '';
    for (let page = 0; page === 0 || (pageToken !== '' && page < pagesMax); page += 1) {
      const reply = await this.#options.client.listTickets({ pageSize: pageTickets, pageToken });
      tickets.push(...reply.tickets);
      ({ queued, nextPageToken: pageToken } = reply);
    }
    const ours = (ticket: Ticket): boolean => this.#isOurs(ticket);
    const sorted = [...tickets.filter(ours), ...tickets.filter((ticket) => !ours(ticket))];
    return { tickets: sorted, queued, more: pageToken !== '' };
  }

  /** What was known of and is not there any more was closed meanwhile. */
  #take({ tickets, queued, more }: OpenTickets): void {
    this.#queued = queued;
    const open = new Set(tickets.map(({ chat }) => chat));
    const gone = more ? [] : [...this.#tickets.values()].filter(({ chat }) => !open.has(chat));
    for (const ticket of gone) this.#note({ ...ticket, state: 'closed', operator: '', place: 0 });
    for (const ticket of tickets) this.#note(ticket);
    this.#loaded = true;
    this.#options.onChange();
  }

  #note({ chat, state, user, subject, operator, place }: KnownTicket): void {
    const ticket = { chat, state, user, subject, operator, place };
    const { onNews, user: self } = this.#options;
    const known = this.#tickets.get(chat);
    if (this.#isOurs(ticket) && state !== 'closed') this.#tickets.set(chat, ticket);
    else this.#tickets.delete(chat);
    if (known?.state === state && known.operator === operator) return;
    const news = user === self ? ofOwn(ticket, known) : ofOperator(ticket, known, self);
    if (news !== undefined) onNews(news);
  }

  #isOurs({ user, operator }: Pick<KnownTicket, 'user' | 'operator'>): boolean {
    const self = this.#options.user;
    return user === self || operator === self;
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
    this.#queued = (await this.#options.client.listTickets({ pageSize: 1 })).queued;
    this.#options.onChange();
  }
}

function placeText(place: number): string {
  return `place ${place} in the queue`;
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
