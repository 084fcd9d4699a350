/**
 * The one client, over either transport: typed calls and a stream of messages that live through lost connections. It
 * reconnects, resumes its session by token and its streams by position, and repeats unanswered sends under their keys.
 * Knows channels; nothing of what carries them.
 */

import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type {
  AcknowledgeReply,
  ChatOperationName,
  ChatOperations,
  FetchReply,
  HistoryReply,
  ListAccountsReply,
  LoginReply,
  SendReply,
  ServerInfoReply,
} from '../contract/contract.generated.ts';
import { type BackoffBounds, backoffMs, defaultBackoff } from './backoff.ts';
import { MessageStream } from './message_stream.ts';
import { PendingCalls } from './pending_calls.ts';

export interface ClientOptions {
  /** Goes on with this session. */
  readonly token?: string | undefined;
  /** How long a call may wait for its answer, lost connections included. Default 30,000. */
  readonly callMs?: number | undefined;
  /** How many calls may wait for an answer. Default 10,000. */
  readonly callsMax?: number | undefined;
  /** How many messages may wait for a reader of `messages()`. Default 1,000. */
  readonly messagesMax?: number | undefined;
  /** How long one try to connect may take. Default 10,000. */
  readonly connectMs?: number | undefined;
  readonly backoff?: BackoffBounds | undefined;
}

export interface ClientEvents {
  /** Connected again; what was unanswered has been repeated. */
  connected: [];
  /** The connection is lost; the next try is in `retryMs`. Calls and streams wait. */
  disconnected: [{ readonly error: ChatError; readonly retryMs: number }];
  /** The server no longer knows the session: log in again. Streams have ended with UNAUTHENTICATED. */
  sessionLost: [ChatError];
}

/** Made by `connect`. */
export class Client extends EventEmitter<ClientEvents> {
  readonly #open: (options: ChannelOptions) => Promise<Channel>;
  readonly #options: ClientOptions;
  readonly #calls: PendingCalls;
  readonly #streams = new Set<MessageStream>();
  readonly #expiry: NodeJS.Timeout;
  #channel: Channel | undefined;
  #token: string | undefined;
  #session: LoginReply | undefined;
  #ledgerId = '';
  #acknowledged: number | undefined;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  /** `open` opens a channel to one endpoint, each time anew. */
  constructor(open: (options: ChannelOptions) => Promise<Channel>, options: ClientOptions = {}) {
    super();
    this.#open = open;
    this.#options = options;
    this.#token = options.token;
    this.#calls = new PendingCalls({ callsMax: options.callsMax ?? 10_000, callMs: options.callMs ?? 30_000 });
    this.#expiry = setInterval(() => this.#calls.expire(Date.now()), 1_000).unref();
  }

  /** The account of the session, once logged in. */
  get account(): string | undefined {
    return this.#session?.account;
  }

  /** The session's secret, to resume it elsewhere. */
  get token(): string | undefined {
    return this.#token;
  }

  get connected(): boolean {
    return this.#channel !== undefined;
  }

  /** Connects for the first time. UNAVAILABLE where nobody answers: only a connection that was there is sought again. */
  async start(): Promise<void> {
    try {
      this.#adoptChannel(await this.#openChannel());
      if (this.#token !== undefined) this.#ledgerId = (await this.serverInfo()).ledgerId;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Creates an account and goes on with its session. */
  async createAccount(name: string, password: string, fullName = ''): Promise<LoginReply> {
    return this.#adoptSession(await this.call('createAccount', { name, password, fullName }));
  }

  async login(name: string, password: string): Promise<LoginReply> {
    return this.#adoptSession(await this.call('login', { name, password }));
  }

  /** Ends the session. Streams end. */
  async logout(): Promise<void> {
    await this.call('logout', {});
    this.#forgetSession();
  }

  /** All other sessions of the account end. */
  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await this.call('changePassword', { oldPassword, newPassword });
  }

  /** Ends account, sessions and inbox. */
  async deleteAccount(password: string): Promise<void> {
    await this.call('deleteAccount', { password });
    this.#forgetSession();
  }

  /** A page of accounts whose name or full name matches the RE2 pattern. */
  listAccounts(pattern = '', page: { pageSize?: number; pageToken?: string } = {}): Promise<ListAccountsReply> {
    return this.call('listAccounts', { pattern, pageSize: page.pageSize ?? 0, pageToken: page.pageToken ?? '' });
  }

  /** Sends to an account, once, however often the connection is lost meanwhile. */
  send(to: string, body: string, options: { readonly key?: string } = {}): Promise<SendReply> {
    return this.call('send', { to, body, key: options.key ?? randomUUID() });
  }

  /** A page of the inbox; after the acknowledged position unless told otherwise. */
  fetch(after?: number, limit = 0): Promise<FetchReply> {
    return this.call('fetch', { after, limit, ledgerId: this.#ledgerId });
  }

  /** All messages up to that position are done with. */
  async acknowledge(position: number): Promise<AcknowledgeReply> {
    const reply = await this.call('acknowledge', { position, ledgerId: this.#ledgerId });
    this.#acknowledged = reply.acknowledgedPosition;
    return reply;
  }

  /** A page of a chat, backwards from a position; 0 is from the newest. */
  history(chat: string, before = 0, limit = 0): Promise<HistoryReply> {
    return this.call('history', { chat, before, limit, ledgerId: this.#ledgerId });
  }

  serverInfo(): Promise<ServerInfoReply> {
    return this.call('serverInfo', {});
  }

  /**
   * The inbox: what came after a position (default: the acknowledged one), then each message as it comes, for as long
   * as it is iterated. Throws a ChatError when the session ends; ends when the client is closed or logged out.
   */
  messages(options: { readonly after?: number } = {}): MessageStream {
    const stream: MessageStream = new MessageStream({
      after: options.after ?? this.#acknowledged,
      ledgerId: this.#ledgerId,
      messagesMax: this.#options.messagesMax ?? 1_000,
      onEnd: () => void this.#streams.delete(stream),
    });
    if (this.#closed) {
      stream.end();
      return stream;
    }
    this.#streams.add(stream);
    stream.attach(this.#channel);
    return stream;
  }

  /** Any operation of the contract, as it is. Waits for a connection where there is none. */
  call<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
  ): Promise<ChatOperations[Name]['reply']> {
    if (this.#closed) return Promise.reject(new ChatError('CANCELLED', 'the client is closed'));
    return this.#calls.call(this.#channel, name, request);
  }

  /** Ends the connection. Calls without an answer are rejected with CANCELLED; streams end. The session stays. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#expiry);
    clearTimeout(this.#retry);
    this.#endStreams();
    this.#calls.rejectAll(new ChatError('CANCELLED', 'the client was closed'));
    this.#channel?.close();
    this.#channel = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #openChannel(): Promise<Channel> {
    const onClosed = (error: ChatError | undefined): void => this.#onChannelClosed(error);
    return this.#open({ token: this.#token, connectMs: this.#options.connectMs, onClosed });
  }

  #adoptChannel(channel: Channel): void {
    if (this.#closed) {
      channel.close();
      return;
    }
    this.#channel = channel;
    this.#attempt = 0;
    this.#calls.sendAll(channel);
    for (const stream of this.#streams) stream.attach(channel);
  }

  #onChannelClosed(error: ChatError | undefined): void {
    this.#channel = undefined;
    for (const stream of this.#streams) stream.attach(undefined);
    if (!this.#closed) this.#retryLater(error ?? new ChatError('UNAVAILABLE', 'the connection ended'));
  }

  #retryLater(error: ChatError): void {
    const retryMs = backoffMs(this.#attempt, this.#options.backoff ?? defaultBackoff, Math.random());
    this.#attempt += 1;
    this.#retry = setTimeout(() => void this.#reconnect(), retryMs);
    this.emit('disconnected', { error, retryMs });
  }

  async #reconnect(): Promise<void> {
    try {
      const channel = await this.#openChannel();
      this.#adoptChannel(channel);
      if (!this.#closed) this.emit('connected');
    } catch (error) {
      if (this.#closed) return;
      const refusal =
        error instanceof ChatError ? error : new ChatError('UNAVAILABLE', String(error), { cause: error });
      if (refusal.code === 'UNAUTHENTICATED') this.#onSessionLost(refusal);
      else this.#retryLater(refusal);
    }
  }

  /** The server is there, and does not know us any more. */
  #onSessionLost(error: ChatError): void {
    this.#forgetSession(error);
    this.emit('sessionLost', error);
    void this.#reconnect();
  }

  #adoptSession(session: LoginReply): LoginReply {
    // Streams of a session before this one were another inbox's, or would be handed everything twice.
    if (this.#session !== undefined) this.#endStreams();
    this.#session = session;
    this.#token = session.token;
    this.#ledgerId = session.ledgerId;
    this.#acknowledged = session.acknowledgedPosition;
    return session;
  }

  #forgetSession(error?: ChatError): void {
    this.#session = undefined;
    this.#token = undefined;
    this.#acknowledged = undefined;
    this.#endStreams(error);
  }

  #endStreams(error?: ChatError): void {
    for (const stream of [...this.#streams]) stream.end(error);
  }
}
