/** A channel as tests want it: calls as promises, subscriptions that can be waited for. Never sleeps. */

import type { Channel, SubscriptionListener } from '../contract/channel_port.ts';
import { ChatError } from '../contract/chat_error.ts';
import type {
  ChatOperationName,
  ChatOperations,
  Message,
  SubscribeRequest,
  SubscriptionClosed,
} from '../contract/contract.generated.ts';
import type { Signal } from '../contract/core_port.ts';
import { emptyRequests, emptySubscription } from './requests.ts';

type SignalOf<Kind extends Signal['case']> = Extract<Signal, { readonly case: Kind }>['value'];

export class TestClient {
  readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  call<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
    token?: string,
  ): Promise<ChatOperations[Name]['reply']> {
    return new Promise((resolve, reject) => {
      const done = (error: ChatError | undefined, reply: ChatOperations[Name]['reply'] | undefined): void =>
        error === undefined && reply !== undefined ? resolve(reply) : reject(error);
      this.channel.call(name, request, done, token);
    });
  }

  /** The refusal of a call. Rejects where the call succeeds. */
  async refusal<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
    token?: string,
  ): Promise<ChatError> {
    const reply = await this.call(name, request, token).catch((error: unknown) => error);
    if (reply instanceof ChatError) return reply;
    throw new Error(`${name} was not refused: ${JSON.stringify(reply)}`);
  }

  /** The code of that refusal. */
  async code<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
    token?: string,
  ): Promise<string> {
    return (await this.refusal(name, request, token)).code;
  }

  /** A call that says only some of its fields. */
  ask<Name extends ChatOperationName>(
    name: Name,
    request: Partial<ChatOperations[Name]['request']> = {},
  ): Promise<ChatOperations[Name]['reply']> {
    return this.call(name, { ...emptyRequests[name], ...request });
  }

  /** The code with which such a call is refused. */
  refused<Name extends ChatOperationName>(
    name: Name,
    request: Partial<ChatOperations[Name]['request']> = {},
  ): Promise<string> {
    return this.code(name, { ...emptyRequests[name], ...request });
  }

  send(to: string, body: string, key = ''): Promise<ChatOperations['send']['reply']> {
    return this.call('send', { to, body, key, chat: '' });
  }

  subscribe(request: SubscribeRequest = emptySubscription): TestSubscription {
    const subscription = new TestSubscription();
    subscription.cancel = this.channel.subscribe(request, subscription).cancel;
    return subscription;
  }

  /** A subscription to new messages, and to signals of these kinds. */
  listen(...signals: readonly string[]): TestSubscription {
    return this.subscribe({ ...emptySubscription, signals });
  }

  /** Waits until the server has handled what was asked before, on this channel. */
  async settled(): Promise<void> {
    await this.call('serverInfo', {});
  }

  close(): void {
    this.channel.close();
  }
}

/** What came of a subscription so far. */
export class TestSubscription implements SubscriptionListener {
  readonly messages: Message[] = [];
  readonly signals: Signal[] = [];
  /** How it ended: a closing push, or a refusal. */
  readonly ended: Promise<SubscriptionClosed | ChatError>;
  cancel = (): void => {};
  /** Called with the end as soon as it comes. */
  onEnd: (end: SubscriptionClosed | ChatError) => void = () => {};
  #end: (end: SubscriptionClosed | ChatError) => void = () => {};
  #ends = 0;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  #told: () => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get bodies(): readonly string[] {
    return this.messages.map((message) => message.body);
  }

  get positions(): readonly number[] {
    return this.messages.map((message) => message.position);
  }

  /** How often the end was told. */
  get ends(): number {
    return this.#ends;
  }

  /** Resolves once that many messages have come, since the beginning. */
  async received(count: number): Promise<void> {
    if (this.messages.length < count) await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  /** The closing push. Rejects with the refusal where there is one instead. */
  async closing(): Promise<SubscriptionClosed> {
    const end = await this.ended;
    if (end instanceof ChatError) throw end;
    return end;
  }

  /** The refusal. Rejects where a closing push came instead. */
  async refusal(): Promise<ChatError> {
    const end = await this.ended;
    if (end instanceof ChatError) return end;
    throw new Error(`the subscription was closed, not refused: ${JSON.stringify(end)}`);
  }

  message(message: Message): void {
    this.messages.push(message);
    for (const { count, resolve } of this.#waiting) if (this.messages.length >= count) resolve();
  }

  signal(signal: Signal): void {
    this.signals.push(signal);
    this.#told();
  }

  /** What came of that kind. */
  signalled<Kind extends Signal['case']>(kind: Kind): readonly SignalOf<Kind>[] {
    return this.signals.flatMap((signal) => (signal.case === kind ? [signal.value as SignalOf<Kind>] : []));
  }

  /** Resolves with the first signal of that kind that fits, whether it has come already or not. One wait at a time. */
  async told<Kind extends Signal['case']>(
    kind: Kind,
    fits: (value: SignalOf<Kind>) => boolean = () => true,
  ): Promise<SignalOf<Kind>> {
    for (;;) {
      const found = this.signalled(kind).find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }

  closed(closed: SubscriptionClosed): void {
    this.#ended(closed);
  }

  refused(error: ChatError): void {
    this.#ended(error);
  }

  #ended(end: SubscriptionClosed | ChatError): void {
    this.#ends += 1;
    this.onEnd(end);
    this.#end(end);
  }
}
