/**
 * A peer that speaks wire as cheaply as can be: a bare TCP server that cuts at LF and TAB and answers from a can. Bodies
 * go through as the bytes that came, escapes and all. Shows what a load generator can do; checks nothing that it is sent.
 */

import { createServer, type Server, type Socket } from 'node:net';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { publishedLimits } from '../../shared/contract/limits.ts';
import { contractVersion, version } from '../../shared/contract/version.ts';
import { decodeRequestFrame, encodeErrorFrame } from '../../wire/frame.ts';
import {
  decodeHistoryRequest,
  encodeCreateAccountReply,
  encodeHelloReply,
  encodeServerInfoReply,
} from '../../wire/messages.generated.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { type Deliver, type NullAccount, NullChats, type NullMessage, nullLedgerId } from './null_chats.ts';

/** Bodies stay as they are where each byte is one character. */
const encoding = 'latin1';
const lineFeed = 10;
/** A reader that does not read is written to no further. */
const outputBytesMax = 67_108_864;

const limits = publishedLimits(benchLimits);
const cannedHello = encodeHelloReply({
  version: contractVersion,
  features: [],
  server: 'null',
  limits,
  heartbeatMs: benchLimits.heartbeatMs,
});
const cannedInfo = encodeServerInfoReply({
  version,
  contractVersion,
  ledgerId: nullLedgerId,
  uptimeMs: 1,
  limits,
});

/** Resolves with the port, on the loopback interface. */
export function startWirePeer(): Promise<{ readonly port: number; readonly server: Server }> {
  const chats = new NullChats<string>();
  const outgoing = new Outgoing();
  const server = createServer({ noDelay: true }, (socket) => serve(socket, chats, outgoing));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, server });
    });
  });
}

/** What one chunk of requests is answered with, on all sockets that it concerns; one write each. */
class Outgoing {
  readonly #texts = new Map<Socket, string>();

  add(socket: Socket, frame: string): void {
    this.#texts.set(socket, (this.#texts.get(socket) ?? '') + frame);
  }

  flush(): void {
    for (const [socket, text] of this.#texts) {
      if (socket.writable && socket.writableLength < outputBytesMax) socket.write(text, encoding);
    }
    this.#texts.clear();
  }
}

function serve(socket: Socket, chats: NullChats<string>, outgoing: Outgoing): void {
  const connection = new PeerConnection(socket, chats, outgoing);
  let partial: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(lineFeed);
    if (end === -1) {
      partial.push(chunk);
      return;
    }
    partial.push(chunk.subarray(0, end));
    const whole = partial.length === 1 ? partial[0] : Buffer.concat(partial);
    partial = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    for (const line of whole?.toString(encoding).split('\n') ?? []) connection.answer(line);
    outgoing.flush();
  });
  socket.on('error', () => {});
  socket.on('close', () => connection.end());
}

class PeerConnection {
  readonly #socket: Socket;
  readonly #chats: NullChats<string>;
  readonly #outgoing: Outgoing;
  readonly #subscriptions = new Map<
    string,
    { readonly account: NullAccount<string>; readonly deliver: Deliver<string> }
  >();
  #account: NullAccount<string> | undefined;

  constructor(socket: Socket, chats: NullChats<string>, outgoing: Outgoing) {
    this.#socket = socket;
    this.#chats = chats;
    this.#outgoing = outgoing;
  }

  answer(line: string): void {
    const reply = this.#replyTo(line);
    if (reply !== undefined) this.#outgoing.add(this.#socket, reply);
  }

  end(): void {
    for (const id of this.#subscriptions.keys()) this.#unsubscribe(id);
  }

  #accountOf(token: string): NullAccount<string> | undefined {
    return token === '-' ? this.#account : this.#chats.ofToken(token);
  }

  /** A frame is opcode, version, id, token, then the fields of the request (wire_design.md §3, §5). */
  #replyTo(line: string): string | undefined {
    const [opcode, , id = '0', token = '-', first = '', second = ''] = line.split('\t');
    switch (opcode) {
      case 'SEND': {
        const sender = this.#accountOf(token);
        if (sender === undefined) return refusal(id);
        const { position, timeMs, chat } = this.#chats.send(sender, first, second);
        return reply(id, `\t${position}\t${timeMs}\t${chat}`);
      }
      case 'PING':
        return reply(id, '');
      case 'INFO':
        return reply(id, cannedInfo);
      case 'ACK':
        return reply(id, `\t${first}`);
      case 'HISTORY':
        return reply(id, this.#history(line));
      case 'HELLO':
        this.#account = this.#chats.ofToken(token) ?? this.#account;
        return reply(id, cannedHello);
      case 'CREATE':
      case 'LOGIN':
        this.#account = this.#chats.account(first);
        return reply(id, encodeCreateAccountReply(this.#chats.session(this.#account)));
      case 'LOGOUT':
        return reply(id, '');
      case 'SUBSCRIBE':
        return this.#subscribe(id, token);
      case 'UNSUBSCRIBE':
        this.#unsubscribe(first);
        return reply(id, '');
      default:
        return refusal(id);
    }
  }

  #history(line: string): string {
    const { chat, limit } = decodeHistoryRequest(decodeRequestFrame(line).fields);
    const messages = this.#chats.history(chat, limit);
    // A page: rows of five columns, then whether there is more (wire_design.md §4.6).
    return `\t${messages.length}\t5${messages.map(messageFields).join('')}\t0`;
  }

  /** Nothing is replied to it but pushes. */
  #subscribe(id: string, token: string): string | undefined {
    const account = this.#accountOf(token);
    if (account === undefined) return refusal(id);
    const deliver = (message: NullMessage<string>): void =>
      this.#outgoing.add(this.#socket, `MESSAGE\t1\t${id}${messageFields(message)}\n`);
    account.subscribers.add(deliver);
    this.#subscriptions.set(id, { account, deliver });
    return undefined;
  }

  #unsubscribe(id: string): void {
    const subscription = this.#subscriptions.get(id);
    subscription?.account.subscribers.delete(subscription.deliver);
    this.#subscriptions.delete(id);
  }
}

function reply(id: string, fields: string): string {
  return `OK\t1\t${id}${fields}\n`;
}

function refusal(id: string): string {
  return encodeErrorFrame(Number(id), new ChatError('NOT_FOUND', 'not from this can'));
}

function messageFields({ position, chat, sender, timeMs, body }: NullMessage<string>): string {
  return `\t${position}\t${chat}\t${sender}\t${timeMs}\t${body}`;
}
