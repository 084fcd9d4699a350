/**
 * One connection as a chat client holds it while nothing happens: its own account, logged in, subscribed to its inbox.
 * Knows when it was lost, and takes itself up again when it is told to.
 */

import type { Channel } from '../../shared/contract/channel_port.ts';
import { call } from '../load/call.ts';
import type { Connect } from './connecting.ts';

export const password = 'a password';

/** How often one connection tries to come back: a server that thousands come to at once may well refuse some. */
const reconnectsMax = 20;

export class IdleConnection {
  readonly name: string;
  readonly #connect: Connect;
  #channel: Channel | undefined;
  #token = '';
  #lost = Promise.withResolvers<void>();
  #awaited = '';
  #arrived = Promise.withResolvers<void>();

  private constructor(name: string, connect: Connect) {
    this.name = name;
    this.#connect = connect;
    this.#arrived.promise.catch(() => {});
  }

  static async open(name: string, connect: Connect): Promise<IdleConnection> {
    const connection = new IdleConnection(name, connect);
    const channel = await connect({ onClosed: () => connection.#lost.resolve() });
    connection.#channel = channel;
    const { token } = await call(channel, 'createAccount', { name, password, fullName: '' });
    connection.#token = token;
    connection.#subscribe(channel);
    return connection;
  }

  /** Resolves when the connection has ended by anything but `close`. */
  get lost(): Promise<void> {
    return this.#lost.promise;
  }

  /** Resolves when it has its session and its subscriber again, and an answer that came after both. */
  async reconnect(): Promise<void> {
    this.#lost = Promise.withResolvers<void>();
    const channel = await this.#tryToConnect();
    this.#channel = channel;
    this.#subscribe(channel);
    await call(channel, 'acknowledge', { position: 0, ledgerId: '' });
  }

  /** Resolves when a message with that body comes. Asked for before it is sent; one at a time. */
  arrival(body: string): Promise<void> {
    this.#awaited = body;
    this.#arrived = Promise.withResolvers<void>();
    // Who sends it may fail first, and then nobody waits for it.
    this.#arrived.promise.catch(() => {});
    return this.#arrived.promise;
  }

  send(to: string, body: string): Promise<unknown> {
    if (this.#channel === undefined) throw new Error(`${this.name} is not connected`);
    return call(this.#channel, 'send', { to, body, key: '', chat: '' });
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  async #tryToConnect(): Promise<Channel> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#connect({ token: this.#token, onClosed: () => this.#lost.resolve() });
      } catch (error) {
        if (tries === reconnectsMax) throw error;
      }
    }
  }

  #subscribe(channel: Channel): void {
    const ended = (error: Error): void => this.#arrived.reject(error);
    channel.subscribe(
      { after: undefined, ledgerId: '', signals: [] },
      {
        message: ({ body }) => {
          if (body === this.#awaited) this.#arrived.resolve();
        },
        signal: () => {},
        closed: ({ code, message }) => ended(new Error(`a subscription ended: ${code} ${message}`)),
        refused: ended,
      },
    );
  }
}
