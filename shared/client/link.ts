/**
 * Keeps one channel open: connects, and after a loss connects again, waiting longer each time. Knows channels; nothing
 * of calls, sessions or streams. Invariant: at most one channel is open, and its owner knows which.
 */

import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import { type BackoffBounds, backoffMs } from './backoff.ts';

export interface LinkOptions {
  /** Opens a channel to one endpoint, each time anew. */
  readonly open: (options: ChannelOptions) => Promise<Channel>;
  /** How long one try may take; undefined for the channel's default. */
  readonly connectMs: number | undefined;
  readonly backoff: BackoffBounds;
}

/** Whoever uses the channel. */
export interface LinkOwner {
  /** The session to go on with; asked before each try. */
  token(): string | undefined;
  /** This is the channel from now on. */
  up(channel: Channel): void;
  /** As `up`, each time but the first; called after it. */
  reconnected(): void;
  /** There is no channel; the next try is in `retryMs`. */
  down(error: ChatError, retryMs: number): void;
  /** The server is there and does not know the token. The next try follows at once, and must not offer it again. */
  tokenRefused(error: ChatError): void;
}

export class Link {
  readonly #options: LinkOptions;
  readonly #owner: LinkOwner;
  #channel: Channel | undefined;
  #connecting: AbortController | undefined;
  #retry: NodeJS.Timeout | undefined;
  #attempt = 0;
  #closed = false;

  constructor(options: LinkOptions, owner: LinkOwner) {
    this.#options = options;
    this.#owner = owner;
  }

  get channel(): Channel | undefined {
    return this.#channel;
  }

  /** The first try. Rejects where it fails: only a connection that was there is sought again. */
  async start(): Promise<void> {
    const error = await this.#connect(this.#owner.token());
    if (error !== undefined) throw error;
  }

  /** Ends the channel, or the try to get one. Nobody is told. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#connecting?.abort();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** Answers why there is no channel, or undefined where there is one. */
  async #connect(token: string | undefined): Promise<ChatError | undefined> {
    const connecting = new AbortController();
    this.#connecting = connecting;
    const life: { ended?: ChatError; adopted: boolean } = { adopted: false };
    const onClosed = (error: ChatError | undefined): void => {
      life.ended = error ?? new ChatError('UNAVAILABLE', 'the connection ended');
      if (life.adopted) this.#onLost(life.ended);
    };
    const { open, connectMs } = this.#options;
    let channel: Channel;
    try {
      channel = await open({ token, connectMs, signal: connecting.signal, onClosed });
    } catch (error) {
      return error instanceof ChatError ? error : new ChatError('UNAVAILABLE', String(error), { cause: error });
    } finally {
      this.#connecting = undefined;
    }
    if (this.#closed) {
      channel.close();
      return new ChatError('CANCELLED', 'the client was closed');
    }
    // It can have ended between being ready and being looked at here.
    if (life.ended !== undefined) return life.ended;
    life.adopted = true;
    this.#channel = channel;
    this.#attempt = 0;
    this.#owner.up(channel);
    return undefined;
  }

  #onLost(error: ChatError): void {
    if (this.#closed) return;
    this.#channel = undefined;
    this.#retryLater(error);
  }

  #retryLater(error: ChatError): void {
    const retryMs = backoffMs(this.#attempt, this.#options.backoff, Math.random());
    this.#attempt += 1;
    this.#retry = setTimeout(() => void this.#reconnect(), retryMs);
    this.#owner.down(error, retryMs);
  }

  async #reconnect(): Promise<void> {
    const token = this.#owner.token();
    const error = await this.#connect(token);
    if (this.#closed) return;
    if (error === undefined) {
      this.#owner.reconnected();
    } else if (error.code === 'UNAUTHENTICATED' && token !== undefined) {
      this.#owner.tokenRefused(error);
      if (!this.#closed) void this.#reconnect();
    } else {
      this.#retryLater(error);
    }
  }
}
