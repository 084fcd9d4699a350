/** A channel of one rpc a call: the way gRPC is used by default. Knows rpcs; the connection is watched by channel.ts. */

import { type Client, type ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { Channel, Done, SubscriptionListener } from '../shared/contract/channel_port.ts';
import { ChatError, errorCodeOf } from '../shared/contract/chat_error.ts';
import type { ChatOperations, SubscribeReply, SubscribeRequest } from '../shared/contract/contract.generated.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { requireToken } from '../shared/contract/scalars.ts';
import { decodeBytes, encodeBytes } from './codec.ts';
import type { MessageReader } from './message_reader.ts';
import { decodeSubscribeReply, encodeSubscribeRequest, operationCodecs } from './messages.generated.ts';
import { rpcs } from './service.ts';
import { errorOf } from './status.ts';

export class UnaryChannel implements Channel {
  readonly #client: Client;
  readonly #onClosed: (error: ChatError | undefined) => void;
  readonly #streams = new Set<ClientReadableStream<Buffer>>();
  readonly #pending = new Set<(error: ChatError) => void>();
  #token: string | undefined;
  #metadata = new Metadata();
  /** Set once the connection takes no further calls, while what is under way is waited for. */
  #ending: ChatError | undefined;
  #closed: ChatError | undefined;

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
    const ended = this.#closed ?? this.#ending;
    if (ended !== undefined) {
      queueMicrotask(() => done(ended, undefined));
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
      if (!(error instanceof ChatError)) throw error;
      queueMicrotask(() => done(error, undefined));
      return;
    }
    const fail = (error: ChatError): void => done(error, undefined);
    this.#pending.add(fail);
    const { path, requestSerialize, responseDeserialize } = rpcs[name];
    this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, metadata, (error, reply) => {
      // Not there any more: failed already, by the end of the channel.
      if (!this.#pending.delete(fail)) return;
      if (error !== null || reply === undefined) fail(error === null ? noReply() : errorOf(error));
      else this.#answered(decode, reply, done);
      this.#endWhenIdle();
    });
  }

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    if (this.#closed !== undefined || this.#ending !== undefined) return { cancel: () => {} };
    const { path, requestSerialize, responseDeserialize } = rpcs.subscribe;
    let bytes: Buffer;
    try {
      bytes = encodeBytes(encodeSubscribeRequest, request);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      queueMicrotask(() => listener.refused(error));
      return { cancel: () => {} };
    }
    const stream = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      bytes,
      this.#metadata,
    );
    this.#streams.add(stream);
    let position = request.after ?? 0;
    let over = false;
    stream.on('data', (data: Buffer) => {
      for (const { push } of this.#decode(data)?.pushes ?? []) {
        if (over || this.#closed !== undefined) return;
        if (push?.case === 'message') {
          position = push.value.position;
          listener.message(push.value);
        } else if (push?.case === 'closed') {
          over = true;
          listener.closed({ ...push.value, code: errorCodeOf(push.value.code) });
        }
      }
    });
    const ended = (error: ChatError): void => {
      this.#streams.delete(stream);
      // A stream that breaks takes the channel with it, which its owner is told of.
      if (!over && error.code === 'UNAVAILABLE') this.connectionEnded(error);
      else if (!over && this.#closed === undefined) listener.refused(error);
      over = true;
      this.#endWhenIdle();
    };
    stream.on('error', (fault: Parameters<typeof errorOf>[0]) => ended(errorOf(fault)));
    stream.on('end', () => ended(new ChatError('UNAVAILABLE', 'the server ended the stream')));
    return {
      cancel: () => {
        if (over || this.#closed !== undefined) return;
        over = true;
        stream.cancel();
        // gRPC lets a server say nothing to a call that was cancelled: the position is as far as it is known here.
        const { ledgerId } = request;
        const message = 'the client ended the subscription';
        queueMicrotask(() => listener.closed({ code: 'UNSUBSCRIBED', position, ledgerId, message }));
      },
    };
  }

  close(): void {
    this.#shut(new ChatError('UNAVAILABLE', 'the channel was closed'));
  }

  connectionEnded(error: ChatError): void {
    this.#ending ??= error;
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    if (this.#ending !== undefined && this.#pending.size === 0 && this.#streams.size === 0) this.fail(this.#ending);
  }

  fail(error: ChatError): void {
    if (this.#closed !== undefined) return;
    this.#shut(error);
    this.#onClosed(error);
  }

  #shut(error: ChatError): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    for (const stream of this.#streams) stream.cancel();
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const fail of pending) fail(error);
    this.#client.close();
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
