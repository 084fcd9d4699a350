/**
 * Sends what is typed, and shows it at once. Knows which of one's own messages are on the screen already; nothing of
 * commands. Invariant: what is not sent says so.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Message, SendReply } from '../../shared/contract/contract.generated.ts';
import type { ChatList } from './chat_list.ts';
import type { Conversation } from './conversation.ts';
import type { Screen } from './screen.ts';

export interface SenderOptions {
  readonly client: Client;
  readonly screen: Screen;
  readonly chats: ChatList;
  readonly conversation: Conversation;
}

export class Sender {
  readonly #options: SenderOptions;
  /** Bodies that were sent from here, and shown already, until the inbox brings them back. */
  readonly #echoes: string[] = [];
  readonly #sends = new Set<Promise<void>>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  toAccount(name: string, body: string): void {
    const { client } = this.#options;
    this.#send(body, `to ${name}`, name, () => client.send(name, body));
  }

  toChat(chat: string, body: string, label: string, where: string): void {
    const { client } = this.#options;
    this.#send(body, label, where, () => client.sendToChat(chat, body));
  }

  /** Whether a message of one's own is on the screen already. To be asked once for each that the inbox brings. */
  isEcho(message: Message): boolean {
    const index = this.#echoes.indexOf(message.body);
    if (index < 0) return false;
    this.#echoes.splice(index, 1);
    return true;
  }

  /** How many messages have no answer yet, once they have one or `waitMs` is over. */
  async unanswered(waitMs: number): Promise<number> {
    const over = new AbortController();
    await Promise.race([Promise.all(this.#sends), wait(waitMs, undefined, { signal: over.signal }).catch(() => {})]);
    over.abort();
    return this.#sends.size;
  }

  #send(body: string, label: string, where: string, call: () => Promise<SendReply>): void {
    this.#options.screen.message({ timeMs: Date.now(), body, label, own: true });
    this.#echoes.push(body);
    const send = call()
      .then((reply) => this.#onSent(reply))
      .catch((error: unknown) => this.#onFailed(error, body, where))
      .finally(() => this.#sends.delete(send));
    this.#sends.add(send);
  }

  async #onSent({ chat, position }: SendReply): Promise<void> {
    const { chats, conversation } = this.#options;
    conversation.receipts.sent(chat, position);
    // The first message has made the chat.
    if (chats.get(chat) === undefined) await chats.refresh().catch(ignoreRefusal);
    conversation.update();
  }

  #onFailed(error: unknown, body: string, where: string): void {
    if (!(error instanceof ChatError)) throw error;
    if (error.code === 'CANCELLED') return;
    this.#echoes.splice(this.#echoes.indexOf(body), 1);
    const reason = error.code === 'UNAUTHENTICATED' ? 'the session was lost' : error.message;
    this.#options.screen.problem(`not sent to ${where}: ${reason}`);
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ChatError)) throw error;
}
