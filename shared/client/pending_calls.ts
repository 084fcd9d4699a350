/**
 * The calls of a client that have no answer yet, across connections. Knows which may be repeated; nothing of
 * connecting. Invariant: a call is answered once, and one that may have been done is never done again unless it bears
 * repeating.
 */

import type { Channel } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatOperationName, ChatOperations, SendRequest } from '../contract/contract.generated.ts';

export interface PendingCallsOptions {
  readonly callsMax: number;
  /** How long a call may wait for its answer. */
  readonly callMs: number;
  /** The session in which channels make calls now. */
  readonly session: () => string | undefined;
  /** Told of each error that the server answered, with the session in which that call was made. */
  readonly onRefused: (error: ChatError, session: string | undefined) => void;
}

/**
 * Operations that change nothing when they are done twice. A send does, unless it has a key; so do a chat that is created
 * and a ticket that is opened or taken. Others, such as a new title, or hiding one's presence, would undo what was done in
 * between.
 */
const harmless: ReadonlySet<ChatOperationName> = new Set([
  'login',
  'listAccounts',
  'fetch',
  'acknowledge',
  'history',
  'serverInfo',
  'listChats',
  'listParticipants',
  'searchMessages',
  'getReceipts',
  'listTickets',
  'markRead',
]);

/** What is true for a moment only: without a channel it is not kept for the next one. */
const momentary: ReadonlySet<ChatOperationName> = new Set(['setTyping']);

interface PendingCall {
  readonly name: ChatOperationName;
  readonly request: never;
  readonly session: string | undefined;
  readonly deadlineMs: number;
  readonly resolve: (reply: never) => void;
  readonly reject: (error: ChatError) => void;
  sent: boolean;
}

export class PendingCalls {
  readonly #options: PendingCallsOptions;
  /** In the order in which they were made, which is that of their deadlines. */
  readonly #calls = new Set<PendingCall>();

  constructor(options: PendingCallsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Calls now where there is a channel, else when there is one. RESOURCE_EXHAUSTED where too many wait. */
  call<Name extends ChatOperationName>(
    channel: Channel | undefined,
    name: Name,
    request: ChatOperations[Name]['request'],
    session: string | undefined,
  ): Promise<ChatOperations[Name]['reply']> {
    if (this.#calls.size >= this.#options.callsMax) {
      const message = `${this.#calls.size} calls wait for an answer already`;
      return Promise.reject(new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 100 }));
    }
    if (channel === undefined && momentary.has(name)) {
      return Promise.reject(
        new ChatError('UNAVAILABLE', `there is no connection, and ${name} is not kept for the next`),
      );
    }
    return new Promise((resolve, reject) => {
      const deadlineMs = performance.now() + this.#options.callMs;
      const call: PendingCall = { name, request: request as never, session, deadlineMs, resolve, reject, sent: false };
      this.#calls.add(call);
      if (channel !== undefined) this.#send(channel, call);
    });
  }

  /** Whatever waits for a channel goes out over this one, in its order. */
  sendAll(channel: Channel): void {
    for (const call of this.#calls) if (!call.sent) this.#send(channel, call);
  }

  /** Nothing will be answered any more. */
  rejectAll(error: ChatError): void {
    for (const call of this.#calls) this.#reject(call, error);
  }

  /** Gives up on calls that have waited for too long. `nowMs` is by `performance.now`. */
  expire(nowMs: number): void {
    const { callMs } = this.#options;
    for (const call of this.#calls) {
      if (nowMs < call.deadlineMs) return;
      this.#reject(call, new ChatError('DEADLINE_EXCEEDED', `no answer to ${call.name} within ${callMs} ms`));
    }
  }

  #send(channel: Channel, call: PendingCall): void {
    call.sent = true;
    const { session } = call;
    // Repeated after another login, a call stays one of the session in which it was made.
    const token = session === this.#options.session() ? undefined : session;
    const done = (error: ChatError | undefined, reply: unknown): void => {
      if (error === undefined) {
        if (this.#calls.delete(call)) call.resolve(reply as never);
      } else if (error.code === 'UNAVAILABLE' && bearsRepeating(call)) {
        call.sent = false;
      } else {
        this.#options.onRefused(error, call.session);
        this.#reject(call, error);
      }
    };
    channel.call(call.name, call.request, done, token);
  }

  #reject(call: PendingCall, error: ChatError): void {
    if (this.#calls.delete(call)) call.reject(error);
  }
}

function bearsRepeating({ name, request }: PendingCall): boolean {
  return harmless.has(name) || (name === 'send' && (request as SendRequest).key !== '');
}
