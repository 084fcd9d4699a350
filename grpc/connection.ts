/**
 * One Session stream, on the server: reads calls, has them answered, writes the answers. Knows the stream's messages;
 * what they ask for is the conversation's concern. Invariant: it reads no further while too much is under way or
 * unwritten.
 */

import type { ServerDuplexStream } from '@grpc/grpc-js';
import { ChatError, refusalOf } from '../shared/contract/chat_error.ts';
import type { Answer, AnswerAnswer, Call, Refusal } from '../shared/contract/contract.generated.ts';
import { type Answers, Conversation, type ConversationContext } from '../shared/front/conversation.ts';
import { ConnectionTape, type PushTapes } from '../shared/front/push_tape.ts';
import { decodeBytes } from './codec.ts';
import { decodeSessionRequest, encodeAnswer } from './messages.generated.ts';
import { Output } from './output.ts';
import { statusOf } from './status.ts';

export interface ConnectionContext extends ConversationContext {
  /** What is pushed to many streams; see `newTapes`. */
  readonly tapes: PushTapes<Buffer>;
}

export class Connection {
  readonly #stream: ServerDuplexStream<Buffer, Buffer>;
  readonly #context: ConnectionContext;
  readonly #output: Output;
  readonly #conversation: Conversation;
  readonly #tape: ConnectionTape<Buffer>;
  /** Calls that were read, and how many of them have been taken; the others have to wait. */
  #calls: readonly Call[] = [];
  #taken = 0;
  /** The client has ended its half; calls that wait are still to be answered. */
  #inputEnded = false;
  #ending = false;

  /** `token` resumes a session; throws UNAUTHENTICATED where it is unknown. */
  constructor(stream: ServerDuplexStream<Buffer, Buffer>, context: ConnectionContext, token: string | undefined) {
    this.#stream = stream;
    this.#context = context;
    this.#tape = new ConnectionTape(context.tapes);
    this.#output = new Output(stream, () => this.#conversation.drained());
    this.#conversation = new Conversation(context, this.#answers(), () => this.#goOn());
    if (token !== undefined) this.#conversation.resume(token);
    stream.on('data', (bytes: Buffer) => this.#onData(bytes));
    stream.on('end', () => {
      this.#inputEnded = true;
      if (!this.#callsWait) void this.finish();
    });
    // What went wrong with a stream is told by its close, which follows; there is nobody else to tell.
    stream.on('error', () => {});
    stream.on('close', () => this.#abandon());
    stream.on('cancelled', () => this.#abandon());
  }

  /** Reads nothing more, answers what is under way, then ends. */
  async finish(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    await this.#conversation.idle();
    this.#output.end();
    this.#conversation.abandon();
    this.#stream.end();
  }

  get #callsWait(): boolean {
    return this.#taken < this.#calls.length;
  }

  #onData(bytes: Buffer): void {
    if (this.#ending) return;
    try {
      const { calls } = decodeBytes(decodeSessionRequest, bytes, this.#context.limits.frameBytesMax);
      this.#calls = this.#callsWait ? [...this.#calls.slice(this.#taken), ...calls] : calls;
      this.#taken = 0;
      this.#takeCalls();
    } catch (error) {
      this.#fail(refusalOf(error, 'reading a Session stream', this.#context.environment));
    }
  }

  /** Takes calls until there is none, or until answers pile up; then the rest waits, and the stream with it. */
  #takeCalls(): void {
    while (this.#callsWait && !this.#ending && !this.#conversation.mustWait) {
      const call = this.#calls[this.#taken] as Call;
      this.#taken += 1;
      this.#onCall(call);
    }
    if (this.#callsWait) {
      this.#stream.pause();
    } else {
      this.#calls = [];
      this.#taken = 0;
    }
  }

  #goOn(): void {
    if (!this.#callsWait || this.#ending) return;
    this.#takeCalls();
    if (this.#callsWait) return;
    if (this.#inputEnded) void this.finish();
    else this.#stream.resume();
  }

  #onCall({ id, token, request }: Call): void {
    try {
      if (id === 0) throw new ChatError('MALFORMED', 'the id is a whole number from 1 on');
      this.#answer(id, token === '' ? undefined : token, request);
    } catch (error) {
      this.#conversation.refuse(id, error);
    }
  }

  #answer(id: number, token: string | undefined, request: Call['request']): void {
    if (request === undefined) throw new ChatError('UNKNOWN_OPERATION', 'the call holds no request known here');
    switch (request.case) {
      case 'subscribe':
        this.#conversation.subscribe(id, token, request.value);
        break;
      case 'unsubscribe':
        this.#conversation.unsubscribe(id, request.value);
        break;
      default:
        this.#conversation.call(id, request.case, token, request.value);
    }
  }

  #answers(): Answers {
    const output = this.#output;
    return {
      get full(): boolean {
        return output.full;
      },
      // Which case and reply belong together is known by `name`; a union of all cases cannot say so in types.
      reply: (id, name, reply) => this.#write({ id, answer: { case: name, value: reply } as AnswerAnswer }),
      unsubscribed: (id) => this.#write({ id, answer: { case: 'unsubscribe', value: {} } }),
      refuse: (id, refusal) => this.#write({ id, answer: { case: 'refusal', value: refusalMessage(refusal) } }),
      message: (id, message) => output.push(this.#tape.of(id), message),
      signal: (id, push) => this.#write({ id, answer: { case: 'push', value: { push } } }),
      closed: (id, value) => this.#write({ id, answer: { case: 'push', value: { push: { case: 'closed', value } } } }),
    };
  }

  #write(answer: Answer): void {
    this.#output.write(encodeAnswer, answer);
  }

  /** Ends the stream with a status that says what is wrong with it. */
  #fail(error: ChatError): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#output.end();
    this.#conversation.abandon();
    this.#stream.emit('error', statusOf(error));
  }

  #abandon(): void {
    this.#ending = true;
    this.#conversation.abandon();
  }
}

function refusalMessage({ code, retryable, retryAfterMs, message }: ChatError): Refusal {
  return { code, retryable, retryAfterMs, message: message.toWellFormed() };
}
