/** Tells the server what has been read. Knows chats and positions; invariant: one call is under way at a time. */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';

export class ReadMarker {
  readonly #client: Client;
  /** What the server is still to be told: at most one position a chat. */
  readonly #read = new Map<string, number>();
  #underWay: Promise<void> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Everything in that chat up to that position has been seen. */
  read(chat: string, position: number): void {
    this.#read.set(chat, Math.max(position, this.#read.get(chat) ?? 0));
    this.#underWay ??= this.#mark().finally(() => {
      this.#underWay = undefined;
    });
  }

  /** Resolves when the server knows, or cannot be told. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #mark(): Promise<void> {
    for (;;) {
      const [next] = this.#read;
      if (next === undefined) return;
      const [chat, position] = next;
      this.#read.delete(chat);
      try {
        await this.#client.markRead(chat, position);
      } catch (error) {
        // It stays unread, which does no harm; it may be a chat that one was just removed from.
        if (!(error instanceof ChatError)) throw error;
      }
    }
  }
}
