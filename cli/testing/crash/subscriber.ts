/** Reads an inbox for as long as it is told to, with the client library, and passes on each message. */

import type { Client, Message } from '../../../shared/client/index.ts';

export class Subscriber {
  readonly account: number;
  #position = 0;
  #onMessage: () => void = () => {};

  constructor(account: number, client: Client, take: (message: Message) => void) {
    this.account = account;
    void this.#run(client, take);
  }

  /** Resolves when a message of that position, or a later one, was passed on. */
  async received(position: number): Promise<void> {
    while (this.#position < position) await new Promise<void>((resolve) => (this.#onMessage = resolve));
  }

  async #run(client: Client, take: (message: Message) => void): Promise<void> {
    for await (const message of client.messages({ after: 0 })) {
      take(message);
      this.#position = message.position;
      this.#onMessage();
    }
  }
}
