/**
 * The one client, over either transport: calls and a stream of messages that live through lost connections. It
 * resumes its session by token and its streams by position, and repeats unanswered sends under their keys. Knows the
 * session; connecting is the link's concern, and what carries it the channel's.
 */

import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatOperationName, ChatOperations, ErrorCode, LoginReply } from '../contract/contract.generated.ts';
import type { Signal } from '../contract/core_port.ts';
import { type BackoffBounds, defaultBackoff } from './backoff.ts';
import { Link } from './link.ts';
import { MessageStream } from './message_stream.ts';
import { PendingCalls } from './pending_calls.ts';
import { type CallName, type Reply, TypedCalls } from './typed_calls.ts';

export interface ClientOptions {
  /** Goes on with this session. */
  readonly token?: string | undefined;
  /** How long a call may wait for its answer, lost connections included. Default 30,000. */
  readonly callMs?: number | undefined;
  /** How many calls may wait for an answer. Default 10,000. */
  readonly callsMax?: number | undefined;
  /** How many messages may wait for a reader of `messages()`. Default 1,000. */
  readonly messagesMax?: number | undefined;
  /** How long the bodies of those may be together, in UTF-16 code units, beyond the first. Default 8,388,608. */
  readonly messageCharactersMax?: number | undefined;
  /** How long one try to connect may take. Default 10,000. */
  readonly connectMs?: number | undefined;
  /** Waits between tries to connect again. Default 1,000 doubling to 30,000. */
  readonly backoff?: BackoffBounds | undefined;
}

/** What a stream of messages is asked for. */
export interface MessagesOptions {
  /** Messages after this position; the acknowledged one by default. */
  readonly after?: number | undefined;
  /** The ledger in which that counts; by default that of the session. */
  readonly ledgerId?: string | undefined;
  /** What to be told of besides messages: any of chats, receipts, presence, typing, tickets. */
  readonly signals?: readonly string[] | undefined;
  /**
   * Told of each such signal as it comes, before the messages that wait for the reader. Those of a time without a
   * connection, or with more messages waiting than `messagesMax`, are lost: ask for what stands.
   */
  readonly onSignal?: ((signal: Signal) => void) | undefined;
}

export interface ClientEvents {
  /** Connected again; what was unanswered has been repeated. */
  connected: [];
  /** There is no connection; the next try is in `retryMs`. Calls and streams wait. */
  disconnected: [{ readonly error: ChatError; readonly retryMs: number }];
  /** The session ended other than by this client's doing: log in again. Streams have ended with the error. */
  sessionLost: [ChatError];
}

/** After one of these the session is no more. */
const sessionEnds: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'SESSION_ENDED',
  'SESSION_EXPIRED',
  'PASSWORD_CHANGED',
  'ACCOUNT_DELETED',
]);

/** Made by `connect`. */
export class Client extends TypedCalls<ClientEvents> {
  readonly #options: ClientOptions;
  readonly #link: Link;
  readonly #calls: PendingCalls;
  readonly #streams = new Set<MessageStream>();
  readonly #tick: NodeJS.Timeout;
  #token: string | undefined;
  #account: string | undefined;
  #ledgerId = '';
  /** Our own logout or deletion is under way: then the end of the session is no loss. */
  #leaving = false;
  #closed = false;

  /** `open` opens a channel to one endpoint, each time anew. */
  constructor(open: (options: ChannelOptions) => Promise<Channel>, options: ClientOptions = {}) {
    super();
    const { callMs = 30_000, callsMax = 10_000, connectMs, backoff = defaultBackoff } = options;
    this.#options = options;
    this.#token = options.token;
    this.#calls = new PendingCalls({
      callsMax,
      callMs,
      session: () => this.#token,
      onRefused: (error, session) => {
        if (error.code === 'UNAUTHENTICATED' && session === this.#token) this.#onSessionEnd(error);
      },
    });
    this.#link = new Link(
      { open, connectMs, backoff },
      {
        token: () => this.#token,
        up: (channel) => this.#adoptChannel(channel),
        reconnected: () => this.emit('connected'),
        down: (error, retryMs) => this.#onDown(error, retryMs),
        tokenRefused: (error) => this.#onSessionEnd(error),
      },
    );
    this.#tick = setInterval(() => this.#onTick(), Math.min(callMs, 1_000)).unref();
  }

  /** The account of the session that this client logged in to; undefined where it went on with a token. */
  get account(): string | undefined {
    return this.#account;
  }

  /** The session's secret, to resume it elsewhere. */
  get token(): string | undefined {
    return this.#token;
  }

  /** The ledger in which positions count; to be kept with a position that is kept. Empty before the first session. */
  override get ledgerId(): string {
    return this.#ledgerId;
  }

  get connected(): boolean {
    return this.#link.channel !== undefined;
  }

  /** Connects for the first time. UNAVAILABLE where nobody answers: only a connection that was there is sought again. */
  async start(): Promise<void> {
    try {
      await this.#link.start();
      if (this.#token !== undefined) this.#ledgerId = (await this.serverInfo()).ledgerId;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Creates an account and goes on with its session. */
  async createAccount(name: string, password: string, fullName = ''): Promise<LoginReply> {
    return this.#adoptSession(await this.#call('createAccount', { name, password, fullName }));
  }

  async login(name: string, password: string): Promise<LoginReply> {
    return this.#adoptSession(await this.#call('login', { name, password }));
  }

  /** Ends the session. Streams end. */
  async logout(): Promise<void> {
    await this.#leave(() => this.#call('logout', {}));
  }

  /** Ends account, sessions and inbox. Streams end, after what was pending for them. */
  async deleteAccount(password: string): Promise<void> {
    await this.#leave(() => this.#call('deleteAccount', { password }));
  }

  /**
   * The inbox: what came after a position (default: the acknowledged one), then each message as it comes, for as long
   * as it is iterated. `ledgerId` is that of a position which was kept: LEDGER_MISMATCH where the server's is another
   * by now. Throws a ChatError when the session is lost; ends when the client is closed or logged out.
   */
  messages(options: MessagesOptions = {}): MessageStream {
    const { messagesMax = 1_000, messageCharactersMax = 8_388_608, backoff = defaultBackoff } = this.#options;
    const stream: MessageStream = new MessageStream({
      after: options.after,
      ledgerId: options.ledgerId ?? this.#ledgerId,
      signals: options.signals ?? [],
      onSignal: options.onSignal ?? (() => {}),
      messagesMax,
      charactersMax: messageCharactersMax,
      backoff,
      onRefused: (error) => (sessionEnds.has(error.code) ? this.#onSessionEnd(error) : error),
      onEnd: () => void this.#streams.delete(stream),
    });
    if (this.#closed) {
      stream.end();
      return stream;
    }
    this.#streams.add(stream);
    stream.attach(this.#link.channel);
    return stream;
  }

  override call<Name extends CallName>(name: Name, request: ChatOperations[Name]['request']): Reply<Name> {
    return this.#call(name, request);
  }

  /** Ends the connection. Calls without an answer are rejected with CANCELLED; streams end. The session stays. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#tick);
    this.#endStreams();
    this.#calls.rejectAll(new ChatError('CANCELLED', 'the client was closed'));
    this.#link.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #call<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
  ): Promise<ChatOperations[Name]['reply']> {
    if (this.#closed) return Promise.reject(new ChatError('CANCELLED', 'the client is closed'));
    return this.#calls.call(this.#link.channel, name, request, this.#token);
  }

  #adoptChannel(channel: Channel): void {
    this.#calls.sendAll(channel);
    for (const stream of [...this.#streams]) stream.attach(channel);
  }

  #onDown(error: ChatError, retryMs: number): void {
    for (const stream of [...this.#streams]) stream.attach(undefined);
    this.emit('disconnected', { error, retryMs });
  }

  #onTick(): void {
    this.#calls.expire(performance.now());
    // A server can answer UNAVAILABLE and keep the connection.
    if (this.#link.channel !== undefined) this.#calls.sendAll(this.#link.channel);
  }

  /** The server ended the session, or does not know it. Answers what a stream that ends by it says. */
  #onSessionEnd(error: ChatError): ChatError | undefined {
    if (this.#leaving) {
      // Gone as it was meant to go. It must not be offered again: the link would try, and be refused, without a pause.
      this.#forgetSession();
      return undefined;
    }
    if (this.#token === undefined) return error;
    this.#forgetSession(error);
    this.emit('sessionLost', error);
    return error;
  }

  async #leave(leave: () => Promise<unknown>): Promise<void> {
    this.#leaving = true;
    try {
      await leave();
    } finally {
      this.#leaving = false;
    }
    this.#forgetSession();
  }

  #adoptSession(session: LoginReply): LoginReply {
    // Streams from before are another inbox's, or would be handed everything twice.
    this.#endStreams();
    this.#token = session.token;
    this.#account = session.account;
    this.#ledgerId = session.ledgerId;
    return session;
  }

  #forgetSession(error?: ChatError): void {
    this.#token = undefined;
    this.#account = undefined;
    this.#endStreams(error);
  }

  #endStreams(error?: ChatError): void {
    for (const stream of [...this.#streams]) stream.end(error);
  }
}
