/**
 * The chats of a ledger: their numbers in its tables, and the newest message of each, so that a page is asked only of
 * chats that have something to give. Knows no table.
 */

import type { ChatId, InboxChat, LedgerEvent } from '../ledger.ts';

interface IndexedChat {
  readonly number: number;
  lastPosition: number;
}

export class ChatIndex {
  readonly #chats = new Map<ChatId, IndexedChat>();
  readonly #ids = new Map<number, ChatId>();

  get size(): number {
    return this.#chats.size;
  }

  add(chat: ChatId, number: number, lastPosition: number): void {
    this.#chats.set(chat, { number, lastPosition });
    this.#ids.set(number, chat);
  }

  /** Chats of these numbers are in the tables no more. */
  forget(numbers: readonly number[]): void {
    for (const number of numbers) {
      const chat = this.#ids.get(number);
      if (chat !== undefined) this.#chats.delete(chat);
      this.#ids.delete(number);
    }
  }

  number(chat: ChatId): number | undefined {
    return this.#chats.get(chat)?.number;
  }

  /** Those of the chats that have messages after that position, and after the joining, by their numbers. */
  withMessagesAfter(chats: Iterable<InboxChat>, position: number): ReadonlyMap<number, InboxChat> {
    const found = new Map<number, InboxChat>();
    for (const inboxChat of chats) {
      const chat = this.#chats.get(inboxChat.chatId);
      if (chat !== undefined && chat.lastPosition > Math.max(position, inboxChat.joinedPosition)) {
        found.set(chat.number, inboxChat);
      }
    }
    return found;
  }

  /** The number of a chat that has messages after that position. */
  numberAfter(chat: ChatId, position: number): number | undefined {
    const known = this.#chats.get(chat);
    return known !== undefined && known.lastPosition > position ? known.number : undefined;
  }

  /** These events are committed, the first of them at that position. */
  apply(events: readonly LedgerEvent[], first: number): void {
    let position = first;
    for (const event of events) {
      if (event.type === 'message_sent') {
        const chat = this.#chats.get(event.chat);
        if (chat !== undefined) chat.lastPosition = position;
      } else if (event.type === 'chat_created') {
        this.add(event.chat, position, 0);
      }
      position += 1;
    }
  }
}
