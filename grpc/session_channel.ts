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
import { answerFault, CallTable, refuseSoon } from '../shared/front/call_table.ts';
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
  readonly #calls = new CallTable<Done<never>>((done, error) => done(error, undefined));

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
      this.#stream.once('end', () => reject(this.#calls.ended));
    });
  }

  call: Channel['call'] = (name, request, done, token) => {
    // Which case and request belong together is known by `name`; a union of all cases cannot say so in types.
    this.#request(token, { case: name, value: request } as CallRequest, done as Done<never>);
  };

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    return this.#calls.subscribe(
      listener,
      (id) => this.#output.write(encodeBoundedCall, { id, token: '', request: { case: 'subscribe', value: request } }),
      (subscriptionId) => this.#request(undefined, { case: 'unsubscribe', value: { subscriptionId } }, () => {}),
    );
  }

  close(): void {
    this.#shut(new ChatError('UNAVAILABLE', 'the channel was closed'));
  }

  /** Nothing to do: where the connection breaks the stream fails, and where the server stops it ends the stream itself. */
  connectionEnded(): void {}

  fail(error: ChatError): void {
    if (this.#shut(error)) this.#onClosed(error);
  }

  /** False where it has ended already. */
  #shut(error: ChatError): boolean {
    if (this.#calls.ended !== undefined) return false;
    this.#output.end();
    this.#stream.end();
    this.#calls.end(error);
    this.#client.close();
    // A server that does not answer must not keep the connection, and with it this process.
    setTimeout(() => this.#stream.cancel(), closeMs).unref();
    return true;
  }

  #request(token: string | undefined, request: CallRequest, done: Done<never>): void {
    const { ended } = this.#calls;
    if (ended !== undefined) {
      refuseSoon(ended, done);
      return;
    }
    const id = this.#calls.nextId();
    try {
      this.#output.write(encodeBoundedCall, { id, token: token === undefined ? '' : requireToken(token), request });
    } catch (error) {
      refuseSoon(error, done);
      return;
    }
    this.#calls.add(id, done);
  }

  #onData(bytes: Buffer): void {
    try {
      const { answers } = decodeBytes(decodeSessionReply, bytes, defaultLimits.frameBytesMax);
      for (const answer of answers) this.#onAnswer(answer);
    } catch (error) {
      this.fail(answerFault(error));
    }
  }

  #onAnswer({ id, answer }: Answer): void {
    if (answer?.case === 'push') this.#onPush(id, answer.value);
    else if (answer?.case === 'refusal') this.#calls.refuse(id, toldRefusal(answer.value));
    else this.#calls.take(id)?.(undefined, answer?.value as never);
  }

  #onPush(id: number, { push }: Push): void {
    if (push?.case === 'message') this.#calls.listener(id)?.message(push.value);
    else if (push?.case === 'closed') this.#calls.subscriptionClosed(id, push.value);
    // Undefined is a push that a newer server invented: none of ours.
    else if (push !== undefined) this.#calls.listener(id)?.signal(push);
  }
}

/** FRAME_TOO_LARGE for the one call, before the server ends the stream, and every other call, over it. */
function encodeBoundedCall(call: Call, writer: Writer): Writer {
  const start = writer.len;
  const encoded = encodeCall(call, writer);
  if (encoded.len - start <= callBytesMax) return encoded;
  throw new ChatError('FRAME_TOO_LARGE', `a call may have ${callBytesMax} bytes`);
}

function toldRefusal({ code, message, retryAfterMs }: Refusal): ChatError {
  return new ChatError(errorCodeOf(code), message, { retryAfterMs });
}
