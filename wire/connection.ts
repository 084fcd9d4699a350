/**
 * One client's connection, on the server: reads frames, has them answered, writes the answers. Knows frames; what they
 * ask for is the conversation's concern. Invariant: it reads no further while too much is under way or unwritten.
 */

import type { Socket } from 'node:net';
import { ChatError, refusalOf } from '../shared/contract/chat_error.ts';
import { pushOpcodes } from '../shared/contract/contract.generated.ts';
import type { Environment } from '../shared/contract/environment.ts';
import { publishedLimits } from '../shared/contract/limits.ts';
import { contractVersion, version } from '../shared/contract/version.ts';
import { type Answers, Conversation, type ConversationContext } from '../shared/front/conversation.ts';
import { ConnectionTape, type PushTapes } from '../shared/front/push_tape.ts';
import {
  addChecksum,
  checksumFeature,
  connectionToken,
  damageOf,
  decodeRequestFrame,
  encodeErrorFrame,
  encodePushFrame,
  encodeReplyFrame,
  FrameError,
  type RequestFrame,
  removeChecksum,
} from './frame.ts';
import { FrameSplitter } from './frame_splitter.ts';
import { hangUp } from './hang_up.ts';
import {
  decodeHelloRequest,
  decodePingRequest,
  decodeSubscribeRequest,
  decodeUnsubscribeRequest,
  encodeHelloReply,
  encodePingReply,
  encodeSubscriptionClosed,
  encodeUnsubscribeReply,
  operationCodecs,
} from './messages.generated.ts';
import { operationOf } from './opcodes.ts';
import { Output } from './output.ts';
import { encodeMessagePush } from './pushes.ts';
import { encodeSignal } from './signals.ts';

export interface ConnectionContext extends ConversationContext {
  readonly environment: Environment;
  /** What is pushed to many connections; see `newTapes`. */
  readonly tapes: PushTapes<string>;
}

export class Connection {
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #output: Output;
  readonly #frames: FrameSplitter;
  readonly #conversation: Conversation;
  readonly #tape: ConnectionTape<string>;
  #checksums = false;
  #paused = false;
  /** The client has said all it will say; frames that wait are still to be answered. */
  #inputEnded = false;
  /** Set once nothing more is read: the end has been told, or the server is stopping. */
  #ending = false;
  #lastSignMs: number;

  constructor(socket: Socket, context: ConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#tape = new ConnectionTape(context.tapes);
    this.#frames = new FrameSplitter(context.limits.frameBytesMax);
    this.#output = new Output(socket, () => {
      // While it is written to, a connection may not be read: that it takes what is written is a sign of life, too.
      this.#lastSignMs = context.environment.now();
      this.#conversation.drained();
    });
    this.#conversation = new Conversation(context, this.#answers(), () => this.#goOn());
    this.#lastSignMs = context.environment.now();
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => {
      this.#inputEnded = true;
      if (!this.#paused) void this.#answerAllThenEnd();
    });
    // What went wrong with a socket is told by its close, which follows; there is nobody else to tell.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#ending = true;
      this.#conversation.abandon();
    });
  }

  /** Closes a connection that has been silent for too long. */
  closeIfSilent(nowMs: number, silentMs: number): void {
    const silent = nowMs - this.#lastSignMs > silentMs;
    if (silent) this.#fail(new ChatError('DEADLINE_EXCEEDED', `no frame for ${silentMs} ms`));
  }

  /** Reads nothing more, answers what is under way, then ends. Resolves when the socket has closed. */
  async finish(): Promise<void> {
    if (this.#socket.destroyed) return;
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#ending = true;
    this.#socket.pause();
    await this.#conversation.idle();
    this.#end();
    await closed;
  }

  /** Ends at once, whatever is under way. */
  destroy(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    if (this.#ending) return;
    this.#lastSignMs = this.#context.environment.now();
    this.#frames.push(chunk);
    this.#readFrames();
  }

  /** The client says nothing more, but may still wait for answers: `printf ... | nc` does. */
  async #answerAllThenEnd(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    await this.#conversation.idle();
    this.#end();
  }

  /** Reads frames until there is none, or until answers pile up; then the rest waits with the socket. */
  #readFrames(): void {
    try {
      while (!this.#ending) {
        if (this.#conversation.mustWait) {
          this.#paused = true;
          this.#socket.pause();
          return;
        }
        if (!this.#readFrame()) return;
      }
    } catch (error) {
      this.#fail(refusalOf(error, 'reading frames', this.#context.environment));
    }
  }

  /** False where there is no whole frame. */
  #readFrame(): boolean {
    let text: string | undefined;
    try {
      text = this.#frames.next();
    } catch (error) {
      const damage = this.#checksums ? damageOf(error) : undefined;
      if (damage === undefined) throw error;
      this.#conversation.refuse(damage.id, damage);
      return true;
    }
    if (text === undefined) return false;
    this.#onFrame(text);
    return true;
  }

  #goOn(): void {
    if (!this.#paused || this.#ending || this.#conversation.mustWait) return;
    this.#paused = false;
    this.#readFrames();
    if (this.#paused) return;
    if (this.#inputEnded) void this.#answerAllThenEnd();
    else this.#socket.resume();
  }

  #onFrame(text: string): void {
    let id = 0;
    try {
      const frame = decodeRequestFrame(this.#checksums ? removeChecksum(text) : text);
      id = frame.id;
      this.#answer(frame);
    } catch (error) {
      this.#conversation.refuse(error instanceof FrameError ? error.id : id, error);
    }
  }

  #answer(frame: RequestFrame): void {
    const { id, fields } = frame;
    if (frame.version !== contractVersion) throw unsupportedVersion(`version ${frame.version}`);
    const name = operationOf(frame.opcode);
    const token = frame.token === connectionToken ? undefined : frame.token;
    switch (name) {
      case 'hello':
        this.#hello(id, token, fields);
        break;
      case 'ping':
        decodePingRequest(fields);
        this.#write(encodeReplyFrame(id, encodePingReply({})));
        break;
      case 'subscribe':
        this.#conversation.subscribe(id, token, decodeSubscribeRequest(fields));
        break;
      case 'unsubscribe':
        this.#conversation.unsubscribe(id, decodeUnsubscribeRequest(fields));
        break;
      default:
        this.#conversation.call(id, name, token, operationCodecs[name].decodeRequest(fields));
    }
  }

  #hello(id: number, token: string | undefined, fields: RequestFrame['fields']): void {
    const { versionMin, versionMax, features } = decodeHelloRequest(fields);
    if (versionMin > contractVersion || versionMax < contractVersion) {
      throw unsupportedVersion(`versions ${versionMin} to ${versionMax}`);
    }
    if (token !== undefined) this.#conversation.resume(token);
    const agreed = features.includes(checksumFeature) ? [checksumFeature] : [];
    const reply = {
      version: contractVersion,
      features: agreed,
      server: `duet/${version}`,
      limits: publishedLimits(this.#context.limits),
      heartbeatMs: this.#context.limits.heartbeatMs,
    };
    this.#write(encodeReplyFrame(id, encodeHelloReply(reply)));
    // From the next frame on: this reply went out as the client expects it.
    this.#checksums = agreed.length > 0;
  }

  #answers(): Answers {
    const output = this.#output;
    return {
      get full(): boolean {
        return output.full;
      },
      reply: (id, name, reply) => {
        // Which codec and reply belong together is known by `name`; a table of all names cannot say so in types.
        const encode = operationCodecs[name].encodeReply as (reply: unknown) => string;
        this.#write(encodeReplyFrame(id, encode(reply)));
      },
      unsubscribed: (id) => this.#write(encodeReplyFrame(id, encodeUnsubscribeReply({}))),
      refuse: (id, refusal) => this.#write(encodeErrorFrame(id, refusal)),
      message: (id, message) => {
        // A checksum is for one connection's way: its frames are its own.
        if (this.#checksums) this.#write(encodeMessagePush(id, message));
        else output.push(this.#tape.of(id), message);
      },
      signal: (id, signal) => this.#write(encodePushFrame(pushOpcodes[signal.case], id, encodeSignal(signal))),
      closed: (id, closed) => this.#write(encodePushFrame(pushOpcodes.closed, id, encodeSubscriptionClosed(closed))),
    };
  }

  #write(frame: string): void {
    this.#output.write(this.#checksums ? addChecksum(frame) : frame);
  }

  /** Tells the client what is wrong with the connection itself, then ends it. */
  #fail(error: ChatError): void {
    if (this.#ending) return;
    this.#write(encodeErrorFrame(0, error));
    this.#end();
  }

  #end(): void {
    this.#ending = true;
    this.#output.flush();
    this.#conversation.abandon();
    hangUp(this.#socket, this.#context.environment, this.#context.limits.hangUpMs);
  }
}

function unsupportedVersion(asked: string): ChatError {
  const range = `versions ${contractVersion} to ${contractVersion}`;
  return new ChatError('UNSUPPORTED_VERSION', `${asked}: this server speaks ${range}`);
}
