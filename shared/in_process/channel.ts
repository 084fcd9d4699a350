/**
 * A channel straight to a core. Requests are refused as an encoding would refuse them; nothing is encoded. Answers and
 * pushes are told in a microtask, in their order, never before the call that caused them has returned.
 */

import type { Channel, ChannelOptions, Done, SubscriptionListener } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatOperationName, SubscribeRequest } from '../contract/contract.generated.ts';
import { operations } from '../contract/contract.generated.ts';
import { requireToken } from '../contract/scalars.ts';
import { CallTable, refuseSoon } from '../front/call_table.ts';
import { type Answers, Conversation, type ConversationContext } from '../front/conversation.ts';
import { requireEncodable } from './encodable.ts';

export class InProcessChannel implements Channel {
  readonly #options: ChannelOptions;
  readonly #onEnded: () => void;
  readonly #conversation: Conversation;
  readonly #calls = new CallTable<Done<never>>((done, error) => done(error, undefined));
  /** Requests that wait until fewer are under way. */
  #waiting: (() => void)[] = [];
  /** What is to be told in the next microtask. */
  #telling: (() => void)[] = [];
  #finishing = false;

  /** Throws UNAUTHENTICATED where `options.token` is unknown. */
  constructor(context: ConversationContext, options: ChannelOptions, onEnded: () => void) {
    this.#options = options;
    this.#onEnded = onEnded;
    this.#conversation = new Conversation(context, this.#answers(), () => this.#takeWaiting());
    if (options.token !== undefined) this.#conversation.resume(requireToken(options.token));
  }

  call: Channel['call'] = (name, request, done, token) => {
    const { ended } = this.#calls;
    if (ended !== undefined) {
      refuseSoon(ended, done);
      return;
    }
    const id = this.#calls.nextId();
    this.#calls.add(id, done as Done<never>);
    this.#request(id, () => {
      requireEncodable(`${operations[name].rpc}Request`, request);
      this.#conversation.call(id, name, token === undefined ? undefined : requireToken(token), request);
    });
  };

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    const start = (id: number): void =>
      this.#request(id, () => {
        requireEncodable('SubscribeRequest', request);
        this.#conversation.subscribe(id, undefined, request);
      });
    return this.#calls.subscribe(listener, start, (subscriptionId) => this.#unsubscribe(subscriptionId));
  }

  close(): void {
    this.#shut(new ChatError('UNAVAILABLE', 'the channel was closed'));
  }

  /** Takes nothing more, answers what is under way, then ends with UNAVAILABLE. */
  async finish(): Promise<void> {
    if (this.#calls.ended !== undefined) return;
    this.#finishing = true;
    await this.#conversation.idle();
    this.#tellAll();
    if (this.#calls.ended !== undefined) return;
    const error = new ChatError('UNAVAILABLE', 'the server is stopping');
    this.#shut(error);
    this.#options.onClosed?.(error);
  }

  /** Runs now, or once fewer requests are under way. After `finish` it is never run: the end of the channel answers. */
  #request(id: number, run: () => void): void {
    const take = (): void => {
      try {
        run();
      } catch (error) {
        this.#conversation.refuse(id, error);
      }
    };
    if (this.#finishing) return;
    if (this.#waiting.length > 0 || this.#conversation.mustWait) this.#waiting.push(take);
    else take();
  }

  #takeWaiting(): void {
    while (this.#waiting.length > 0 && !this.#finishing && !this.#conversation.mustWait) this.#waiting.shift()?.();
  }

  #unsubscribe(subscriptionId: number): void {
    const id = this.#calls.nextId();
    this.#request(id, () => this.#conversation.unsubscribe(id, { subscriptionId }));
  }

  #answers(): Answers {
    return {
      // Whoever listens takes a message by being called: nothing can pile up on the way.
      full: false,
      reply: (id, _name: ChatOperationName, reply) =>
        this.#tell(() => this.#calls.take(id)?.(undefined, reply as never)),
      unsubscribed: (id) => this.#tell(() => this.#calls.take(id)?.(undefined, {} as never)),
      refuse: (id, refusal) => this.#tell(() => this.#calls.refuse(id, refusal)),
      message: (id, message) => this.#tell(() => this.#calls.listener(id)?.message(message)),
      signal: (id, signal) => this.#tell(() => this.#calls.listener(id)?.signal(signal)),
      closed: (id, closed) => this.#tell(() => this.#calls.subscriptionClosed(id, closed)),
    };
  }

  #tell(event: () => void): void {
    if (this.#telling.length === 0) queueMicrotask(() => this.#tellAll());
    this.#telling.push(event);
  }

  #tellAll(): void {
    const events = this.#telling;
    this.#telling = [];
    for (const event of events) event();
  }

  #shut(error: ChatError): void {
    if (this.#calls.ended !== undefined) return;
    this.#waiting = [];
    this.#telling = [];
    this.#conversation.abandon();
    this.#onEnded();
    this.#calls.end(error);
  }
}
