/**
 * The calls of a client that have no answer yet, across connections. Knows which may be repeated; nothing of
 * connecting. Invariant: a call is answered once, and one that may have been done is never done again unless it bears
 * repeating.
 */

import type { Channel } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatOperationName, ChatOperations } from '../contract/contract.generated.ts';

/** Operations that can be asked again although the first answer was lost: sends carry their keys. */
const repeatable: ReadonlySet<ChatOperationName> = new Set([
  'login',
  'listAccounts',
  'send',
  'fetch',
  'acknowledge',
  'history',
  'serverInfo',
]);

interface PendingCall {
  readonly name: ChatOperationName;
  readonly request: never;
  readonly deadlineMs: number;
  readonly resolve: (reply: never) => void;
  readonly reject: (error: ChatError) => void;
  sent: boolean;
}

export class PendingCalls {
  readonly #callsMax: number;
  readonly #callMs: number;
  readonly #calls = new Set<PendingCall>();

  constructor(bounds: { readonly callsMax: number; readonly callMs: number }) {
    this.#callsMax = bounds.callsMax;
    this.#callMs = bounds.callMs;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Calls now where there is a channel, else when there is one. RESOURCE_EXHAUSTED where too many wait. */
  call<Name extends ChatOperationName>(
    channel: Channel | undefined,
    name: Name,
    request: ChatOperations[Name]['request'],
  ): Promise<ChatOperations[Name]['reply']> {
    if (this.#calls.size >= this.#callsMax) {
      const message = `${this.#calls.size} calls wait for an answer already`;
      return Promise.reject(new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 100 }));
    }
    return new Promise((resolve, reject) => {
      const deadlineMs = Date.now() + this.#callMs;
      const call: PendingCall = { name, request: request as never, deadlineMs, resolve, reject, sent: false };
      this.#calls.add(call);
      if (channel !== undefined) this.#send(channel, call);
    });
  }

  /** A new channel is there: whatever waits goes out, in its order. */
  sendAll(channel: Channel): void {
    for (const call of this.#calls) if (!call.sent) this.#send(channel, call);
  }

  /** Nothing will be answered any more. */
  rejectAll(error: ChatError): void {
    for (const call of this.#calls) this.#reject(call, error);
  }

  /** Gives up on calls that have waited for too long. */
  expire(nowMs: number): void {
    for (const call of this.#calls) {
      if (nowMs < call.deadlineMs) continue;
      this.#reject(call, new ChatError('DEADLINE_EXCEEDED', `no answer to ${call.name} within ${this.#callMs} ms`));
    }
  }

  #send(channel: Channel, call: PendingCall): void {
    call.sent = true;
    channel.call(call.name, call.request, (error, reply) => {
      if (error === undefined) {
        if (this.#calls.delete(call)) call.resolve(reply as never);
      } else if (error.code === 'UNAVAILABLE' && repeatable.has(call.name)) {
        call.sent = false;
      } else {
        this.#reject(call, error);
      }
    });
  }

  #reject(call: PendingCall, error: ChatError): void {
    if (this.#calls.delete(call)) call.reject(error);
  }
}
