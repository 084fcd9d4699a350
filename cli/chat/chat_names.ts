/** Which chat is with whom. The contract has no list of chats, so this is learnt from the messages that are seen. */

import type { Client } from '../../shared/client/client.ts';
import type { Message } from '../../shared/contract/contract.generated.ts';

/** Pages of the inbox that are read to find a chat. */
const searchPagesMax = 50;
const searchPageMessages = 1_000;

export class ChatNames {
  readonly #nameOfChat = new Map<string, string>();
  readonly #chatOfName = new Map<string, string>();

  /** The other participant of a chat. */
  nameOf(chat: string): string | undefined {
    return this.#nameOfChat.get(chat);
  }

  learn(chat: string, name: string): void {
    this.#nameOfChat.set(chat, name);
    this.#chatOfName.set(name, chat);
  }

  /** From a message that `own` received or sent. */
  learnFrom(message: Message, own: string | undefined): void {
    if (message.sender !== own) this.learn(message.chat, message.sender);
  }

  /** The chat with that account, looked for in the inbox where it has not been seen yet. */
  async find(client: Client, name: string): Promise<string | undefined> {
    let after = 0;
    for (let page = 0; page < searchPagesMax && !this.#chatOfName.has(name); page += 1) {
      const { messages, more } = await client.fetch(after, searchPageMessages);
      for (const message of messages) this.learnFrom(message, client.account);
      after = messages.at(-1)?.position ?? after;
      if (!more) break;
    }
    return this.#chatOfName.get(name);
  }
}
