/** What the user's own account is to the server: its role, and whether it hides its presence. Knows how to ask. */

import type { Client } from '../../shared/client/client.ts';

export class OwnAccount {
  readonly #client: Client;
  readonly #user: string;
  #role = 'user';
  #hidden = false;

  constructor(client: Client, user: string) {
    this.#client = client;
    this.#user = user;
  }

  get isOperator(): boolean {
    return this.#role !== 'user';
  }

  get hidden(): boolean {
    return this.#hidden;
  }

  async hide(hidden: boolean): Promise<void> {
    await this.#client.setPresence(hidden);
    this.#hidden = hidden;
  }

  async refresh(): Promise<void> {
    const pattern = `^${this.#user.replaceAll('.', '\\.')}$`;
    const { accounts } = await this.#client.listAccounts(pattern, { pageSize: 100 });
    const own = accounts.find(({ name }) => name === this.#user);
    if (own === undefined) return;
    this.#role = own.role === '' ? 'user' : own.role;
    // Whoever asks is about to be connected, at least: one that is neither that, nor ever was, seems to hide it.
    this.#hidden = !own.online && own.lastSeenMs === 0;
  }
}
