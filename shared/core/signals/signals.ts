/**
 * What came of an event, told to those subscribers who asked for such signals. Knows which part tells what; nothing of
 * messages, which inboxes hand out. Where nobody asked, none of it costs anything.
 */

import type { MessageSent } from '../../ledger/ledger.ts';
import type { Consequence } from '../state.ts';
import { ChatSignals } from './chat_signals.ts';
import type { Presence } from './presence.ts';
import { ReceiptSignals } from './receipt_signals.ts';
import type { SignalsContext } from './signals_context.ts';
import { TicketSignals } from './ticket_signals.ts';
import { TypingSignals } from './typing_signals.ts';

export class Signals {
  readonly #context: SignalsContext;
  readonly typing: TypingSignals;
  readonly #presence: Presence;
  readonly #chats: ChatSignals;
  readonly #receipts: ReceiptSignals;
  readonly #tickets: TicketSignals;

  constructor(context: SignalsContext & { readonly presence: Presence }) {
    this.#context = context;
    this.typing = new TypingSignals(context);
    this.#presence = context.presence;
    this.#chats = new ChatSignals(context);
    this.#receipts = new ReceiptSignals(context);
    this.#tickets = new TicketSignals(context);
  }

  /** A message was sent: on the path that every message takes. */
  sent(event: MessageSent, position: number): void {
    this.#receipts.sent(event, position);
  }

  tell(consequence: Consequence, position: number): void {
    switch (consequence.type) {
      case 'none':
      case 'message':
      case 'sessions_ended':
        return;
      case 'chat_changed':
        this.#receipts.chatChanged(consequence);
        this.#chats.changed(consequence, position);
        return;
      case 'account_deleted':
        this.#presence.accountDeleted(consequence.account, consequence.chats);
        this.#chats.accountDeleted(consequence.account, consequence.chats, position);
        return;
      case 'acknowledged':
        this.#receipts.acknowledged(consequence.account, consequence.from);
        return;
      case 'read':
        this.#receipts.read(consequence.participant, consequence.from);
        return;
      case 'presence_hidden':
        this.#presence.hiddenChanged(consequence.account);
        return;
      case 'ticket':
        this.#tickets.changed(consequence.ticket, consequence.state);
        if (consequence.state === 'closed') this.#chats.closed(consequence.ticket.chat, position);
        return;
      default:
        consequence satisfies never;
    }
  }

  /** Nothing is told any more, and nothing is waited for. */
  close(): void {
    this.#receipts.close();
    this.#tickets.close();
    this.typing.close();
    this.#context.inboxes.close();
  }
}
