/**
 * Which chat is open, and all that the prompt and the status say of it. Knows the chats and what signals have told;
 * what typed lines do is elsewhere.
 */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Chat, Message, Presence } from '../../shared/contract/contract.generated.ts';
import { type ChatList, chatWhere } from './chat_list.ts';
import { messageLabel } from './message_label.ts';
import { OwnReceipts } from './own_receipts.ts';
import { ReadMarker } from './read_marker.ts';
import type { Screen } from './screen.ts';
import { ShownPositions } from './shown_positions.ts';
import { statusText } from './status_text.ts';
import type { TicketBoard } from './ticket_board.ts';
import { TypingWatch } from './typing_watch.ts';

/** What is to be opened: an account, with or without a chat yet, or a chat. */
export type Target = { readonly name: string } | { readonly chat: string };

export interface ConversationOptions {
  readonly client: Client;
  readonly screen: Screen;
  readonly chats: ChatList;
  readonly tickets: TicketBoard;
  readonly user: string;
}

const unreadShownMax = 20;
/** What was written to the desk before one came. */
const ticketMessagesShown = 20;
/** "5 minutes ago" does not stay true, and what is unread may be read on another device. */
const refreshMs = 30_000;
/** Whoever has not typed for so long comes back. */
const pauseMs = 5_000;

export class Conversation implements Disposable {
  readonly typing: TypingWatch;
  readonly receipts = new OwnReceipts();
  readonly reader: ReadMarker;
  readonly #options: ConversationOptions;
  readonly #refresh: NodeJS.Timeout;
  /** Tickets whose messages were shown when they were opened first. */
  readonly #ticketsShown = new Set<string>();
  readonly #shown = new ShownPositions();
  #target: Target | undefined;
  /** The chat with the account that is open: it stays that, also when the account is gone. */
  #namedChat: string | undefined;
  #typedMs = Number.NEGATIVE_INFINITY;
  /** Of the other one in the direct chat that is open. */
  #presence: Presence | undefined;
  /** The chat for which it was asked. */
  #presenceOf: string | undefined;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.reader = new ReadMarker(options.client);
    this.typing = new TypingWatch(() => this.update());
    this.#refresh = setInterval(() => {
      this.update();
      this.#refreshUnread();
    }, refreshMs).unref();
  }

  get target(): Target | undefined {
    return this.#target;
  }

  /** The chat that is open; undefined also where an account was chosen with whom there is none yet. */
  get chat(): Chat | undefined {
    const { chats } = this.#options;
    if (this.#target === undefined) return undefined;
    if ('chat' in this.#target) return chats.get(this.#target.chat);
    return this.#namedChat === undefined ? chats.directWith(this.#target.name) : chats.get(this.#namedChat);
  }

  /** What was unread there, and has not been on the screen, is shown as soon as it is here. */
  open(target: Target): void {
    this.#forgetPresence();
    this.#target = target;
    this.#namedChat = undefined;
    this.update();
    const { chat } = this;
    // Not worth a complaint: it stays unread, and can be asked for.
    if (chat !== undefined) void ifThere(chat.kind === 'desk' ? this.#showTicket(chat) : this.#showUnread(chat));
  }

  close(): void {
    this.#forgetPresence();
    this.#target = undefined;
    this.update();
  }

  /** A message of the inbox; `onScreen` where it has been shown already. */
  show(message: Message, onScreen: boolean): void {
    const { chats, user } = this.#options;
    const { chat, position, sender } = message;
    const own = sender === user;
    const isOpen = this.chat?.chat === chat;
    const known = chats.get(chat);
    if (known !== undefined && position > known.lastPosition) {
      const unread = own || isOpen ? known.unread : known.unread + 1;
      chats.change(chat, { unread, lastPosition: position });
    }
    if (own) this.receipts.sent(chat, position);
    // It may have been asked for when it was on its way.
    if (!onScreen && !this.#shown.has(position)) this.#print(message);
    this.#shown.add(position);
    this.typing.stopped(chat, sender);
    if (isOpen && !own) this.#read(chat, position);
    this.update();
  }

  /** Older messages, as they are. */
  print(messages: readonly Message[]): void {
    for (const message of messages) {
      this.#print(message);
      this.#shown.add(message.position);
    }
  }

  /** The user types: whoever comes back sees what is unread by now. */
  typed(): void {
    const nowMs = performance.now();
    const isBack = nowMs - this.#typedMs >= pauseMs;
    this.#typedMs = nowMs;
    if (isBack) this.#refreshUnread();
  }

  came(presence: Presence): void {
    if (this.#presence?.account !== presence.account) return;
    this.#presence = presence;
    this.update();
  }

  /** What signals may have told while nobody listened. */
  async catchUp(): Promise<void> {
    this.typing.clear();
    this.#forgetPresence();
    this.update();
    const { chat } = this;
    if (chat !== undefined) await ifThere(this.#askReceipts(chat));
  }

  /** Prompt and status say what holds now. */
  update(): void {
    const { screen, chats, tickets } = this.#options;
    const { chat } = this;
    const presence = this.#presence;
    if (this.#target !== undefined && 'name' in this.#target) this.#namedChat ??= chat?.chat;
    // It may have been made just now, by the first message.
    if (chat !== undefined && this.#presenceOf !== chat.chat) {
      this.#presenceOf = chat.chat;
      void ifThere(this.#askPresence(chat));
    }
    screen.where = this.#where(chat);
    const status = {
      typing: chat === undefined ? [] : this.typing.names(chat.chat),
      receipt: chat === undefined ? undefined : this.receipts.text(chat.chat),
      presence: presence === undefined ? undefined : { ...presence, name: presence.account },
      ticket: tickets.text(chat),
      unread: chats.unreadBesides(chat?.chat),
      anyOpen: chat !== undefined,
      queued: tickets.queued,
    };
    screen.status = (columns) => statusText(status, Date.now(), columns);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#refresh);
    this.typing[Symbol.dispose]();
  }

  #forgetPresence(): void {
    this.#presence = undefined;
    this.#presenceOf = undefined;
  }

  #where(chat: Chat | undefined): string {
    if (chat !== undefined) return chatWhere(chat);
    return this.#target !== undefined && 'name' in this.#target ? `to ${this.#target.name}` : '';
  }

  #print(message: Message): void {
    const { screen, chats, user } = this.#options;
    const label = messageLabel(message, { user, chat: chats.get(message.chat), open: this.chat });
    screen.message({ timeMs: message.timeMs, body: message.body, label, own: message.sender === user });
  }

  #read(chat: string, position: number): void {
    this.reader.read(chat, position);
    this.#options.chats.change(chat, { unread: 0, readPosition: position });
  }

  async #showUnread({ chat, unread, readPosition, lastPosition }: Chat): Promise<void> {
    const { client, screen, user } = this.#options;
    if (unread === 0) return;
    const { messages } = await client.history(chat, 0, Math.min(unread, unreadShownMax));
    const unseen = messages.filter(
      ({ position, sender }) => position > readPosition && !this.#shown.has(position) && sender !== user,
    );
    if (unseen.length > 0) {
      screen.notice(unread > unreadShownMax ? `${unread} unread, the last ${unseen.length}:` : 'unread:');
      this.print(unseen);
    }
    this.#read(chat, lastPosition);
    this.update();
  }

  /** Whoever gets a ticket may read what came before, but it is not in the inbox. */
  async #showTicket(ticket: Chat): Promise<void> {
    const { chat } = ticket;
    if (this.#ticketsShown.has(chat)) return this.#showUnread(ticket);
    this.#ticketsShown.add(chat);
    const { messages } = await this.#options.client.history(chat, { limit: ticketMessagesShown });
    const last = messages.at(-1);
    if (last === undefined) return;
    this.print(messages.filter(({ position }) => !this.#shown.has(position)));
    this.#read(chat, last.position);
    this.update();
  }

  #refreshUnread(): void {
    const { chats } = this.#options;
    if (chats.unreadBesides(undefined) > 0) void ifThere(chats.refresh().then(() => this.update()));
  }

  async #askPresence({ chat, kind, others }: Chat): Promise<void> {
    if (kind !== 'direct') return;
    const { client } = this.#options;
    const { participants } = await client.listParticipants(chat, { pageSize: 2 });
    const other = participants.find(({ name }) => name === others);
    // Another chat may have been opened meanwhile.
    if (other === undefined || this.chat?.chat !== chat) return;
    this.#presence = { account: other.name, online: other.online, lastSeenMs: other.lastSeenMs };
    this.update();
  }

  async #askReceipts({ chat }: Chat): Promise<void> {
    const { client } = this.#options;
    const position = this.receipts.newest(chat);
    if (position === undefined) return;
    const reply = await client.getReceipts(chat, position);
    this.receipts.told({ chat, position, ...reply });
    this.update();
  }
}

/** What is refused is not here. */
async function ifThere(asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
