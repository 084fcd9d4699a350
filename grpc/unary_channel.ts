/** A channel of one rpc a call: the way gRPC is used by default. Knows rpcs; the connection is watched by channel.ts. */

import { type Client, type ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { Channel, Done, SubscriptionListener } from '../shared/contract/channel_port.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import type { ChatOperations, SubscribeReply, SubscribeRequest } from '../shared/contract/contract.generated.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { requireToken } from '../shared/contract/scalars.ts';
import { CallTable, refuseSoon } from '../shared/front/call_table.ts';
import { decodeBytes, encodeBytes } from './codec.ts';
import type { MessageReader } from './message_reader.ts';
import { decodeSubscribeReply, encodeSubscribeRequest, operationCodecs } from './messages.generated.ts';
import { rpcs } from './service.ts';
import { errorOf } from './status.ts';

interface SubscriptionStream {
  readonly stream: ClientReadableStream<Buffer>;
  /** That of the last message, as far as it is known here. */
  position: number;
}

export class UnaryChannel implements Channel {
  readonly #client: Client;
  readonly #onClosed: (error: ChatError | undefined) => void;
  readonly #calls = new CallTable<Done<never>>((done, error) => done(error, undefined));
  readonly #streams = new Map<number, SubscriptionStream>();
  #token: string | undefined;
  #metadata = new Metadata();
  /** Set once the connection takes no further calls, while what is under way is waited for. */
  #ending: ChatError | undefined;

  constructor(client: Client, token: string | undefined, onClosed: (error: ChatError | undefined) => void) {
    this.#client = client;
    this.#onClosed = onClosed;
    this.#adopt(token);
  }

  /** Proves the token by an acknowledgement that changes nothing. */
  async ready(): Promise<void> {
    if (this.#token === undefined) return;
    await new Promise<void>((resolve, reject) => {
      this.call('acknowledge', { position: 0, ledgerId: '' }, (error) => (error ? reject(error) : resolve()));
    });
  }

  call<Name extends keyof ChatOperations>(
    name: Name,
    request: ChatOperations[Name]['request'],
    done: Done<ChatOperations[Name]['reply']>,
    token?: string,
  ): void {
    const ended = this.#calls.ended ?? this.#ending;
    if (ended !== undefined) {
      refuseSoon(ended, done);
      return;
    }
    // Which codec and operation belong together is known by `name`; a table of all names cannot say so in types.
    const encode = operationCodecs[name].encodeRequest as Parameters<typeof encodeBytes<typeof request>>[0];
    const decode = operationCodecs[name].decodeReply as (
      reader: MessageReader,
      end: number,
    ) => ChatOperations[Name]['reply'];
    let metadata = this.#metadata;
    let bytes: Buffer;
    try {
      if (token !== undefined) metadata = bearerMetadata(requireToken(token));
      bytes = encodeBytes(encode, request);
    } catch (error) {
      refuseSoon(error, done);
      return;
    }
    const id = this.#calls.nextId();
    this.#calls.add(id, done as Done<never>);
    const { path, requestSerialize, responseDeserialize } = rpcs[name];
    this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, metadata, (error, reply) => {
      // Not there any more: failed already, by the end of the channel.
      if (this.#calls.take(id) === undefined) return;
      if (error !== null || reply === undefined) done(error === null ? noReply() : errorOf(error), undefined);
      else this.#answered(decode, reply, done);
      this.#endWhenIdle();
    });
  }

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    if (this.#ending !== undefined) return { cancel: () => {} };
    return this.#calls.subscribe(
      listener,
      (id) => this.#openStream(id, request),
      (id) => this.#cancelStream(id, request),
    );
  }

  close(): void {
    this.#shut(new ChatError('UNAVAILABLE', 'the channel was closed'));
  }

  connectionEnded(error: ChatError): void {
    this.#ending ??= error;
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    if (this.#ending === undefined || this.#calls.unanswered > 0 || this.#streams.size > 0) return;
    this.fail(this.#ending);
  }

  fail(error: ChatError): void {
    if (this.#shut(error)) this.#onClosed(error);
  }

  /** False where it has ended already. */
  #shut(error: ChatError): boolean {
    if (this.#calls.ended !== undefined) return false;
    for (const { stream } of this.#streams.values()) stream.cancel();
    this.#calls.end(error);
    this.#client.close();
    return true;
  }

  #openStream(id: number, request: SubscribeRequest): void {
    const bytes = encodeBytes(encodeSubscribeRequest, request);
    const { path, requestSerialize, responseDeserialize } = rpcs.subscribe;
    const metadata = this.#metadata;
    const stream = this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, bytes, metadata);
    const subscription = { stream, position: request.after ?? 0 };
    this.#streams.set(id, subscription);
    stream.on('data', (data: Buffer) => {
      for (const { push } of this.#decode(data)?.pushes ?? []) {
        if (push?.case === 'message') {
          subscription.position = push.value.position;
          this.#calls.listener(id)?.message(push.value);
        } else if (push?.case === 'closed') this.#calls.subscriptionClosed(id, push.value);
        // Undefined is a push that a newer server invented: none of ours.
        else if (push !== undefined) this.#calls.listener(id)?.signal(push);
      }
    });
    stream.on('error', (fault: Parameters<typeof errorOf>[0]) => this.#streamEnded(id, errorOf(fault)));
    stream.on('end', () => this.#streamEnded(id, new ChatError('UNAVAILABLE', 'the server ended the stream')));
  }

  #streamEnded(id: number, error: ChatError): void {
    this.#streams.delete(id);
    // A stream that breaks takes the channel with it, which its owner is told of.
    const listener = this.#calls.takeListener(id);
    if (listener !== undefined && error.code === 'UNAVAILABLE') this.connectionEnded(error);
    else listener?.refused(error);
    this.#endWhenIdle();
  }

  #cancelStream(id: number, { ledgerId }: SubscribeRequest): void {
    const listener = this.#calls.takeListener(id);
    const subscription = this.#streams.get(id);
    if (listener === undefined || subscription === undefined) return;
    const { stream, position } = subscription;
    stream.cancel();
    // gRPC lets a server say nothing to a call that was cancelled: the position is as far as it is known here.
    const message = 'the client ended the subscription';
    queueMicrotask(() => listener.closed({ code: 'UNSUBSCRIBED', position, ledgerId, message }));
  }

  #answered<Reply extends ChatOperations[keyof ChatOperations]['reply']>(
    decode: (reader: MessageReader, end: number) => Reply,
    bytes: Buffer,
    done: Done<Reply>,
  ): void {
    let reply: Reply;
    try {
      reply = decodeBytes(decode, bytes, defaultLimits.frameBytesMax);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      done(error, undefined);
      return;
    }
    if ('token' in reply) this.#adopt(reply.token as string);
    done(undefined, reply);
  }

  #decode(bytes: Buffer): SubscribeReply | undefined {
    try {
      return decodeBytes(decodeSubscribeReply, bytes, defaultLimits.frameBytesMax);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      this.fail(error);
      return undefined;
    }
  }

  /** Further calls are made with that session's token. */
  #adopt(token: string | undefined): void {
    this.#token = token;
    this.#metadata = token === undefined ? new Metadata() : bearerMetadata(token);
  }
}

function bearerMetadata(token: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

function noReply(): ChatError {
  return new ChatError('INTERNAL', 'the call ended without a reply');
}
