/** A channel of one Session stream: many calls and pushes in flight, as on a wire connection. */

import { type Client, type ClientDuplexStream, Metadata } from '@grpc/grpc-js';
import type { Writer } from 'protobufjs/minimal.js';
import type { Channel, Done, SubscriptionListener } from '../shared/contract/channel_port.ts';
import { ChatError, errorCodeOf } from '../shared/contract/chat_error.ts';
import type {
  Answer,
  Call,
  CallRequest,
  Push,
  Refusal,
  SubscribeRequest,
} from '../shared/contract/contract.generated.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { requireToken } from '../shared/contract/scalars.ts';
import { decodeBytes } from './codec.ts';
import { decodeSessionReply, encodeCall } from './messages.generated.ts';
import { Output } from './output.ts';
import { rpcs } from './service.ts';
import { errorOf } from './status.ts';

/** How long a server may take to end its side of a stream that was closed. */
const closeMs = 1_000;

/** The longest call: a message of the stream holds one, beside others that are small. */
const callBytesMax = defaultLimits.frameBytesMax - 65_536;

export class SessionChannel implements Channel {
  readonly #client: Client;
  readonly #stream: ClientDuplexStream<Buffer, Buffer>;
  readonly #onClosed: (error: ChatError | undefined) => void;
  readonly #output: Output;
  readonly #pending = new Map<number, Done<never>>();
  readonly #listeners = new Map<number, SubscriptionListener>();
  #lastId = 0;
  #closed: ChatError | undefined;

  constructor(client: Client, token: string | undefined, onClosed: (error: ChatError | undefined) => void) {
    this.#client = client;
    this.#onClosed = onClosed;
    const metadata = new Metadata();
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    const { path, requestSerialize, responseDeserialize } = rpcs.session;
    this.#stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
    this.#output = new Output(this.#stream, () => {});
    this.#stream.on('data', (bytes: Buffer) => this.#onData(bytes));
    this.#stream.on('error', (fault: Parameters<typeof errorOf>[0]) => this.fail(errorOf(fault)));
    this.#stream.on('end', () => this.fail(new ChatError('UNAVAILABLE', 'the server ended the stream')));
  }

  /** The server's metadata comes as soon as it has taken the stream, and the token. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.once('metadata', () => resolve());
      this.#stream.once('error', (fault: Parameters<typeof errorOf>[0]) => reject(errorOf(fault)));
      this.#stream.once('end', () => reject(this.#closed));
    });
  }

  call: Channel['call'] = (name, request, done, token) => {
    // Which case and request belong together is known by `name`; a union of all cases cannot say so in types.
    this.#request(token, { case: name, value: request } as CallRequest, done as Done<never>);
  };

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    const id = this.#nextId();
    if (this.#closed !== undefined) return { cancel: () => {} };
    try {
      this.#output.write(encodeCall, { id, token: '', request: { case: 'subscribe', value: request } });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      queueMicrotask(() => listener.refused(error));
      return { cancel: () => {} };
    }
    this.#listeners.set(id, listener);
    return { cancel: () => this.#unsubscribe(id) };
  }

  close(): void {
    this.#shut(new ChatError('UNAVAILABLE', 'the channel was closed'));
  }

  /** Nothing to do: where the connection breaks the stream fails, and where the server stops it ends the stream itself. */
  connectionEnded(): void {}

  fail(error: ChatError): void {
    if (this.#closed !== undefined) return;
    this.#shut(error);
    this.#onClosed(error);
  }

  #shut(error: ChatError): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    this.#output.end();
    this.#stream.end();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#listeners.clear();
    for (const done of pending) done(error, undefined);
    this.#client.close();
    // A server that does not answer must not keep the connection, and with it this process.
    setTimeout(() => this.#stream.cancel(), closeMs).unref();
  }

  #request(token: string | undefined, request: CallRequest, done: Done<never>): void {
    if (this.#closed !== undefined) {
      const error = this.#closed;
      queueMicrotask(() => done(error, undefined));
      return;
    }
    const id = this.#nextId();
    try {
      this.#output.write(encodeBoundedCall, { id, token: token === undefined ? '' : requireToken(token), request });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      queueMicrotask(() => done(error, undefined));
      return;
    }
    this.#pending.set(id, done);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #unsubscribe(subscriptionId: number): void {
    if (!this.#listeners.has(subscriptionId)) return;
    this.#request(undefined, { case: 'unsubscribe', value: { subscriptionId } }, () => {});
  }

  #onData(bytes: Buffer): void {
    try {
      const { answers } = decodeBytes(decodeSessionReply, bytes, defaultLimits.frameBytesMax);
      for (const answer of answers) this.#onAnswer(answer);
    } catch (error) {
      const refusal =
        error instanceof ChatError
          ? error
          : new ChatError('INTERNAL', 'an answer could not be handled', { cause: error });
      this.fail(refusal);
    }
  }

  #onAnswer({ id, answer }: Answer): void {
    if (answer?.case === 'push') {
      this.#onPush(id, answer.value);
      return;
    }
    const done = this.#pending.get(id);
    this.#pending.delete(id);
    if (answer?.case === 'refusal') this.#onRefusal(id, answer.value, done);
    else done?.(undefined, answer?.value as never);
  }

  #onRefusal(id: number, refusal: Refusal, done: Done<never> | undefined): void {
    const error = new ChatError(errorCodeOf(refusal.code), refusal.message, { retryAfterMs: refusal.retryAfterMs });
    const listener = this.#listeners.get(id);
    this.#listeners.delete(id);
    done?.(error, undefined);
    listener?.refused(error);
  }

  #onPush(id: number, { push }: Push): void {
    const listener = this.#listeners.get(id);
    if (push?.case === 'message') listener?.message(push.value);
    if (push?.case !== 'closed') return;
    this.#listeners.delete(id);
    listener?.closed({ ...push.value, code: errorCodeOf(push.value.code) });
  }
}

/** FRAME_TOO_LARGE for the one call, before the server ends the stream, and every other call, over it. */
function encodeBoundedCall(call: Call, writer: Writer): Writer {
  const start = writer.len;
  const encoded = encodeCall(call, writer);
  if (encoded.len - start <= callBytesMax) return encoded;
  throw new ChatError('FRAME_TOO_LARGE', `a call may have ${callBytesMax} bytes`);
}
