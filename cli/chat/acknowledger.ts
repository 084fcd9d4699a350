/** Tells the server what has been shown. Knows positions; invariant: one acknowledgement is under way at a time. */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';

export class Acknowledger {
  readonly #client: Client;
  #shown = 0;
  #underWay: Promise<void> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Everything up to that position has been shown. */
  shown(position: number): void {
    this.#shown = position;
    this.#underWay ??= this.#acknowledge().finally(() => {
      this.#underWay = undefined;
    });
  }

  /** Resolves when the server knows, or cannot be told. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #acknowledge(): Promise<void> {
    let acknowledged = 0;
    while (acknowledged < this.#shown) {
      const position = this.#shown;
      try {
        await this.#client.acknowledge(position);
      } catch (error) {
        // What the server was not told of, it hands out again: nothing is lost, so there is nobody to bother.
        if (error instanceof ChatError) return;
        throw error;
      }
      acknowledged = position;
    }
  }
}
