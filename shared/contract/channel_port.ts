/**
 * The client's half of a front, as the client sees it: one connection that carries calls and subscriptions.
 * Each transport implements it; it neither reconnects nor repeats.
 */

import type { ChatError } from './chat_error.ts';
import type { ChatOperations, Message, SubscribeRequest, SubscriptionClosed } from './contract.generated.ts';
import type { Signal } from './core_port.ts';

/** Told once, with either an error or a reply. A callback, since a promise a call is dear at full load. */
export type Done<Reply> = (error: ChatError | undefined, reply: Reply | undefined) => void;

export interface SubscriptionListener {
  /** In order, without a gap. */
  message(message: Message): void;
  /** One of the signals that the request asked for. */
  signal(signal: Signal): void;
  /**
   * The server ended the subscription, or `cancel` did. A single gRPC call that is cancelled is told nothing more: then
   * position and ledger are those of the last message that came, else of the request.
   */
  closed(closed: SubscriptionClosed): void;
  /** The subscription was refused. Neither is called when the channel itself closes: `onClosed` is. */
  refused(error: ChatError): void;
}

export interface Channel {
  /** Calls an operation with the session of this channel, unless `token` names another. */
  call<Name extends keyof ChatOperations>(
    name: Name,
    request: ChatOperations[Name]['request'],
    done: Done<ChatOperations[Name]['reply']>,
    token?: string,
  ): void;
  /** Starts a subscription; `cancel` ends it. */
  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void };
  /** Ends the channel. Calls without an answer fail with UNAVAILABLE. */
  close(): void;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface ChannelOptions {
  /** Resumes this session. UNAUTHENTICATED, and no channel, if it is unknown. */
  readonly token?: string | undefined;
  /** How long connecting may take. Default 10,000. */
  readonly connectMs?: number | undefined;
  /** Gives up connecting when it aborts; no use once the channel is open. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, with the reason, when the channel has ended by anything but `close`. */
  readonly onClosed?: ((error: ChatError | undefined) => void) | undefined;
}

/** Opens a channel that is ready for calls. Rejects with a ChatError: UNAVAILABLE if nobody answers. */
export type OpenChannel = (endpoint: Endpoint, options?: ChannelOptions) => Promise<Channel>;
