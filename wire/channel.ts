/**
 * The client's half of the wire front: one connection that carries many calls and subscriptions. Knows frames and
 * heartbeats; nothing of reconnecting.
 */

import { connect, type Socket } from 'node:net';
import type { Channel, ChannelOptions, Done, Endpoint, SubscriptionListener } from '../shared/contract/channel_port.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import {
  type HelloReply,
  type Operations,
  operations,
  pushOpcodes,
  type SubscribeRequest,
} from '../shared/contract/contract.generated.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { requireToken } from '../shared/contract/scalars.ts';
import { contractVersion, version } from '../shared/contract/version.ts';
import { answerFault, CallTable, refuseSoon } from '../shared/front/call_table.ts';
import type { FieldReader } from './fields.ts';
import {
  addChecksum,
  checksumFeature,
  connectionToken,
  damageOf,
  decodeError,
  decodeReplyFrame,
  encodeRequestFrame,
  removeChecksum,
} from './frame.ts';
import { FrameSplitter } from './frame_splitter.ts';
import {
  decodeMessage,
  decodeSubscriptionClosed,
  encodeSubscribeRequest,
  operationCodecs,
} from './messages.generated.ts';
import { Output } from './output.ts';
import { decodeSignal } from './signals.ts';

export interface WireChannelOptions extends ChannelOptions {
  /** Adds a checksum to every frame after HELLO. Default false. */
  readonly checksums?: boolean;
}

/** A call without an answer. */
interface Pending {
  readonly decodeReply: (fields: FieldReader) => unknown;
  readonly done: Done<never>;
}

/** See OpenChannel. */
export async function openWireChannel(endpoint: Endpoint, options: WireChannelOptions = {}): Promise<Channel> {
  const socket = connect({ ...endpoint, noDelay: true });
  const channel = new WireChannel(socket, options);
  const timer = setTimeout(() => channel.fail(unavailable('connecting took too long')), options.connectMs ?? 10_000);
  const giveUp = (): void => channel.fail(unavailable('connecting was given up'));
  options.signal?.addEventListener('abort', giveUp);
  try {
    await channel.hello(options.token, options.checksums === true);
  } catch (error) {
    channel.close();
    throw error;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', giveUp);
  }
  return channel;
}

class WireChannel implements Channel {
  readonly #socket: Socket;
  readonly #options: WireChannelOptions;
  readonly #output: Output;
  readonly #frames = new FrameSplitter(defaultLimits.frameBytesMax);
  readonly #calls = new CallTable<Pending>(({ done }, error) => done(error, undefined));
  /** How long a frame the server takes. */
  #frameBytesMax: number = defaultLimits.frameBytesMax;
  #checksums = false;
  /** Set once HELLO is answered: from then on the owner is told of the end. */
  #ready = false;
  #heartbeat: NodeJS.Timeout | undefined;
  #lastReadMs = Date.now();

  constructor(socket: Socket, options: WireChannelOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#output = new Output(socket, () => {});
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Where a name has several addresses, and all fail, the error has no message of its own.
      this.fail(unavailable(`the connection failed: ${error.message || error.code}`, error));
    });
    socket.on('close', () => this.fail(unavailable('the server closed the connection')));
  }

  hello(token: string | undefined, checksums: boolean): Promise<HelloReply> {
    const request = {
      versionMin: contractVersion,
      versionMax: contractVersion,
      client: `duet/${version}`,
      features: checksums ? [checksumFeature] : [],
    };
    return new Promise((resolve, reject) => {
      this.#request('hello', request, token, (error, reply) => {
        if (error !== undefined || reply === undefined) return reject(error);
        this.#ready = true;
        this.#checksums = reply.features.includes(checksumFeature);
        this.#frameBytesMax = reply.limits.find(({ name }) => name === 'frame_bytes_max')?.value ?? this.#frameBytesMax;
        // Never less than usual: a server with narrow bounds for what it reads may have more to say.
        this.#frames.frameBytesMax = Math.max(this.#frameBytesMax, defaultLimits.frameBytesMax);
        this.#beat(reply.heartbeatMs);
        resolve(reply);
      });
    });
  }

  call: Channel['call'] = (name, request, done, token) => {
    this.#request(name, request, token, done);
  };

  subscribe(request: SubscribeRequest, listener: SubscriptionListener): { cancel(): void } {
    return this.#calls.subscribe(
      listener,
      (id) => {
        const fields = encodeSubscribeRequest(request);
        const frame = encodeRequestFrame(operations.subscribe.opcode, id, connectionToken, fields);
        requireFrameBytes(frame, this.#frameBytesMax);
        this.#write(frame);
      },
      (subscriptionId) => this.#request('unsubscribe', { subscriptionId }, undefined, () => {}),
    );
  }

  close(): void {
    this.#shut(unavailable('the channel was closed'));
    this.#output.flush();
    this.#socket.end();
    this.#socket.destroySoon();
  }

  /** Ends the channel for that reason. */
  fail(error: ChatError): void {
    const first = this.#calls.ended === undefined;
    this.#shut(error);
    this.#socket.destroy();
    if (first && this.#ready) this.#options.onClosed?.(error);
  }

  #shut(error: ChatError): void {
    clearInterval(this.#heartbeat);
    this.#calls.end(error);
  }

  #request<Name extends keyof Operations>(
    name: Name,
    request: Operations[Name]['request'],
    token: string | undefined,
    done: Done<Operations[Name]['reply']>,
  ): void {
    const { ended } = this.#calls;
    if (ended !== undefined) {
      refuseSoon(ended, done);
      return;
    }
    const codec = operationCodecs[name];
    const id = this.#calls.nextId();
    // Which request and reply belong together is known by `name`; a table of all names cannot say so in types.
    const encode = codec.encodeRequest as (request: Operations[Name]['request']) => string;
    let frame: string;
    try {
      const tokenField = token === undefined ? connectionToken : requireToken(token);
      frame = encodeRequestFrame(operations[name].opcode, id, tokenField, encode(request));
      requireFrameBytes(frame, this.#frameBytesMax);
    } catch (error) {
      refuseSoon(error, done);
      return;
    }
    this.#calls.add(id, { decodeReply: codec.decodeReply, done: done as Done<never> });
    this.#write(frame);
  }

  #write(frame: string): void {
    this.#output.write(this.#checksums ? addChecksum(frame) : frame);
  }

  #onData(chunk: Buffer): void {
    this.#lastReadMs = Date.now();
    try {
      this.#frames.push(chunk);
      for (let text = this.#nextText(); text !== undefined; text = this.#nextText()) this.#onFrame(text);
    } catch (error) {
      this.fail(answerFault(error));
    }
  }

  #nextText(): string | undefined {
    try {
      return this.#frames.next();
    } catch (error) {
      throw (this.#checksums ? damageOf(error) : undefined) ?? error;
    }
  }

  #onFrame(text: string): void {
    const { opcode, id, fields } = decodeReplyFrame(this.#checksums ? removeChecksum(text) : text);
    if (opcode === 'OK') this.#onReply(id, fields);
    else if (opcode === pushOpcodes.message) this.#calls.listener(id)?.message(decodeMessage(fields));
    else if (opcode === 'ERR') this.#onError(id, decodeError(fields));
    else if (opcode === pushOpcodes.closed) this.#calls.subscriptionClosed(id, decodeSubscriptionClosed(fields));
    else this.#onSignal(id, opcode, fields);
  }

  #onSignal(id: number, opcode: string, fields: FieldReader): void {
    const signal = decodeSignal(opcode, fields);
    // A push that a newer server invented is none of ours.
    if (signal !== undefined) this.#calls.listener(id)?.signal(signal);
  }

  #onReply(id: number, fields: FieldReader): void {
    const pending = this.#calls.take(id);
    if (pending === undefined) return;
    let reply: unknown;
    try {
      reply = pending.decodeReply(fields);
    } catch (error) {
      // Then it is one of those that the end of the channel answers.
      this.#calls.add(id, pending);
      throw error;
    }
    pending.done(undefined, reply as never);
  }

  #onError(id: number, error: ChatError): void {
    this.#calls.refuse(id, error);
    // With id 0 the server speaks of the connection, and ends it.
    if (id === 0) this.fail(error);
  }

  /** Says PING once a heartbeat, and gives up when nothing has come for three. */
  #beat(heartbeatMs: number): void {
    if (heartbeatMs === 0) return;
    this.#heartbeat = setInterval(() => {
      if (Date.now() - this.#lastReadMs > heartbeatMs * 3) this.fail(unavailable('the server has fallen silent'));
      else this.#request('ping', {}, undefined, () => {});
    }, heartbeatMs);
    this.#heartbeat.unref();
  }
}

/** FRAME_TOO_LARGE for the one request, before the server ends the connection, and every other call, over it. */
function requireFrameBytes(frame: string, bytesMax: number): void {
  // UTF-8 has at most three bytes for a UTF-16 code unit: most frames need not be measured.
  if (frame.length * 3 <= bytesMax || Buffer.byteLength(frame) <= bytesMax) return;
  throw new ChatError('FRAME_TOO_LARGE', `a frame may have ${bytesMax} bytes`);
}

function unavailable(message: string, cause?: unknown): ChatError {
  return new ChatError('UNAVAILABLE', message, { cause });
}
