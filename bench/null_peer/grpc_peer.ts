/**
 * A peer that speaks gRPC as cheaply as grpc-js can: handlers that take and give bytes, and answer from a can. Shows what a
 * load generator can do; checks nothing that it is sent. What is in a call is canned_calls.ts' to know.
 */

import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { rpcs } from '../../grpc/service.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { answerCall, type CallName, callFields, callNames, messageBytes } from './canned_calls.ts';
import { type NullAccount, NullChats, type NullMessage } from './null_chats.ts';
import { bytesOf, fieldsOf, messageOf, varintOf } from './protobuf.ts';

const bearer = 'Bearer ';
/** A reader that does not read is written to no further. */
const outputBytesMax = 67_108_864;
/** Of SessionReply, and of SubscribeReply: what they are made of. */
const partField = 1;
const noMetadata = new Metadata();

/** Resolves with the port, on the loopback interface. */
export function startGrpcPeer(): Promise<{ readonly port: number; readonly server: Server }> {
  const chats = new NullChats<Buffer>();
  const server = new Server({
    'grpc.max_receive_message_length': benchLimits.frameBytesMax * 2,
    'grpc.max_send_message_length': -1,
  });
  const unary = Object.fromEntries(callNames.map((name) => [name, unaryHandler(chats, name)]));
  const subscribe = (stream: ServerWritableStream<Buffer, Buffer>): void => serveSubscription(stream, chats);
  const outgoing = new Outgoing();
  const session = (stream: ServerDuplexStream<Buffer, Buffer>): void => {
    new SessionPeer(stream, chats, outgoing).begin();
  };
  server.addService(rpcs, { ...unary, subscribe, session });
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve({ port, server });
      else reject(error);
    });
  });
}

type UnaryHandler = (call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) => void;

function unaryHandler(chats: NullChats<Buffer>, name: CallName): UnaryHandler {
  return ({ request, metadata }, callback) => {
    const reply = answerCall(chats, name, accountOf(metadata, chats), request);
    if (reply === undefined) callback({ code: status.NOT_FOUND, details: 'not from this can' });
    else callback(null, reply.bytes);
  };
}

function serveSubscription(stream: ServerWritableStream<Buffer, Buffer>, chats: NullChats<Buffer>): void {
  const account = accountOf(stream.metadata, chats);
  if (account === undefined) {
    stream.emit('error', { code: status.UNAUTHENTICATED, details: 'not from this can' });
    return;
  }
  const deliver = (message: NullMessage<Buffer>): void => {
    if (stream.writableLength > outputBytesMax) return;
    stream.write(messageOf([{ number: partField, value: messageBytes(message) }]));
  };
  account.subscribers.add(deliver);
  const end = (): void => {
    account.subscribers.delete(deliver);
  };
  stream.on('cancelled', end);
  stream.on('error', end);
  stream.on('close', end);
}

function accountOf(metadata: Metadata, chats: NullChats<Buffer>): NullAccount<Buffer> | undefined {
  const value = metadata.get('authorization')[0];
  return typeof value === 'string' ? chats.ofToken(value.slice(bearer.length)) : undefined;
}

/** What one message of calls is answered with, on all streams that it concerns; one message each. */
class Outgoing {
  readonly #answers = new Map<ServerDuplexStream<Buffer, Buffer>, Buffer[]>();

  add(stream: ServerDuplexStream<Buffer, Buffer>, answer: Buffer): void {
    const answers = this.#answers.get(stream);
    if (answers === undefined) this.#answers.set(stream, [answer]);
    else answers.push(answer);
  }

  flush(): void {
    for (const [stream, answers] of this.#answers) {
      if (!stream.writable || stream.writableLength > outputBytesMax) continue;
      stream.write(messageOf(answers.map((value) => ({ number: partField, value }))));
    }
    this.#answers.clear();
  }
}

class SessionPeer {
  readonly #stream: ServerDuplexStream<Buffer, Buffer>;
  readonly #chats: NullChats<Buffer>;
  readonly #outgoing: Outgoing;
  #account: NullAccount<Buffer> | undefined;
  readonly #ends: (() => void)[] = [];

  constructor(stream: ServerDuplexStream<Buffer, Buffer>, chats: NullChats<Buffer>, outgoing: Outgoing) {
    this.#stream = stream;
    this.#chats = chats;
    this.#outgoing = outgoing;
    this.#account = accountOf(stream.metadata, chats);
  }

  begin(): void {
    const end = (): void => {
      for (const leave of this.#ends.splice(0)) leave();
    };
    this.#stream.on('data', (bytes: Buffer) => {
      for (const { value } of fieldsOf(bytes)) if (value instanceof Buffer) this.#answer(value);
      this.#outgoing.flush();
    });
    this.#stream.on('end', () => this.#stream.end());
    this.#stream.on('error', end);
    this.#stream.on('cancelled', end);
    this.#stream.on('close', end);
    // Told at once: the client waits for it.
    this.#stream.sendMetadata(noMetadata);
  }

  #answer(call: Buffer): void {
    const fields = fieldsOf(call);
    const id = varintOf(fields, 1);
    const token = bytesOf(fields, 2).toString();
    const asked = fields.find(({ number }) => number > 2);
    const account = token === '' ? this.#account : this.#chats.ofToken(token);
    if (asked?.number === callFields.subscribe) this.#subscribe(id, account);
    else if (asked?.number === callFields.unsubscribe) this.#add(id, callFields.unsubscribe, Buffer.alloc(0));
    else this.#reply(id, asked?.number ?? 0, account, asked?.value);
  }

  #reply(id: number, field: number, account: NullAccount<Buffer> | undefined, request: unknown): void {
    const name = callNames.find((each) => callFields[each] === field);
    const reply =
      name === undefined || !(request instanceof Buffer) ? undefined : answerCall(this.#chats, name, account, request);
    this.#account = reply?.account ?? this.#account;
    if (reply !== undefined) this.#add(id, field, reply.bytes);
    else this.#add(id, callFields.refusal, messageOf([{ number: 1, value: Buffer.from('NOT_FOUND') }]));
  }

  #add(id: number, field: number, value: Buffer): void {
    this.#outgoing.add(
      this.#stream,
      messageOf([
        { number: 1, value: id },
        { number: field, value },
      ]),
    );
  }

  #subscribe(id: number, account: NullAccount<Buffer> | undefined): void {
    if (account === undefined) {
      this.#reply(id, 0, undefined, undefined);
      return;
    }
    const deliver = (message: NullMessage<Buffer>): void => this.#add(id, callFields.push, messageBytes(message));
    account.subscribers.add(deliver);
    this.#ends.push(() => account.subscribers.delete(deliver));
  }
}
