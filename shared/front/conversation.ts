/**
 * What one client is doing over one stream of requests, whichever transport carries it: its session, its
 * subscriptions, its requests under way. Knows the core port; nothing of frames or encodings. Invariant: each request
 * is answered once, and no subscription outlives the stream.
 */

import { ChatError, refusalOf } from '../contract/chat_error.ts';
import type {
  ChatOperationName,
  ChatOperations,
  Message,
  SubscribeRequest,
  SubscriptionClosed,
  UnsubscribeRequest,
} from '../contract/contract.generated.ts';
import { operations } from '../contract/contract.generated.ts';
import type { CorePort, SessionHandle, Signal, Subscription } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import { hashesPassword } from './password_requests.ts';

/** How a transport carries what a client is told; owned by the front. `id` is that of the request. */
export interface Answers {
  /** Whether the client does not read as fast as we write. */
  readonly full: boolean;
  reply<Name extends ChatOperationName>(id: number, name: Name, reply: ChatOperations[Name]['reply']): void;
  unsubscribed(id: number): void;
  refuse(id: number, refusal: ChatError): void;
  message(id: number, message: Message): void;
  signal(id: number, signal: Signal): void;
  closed(id: number, closed: SubscriptionClosed): void;
}

export interface ConversationContext {
  readonly core: CorePort;
  readonly limits: Limits;
  readonly environment: Pick<Environment, 'now' | 'reportFault'>;
}

export class Conversation {
  readonly #context: ConversationContext;
  readonly #answers: Answers;
  readonly #onRoom: () => void;
  readonly #subscriptions = new Map<number, Subscription>();
  #session: SessionHandle | undefined;
  #inFlight = 0;
  /** Of those, the ones that have a password hashed. */
  #passwordsInFlight = 0;
  #onIdle: (() => void) | undefined;

  /** `onRoom` is called when `mustWait` may have become false. */
  constructor(context: ConversationContext, answers: Answers, onRoom: () => void) {
    this.#context = context;
    this.#answers = answers;
    this.#onRoom = onRoom;
  }

  /** Whether to read no further request for now. */
  get mustWait(): boolean {
    const { requestsInFlightMax, passwordRequestsPerConnectionMax } = this.#context.limits;
    if (this.#answers.full || this.#inFlight >= requestsInFlightMax) return true;
    return this.#passwordsInFlight >= passwordRequestsPerConnectionMax;
  }

  /** Goes on with the session of that token. UNAUTHENTICATED where there is none. */
  resume(token: string): void {
    this.#session = this.#context.core.resume(token);
  }

  /** Answers through `Answers`, now or later. `token` undefined stands for the session of this conversation. */
  call<Name extends ChatOperationName>(
    id: number,
    name: Name,
    token: string | undefined,
    request: ChatOperations[Name]['request'],
  ): void {
    const session = operations[name].needsToken ? this.#sessionOf(token) : undefined;
    const result = this.#context.core.operations[name](session, request);
    if (!(result instanceof Promise)) {
      this.#replied(id, name, result);
      return;
    }
    const passwords = hashesPassword(name) ? 1 : 0;
    this.#inFlight += 1;
    this.#passwordsInFlight += passwords;
    // One promise instead of one for each of what can come of it: every reply that waited for a disk passes here.
    void result.then(
      (reply) => {
        try {
          this.#replied(id, name, reply);
        } catch (error) {
          this.refuse(id, error);
        }
        this.#landed(passwords);
      },
      (error: unknown) => {
        this.refuse(id, error);
        this.#landed(passwords);
      },
    );
  }

  /** The subscription's pushes carry `id`. */
  subscribe(id: number, token: string | undefined, request: SubscribeRequest): void {
    if (this.#subscriptions.has(id)) throw new ChatError('INVALID_ARGUMENT', `id ${id} names an open subscription`);
    const answers = this.#answers;
    let ended = false;
    const subscription = this.#context.core.subscribe(this.#sessionOf(token), request, {
      message: (message) => {
        answers.message(id, message);
        return !answers.full;
      },
      signal: (signal) => {
        answers.signal(id, signal);
        return !answers.full;
      },
      closed: (closed) => {
        ended = true;
        this.#subscriptions.delete(id);
        answers.closed(id, closed);
      },
    });
    if (!ended) this.#subscriptions.set(id, subscription);
  }

  unsubscribe(id: number, request: UnsubscribeRequest): void {
    const subscription = this.#subscriptions.get(request.subscriptionId);
    if (subscription === undefined) {
      throw new ChatError('NOT_FOUND', `there is no open subscription ${request.subscriptionId} here`);
    }
    subscription.unsubscribe();
    this.#answers.unsubscribed(id);
  }

  /** Answers with the refusal that the error stands for. A fault is reported, and told as a bare INTERNAL. */
  refuse(id: number, error: unknown): void {
    this.#answers.refuse(id, refusalOf(error, 'answering a request', this.#context.environment));
  }

  /** The client has read what was waiting for it. */
  drained(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.resume();
    this.#onRoom();
  }

  /** Resolves when no request is under way. */
  async idle(): Promise<void> {
    if (this.#inFlight > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
  }

  /** The client is gone. */
  abandon(): void {
    for (const subscription of this.#subscriptions.values()) subscription.abandon();
    this.#subscriptions.clear();
  }

  #sessionOf(token: string | undefined): SessionHandle | undefined {
    return token === undefined ? this.#session : this.#context.core.resume(token);
  }

  #replied<Name extends ChatOperationName>(id: number, name: Name, reply: ChatOperations[Name]['reply']): void {
    if ('token' in reply) this.resume(reply.token);
    this.#answers.reply(id, name, reply);
  }

  #landed(passwords: number): void {
    this.#inFlight -= 1;
    this.#passwordsInFlight -= passwords;
    if (this.#inFlight === 0) this.#onIdle?.();
    this.#onRoom();
  }
}
