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
import { refusalText } from './refusal_text.ts';
import type { Screen } from './screen.ts';
import type { TypingTeller } from './typing_teller.ts';

export interface SenderOptions {
  readonly client: Client;
  readonly screen: Screen;
  readonly chats: ChatList;
  readonly conversation: Conversation;
  readonly typing: TypingTeller;
}

/** A message that was sent from here, and shown, until the inbox brings it back. */
interface Echo {
  readonly body: string;
  /** Undefined where an account was named with whom there was none. */
  readonly chat: string | undefined;
  /** Of the answer. */
  position: number | undefined;
  answered: Promise<void>;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #echoes = new Set<Echo>();
  readonly #sends = new Set<Promise<void>>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  toAccount(name: string, body: string): void {
    const { client, chats } = this.#options;
    const chat = chats.directWith(name)?.chat;
    this.#send({ body, chat, label: `to ${name}`, where: name }, () => client.send(name, body));
  }

  toChat(chat: string, body: string, label: string, where: string): void {
    const { client } = this.#options;
    this.#send({ body, chat, label, where }, () => client.sendToChat(chat, body));
  }

  /**
   * Whether a message of one's own is on the screen already: another device may send the same. To be asked for each that
   * the inbox brings, in order. Waits for the answers of those that it may be.
   */
  async isEcho({ position, chat, body }: Message): Promise<boolean> {
    const maybe = [...this.#echoes].filter(
      (echo) => echo.position === undefined && echo.body === body && (echo.chat ?? chat) === chat,
    );
    await Promise.all(maybe.map(({ answered }) => answered));
    let found = false;
    for (const echo of this.#echoes) {
      if (echo.position === undefined || echo.position > position) continue;
      found ||= echo.position === position;
      this.#echoes.delete(echo);
    }
    return found;
  }

  /** How many messages have no answer yet, once they have one or `waitMs` is over. */
  async unanswered(waitMs: number): Promise<number> {
    const over = new AbortController();
    await Promise.race([Promise.all(this.#sends), wait(waitMs, undefined, { signal: over.signal }).catch(() => {})]);
    over.abort();
    return this.#sends.size;
  }

  #send(
    { body, chat, label, where }: Pick<Echo, 'body' | 'chat'> & { readonly label: string; readonly where: string },
    call: () => Promise<SendReply>,
  ): void {
    const { screen, typing } = this.#options;
    screen.message({ timeMs: Date.now(), body, label, own: true });
    const sent = call();
    const echo: Echo = { body, chat, position: undefined, answered: Promise.resolve() };
    echo.answered = sent.then(
      ({ position }) => {
        echo.position = position;
      },
      () => void this.#echoes.delete(echo),
    );
    this.#echoes.add(echo);
    typing.sends(sent);
    const send = sent
      .then((reply) => this.#onSent(reply))
      .catch((error: unknown) => this.#onFailed(error, where))
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

  async #onFailed(error: unknown, where: string): Promise<void> {
    if (!(error instanceof ChatError)) throw error;
    if (error.code === 'CANCELLED') return;
    const { screen, chats, conversation } = this.#options;
    const reason = error.code === 'UNAUTHENTICATED' ? 'the session was lost' : refusalText(error, chats);
    screen.problem(`not sent to ${where}: ${reason}`);
    if (error.code !== 'NOT_FOUND') return;
    // Whom it was for may be gone, and the chat called otherwise.
    await chats.refresh().catch(ignoreRefusal);
    conversation.update();
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ChatError)) throw error;
}
