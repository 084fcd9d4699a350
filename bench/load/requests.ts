/**
 * Makes requests of every operation, and checks every reply and every delivery. Knows channels and slots; nothing of
 * when requests are made. Invariant: a request is done once, and only with what it asked for; anything else fails.
 */

import type { ChatError } from '../../shared/contract/chat_error.ts';
import type { HistoryReply, LoginReply, Message, SendReply } from '../../shared/contract/contract.generated.ts';
import type { Contender } from '../plan/contenders.ts';
import type { Operation, Workload } from '../plan/workload.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { type Client, type Clients, historyMessages, type Lane, password } from './clients.ts';
import type { Payloads } from './payloads.ts';
import { refused } from './refused.ts';
import { slotsMax, UnderWay } from './under_way.ts';

/** The loop that requests are made for. */
export interface RequestsOwner {
  /** Its stamps are still in the slot. `refused`: the server said that it was too busy. */
  done(slot: number, refused: boolean): void;
  /** That connection has room for a further request. */
  free(connection: number, nowMs: number): void;
  failed(error: Error): void;
}

/** Fits every operation: which reply belongs to which is known by the slot. */
type AnyDone = (error: ChatError | undefined, reply: object | undefined) => void;

export class Requests {
  readonly underWay: UnderWay;
  /** Whom requests are made for now. */
  owner: RequestsOwner = { done: () => {}, free: () => {}, failed: () => {} };
  readonly #clients: Clients;
  readonly #payloads: Payloads;
  /** Whether the transport promises that what is sent first arrives first: rpcs of their own are not ordered. */
  readonly #ordered: boolean;
  readonly #dones: (AnyDone | undefined)[];
  readonly #sequences: Float64Array;
  /** Of each connection: the highest position that a reply told. */
  readonly #positions: Float64Array;
  /** Of each receiver: the position of the last delivery. And of each connection's messages to it, the last sequence. */
  readonly #deliveredPositions: Float64Array;
  readonly #deliveredSequences: Float64Array;
  readonly #senderInboxes: Acknowledgements;
  readonly #absentInboxes: Acknowledgements;
  readonly #receiverInboxes: Acknowledgements;

  constructor(contender: Contender, workload: Workload, clients: Clients, payloads: Payloads) {
    const { lanes, receivers, absent } = clients;
    this.#clients = clients;
    this.#payloads = payloads;
    this.#ordered = contender !== 'grpcUnary';
    this.underWay = new UnderWay(lanes.length);
    this.#dones = new Array<AnyDone | undefined>(lanes.length * slotsMax);
    this.#sequences = new Float64Array(lanes.length);
    this.#positions = new Float64Array(lanes.length);
    this.#deliveredPositions = new Float64Array(receivers.length);
    this.#deliveredSequences = new Float64Array(receivers.length * lanes.length);
    const failed = (error: Error): void => this.owner.failed(error);
    const senders = lanes.flatMap(({ sender }) => (sender === undefined ? [] : [sender]));
    this.#senderInboxes = new Acknowledgements(senders, workload, failed);
    this.#absentInboxes = new Acknowledgements(absent, workload, failed);
    this.#receiverInboxes = new Acknowledgements(receivers, workload, failed);
  }

  /** The next request begins the measured part. */
  beginPart(): void {
    this.#payloads.restart();
  }

  /** False, and nothing is done, where every body is under way. The connection has to have a free slot. */
  start(connection: number, operation: Operation, chat: number, intendedMs: number, dueMs: number): boolean {
    const { underWay } = this;
    const slot = underWay.take(connection);
    const withBody = operation === 'send' || operation === 'deliver';
    const body = withBody ? this.#payloads.take(slot) : -1;
    if (withBody && body === -1) {
      underWay.release(slot);
      return false;
    }
    underWay.operations[slot] = operation;
    underWay.chats[slot] = chat;
    underWay.bodies[slot] = body;
    underWay.floors[slot] = this.#positions[connection] as number;
    underWay.intendedMs[slot] = intendedMs;
    underWay.dueMs[slot] = dueMs;
    if (withBody) {
      const sequence = (this.#sequences[connection] as number) + 1;
      this.#sequences[connection] = sequence;
      underWay.sequences[slot] = sequence;
    }
    this.#call(connection, operation, slot, body);
    return true;
  }

  #call(connection: number, operation: Operation, slot: number, bodyIndex: number): void {
    const { channel, history, login } = this.#lane(connection);
    const { calledMs } = this.underWay;
    const done = this.#doneOf(slot);
    switch (operation) {
      case 'ping':
        calledMs[slot] = performance.now();
        channel.call('serverInfo', {}, done);
        break;
      case 'send':
      case 'deliver': {
        const to = this.#recipient(slot, operation).name;
        const request = { to, body: this.#payloads.body(bodyIndex), key: '', chat: '' };
        calledMs[slot] = performance.now();
        channel.call('send', request, done);
        break;
      }
      case 'history': {
        const chat = history?.messages[0]?.chat ?? '';
        const request = { chat, before: 0, limit: historyMessages, ledgerId: '', after: undefined };
        calledMs[slot] = performance.now();
        channel.call('history', request, done);
        break;
      }
      case 'login':
        calledMs[slot] = performance.now();
        login?.channel.call('login', { name: login.name, password }, done);
        break;
      default:
        throw new Error(`no such operation: ${operation satisfies never}`);
    }
  }

  /** One for each slot, made once. */
  #doneOf(slot: number): AnyDone {
    this.#dones[slot] ??= (error, reply) => {
      const nowMs = performance.now();
      try {
        if (error !== undefined) this.#onError(slot, error, nowMs);
        else this.#onReply(slot, reply ?? {}, nowMs);
      } catch (fault) {
        this.owner.failed(fault as Error);
      }
    };
    return this.#dones[slot];
  }

  #onError(slot: number, error: ChatError, nowMs: number): void {
    const { code, message } = error;
    if (code === 'RESOURCE_EXHAUSTED' || code === 'DEADLINE_EXCEEDED') this.#end(slot, true, nowMs);
    else if (code === 'UNAVAILABLE') throw new Error(`the server went away: ${message}`);
    else throw refused(`${this.underWay.operations[slot]} was answered with ${code}: ${message}`);
  }

  #onReply(slot: number, reply: object, nowMs: number): void {
    const operation = this.underWay.operations[slot] as Operation;
    const lane = this.#lane(Math.floor(slot / slotsMax));
    switch (operation) {
      case 'ping': {
        const { version, ledgerId, limits } = reply as Lane['info'];
        const { info } = lane;
        const same = version === info.version && ledgerId === info.ledgerId && limits.length === info.limits.length;
        if (!same) throw refused('the server said of itself what it had not said before');
        break;
      }
      case 'history':
        if (!samePage(reply as HistoryReply, lane.history)) throw refused('a page of history was another');
        break;
      case 'login': {
        const { account, token } = reply as LoginReply;
        if (account !== lane.login?.name || token === '') throw refused(`a login as ${account} came back`);
        break;
      }
      case 'send':
      case 'deliver':
        this.#onSent(slot, operation, reply as SendReply, nowMs);
        return;
      default:
        throw new Error(`no such operation: ${operation satisfies never}`);
    }
    this.#end(slot, false, nowMs);
  }

  #onSent(slot: number, operation: 'send' | 'deliver', { position }: SendReply, nowMs: number): void {
    const connection = Math.floor(slot / slotsMax);
    const last = this.#positions[connection] as number;
    // Replies that came before it was called had lower positions. Of later ones nothing is said: they come in any order
    // (wire_design.md §2.7), and over a ledger that takes its time they do.
    const floor = this.underWay.floors[slot] as number;
    if (!(position > floor)) throw refused(`a message was said to be at ${position}, after one at ${floor}`);
    this.#positions[connection] = Math.max(last, position);
    this.#senderInboxes.note(connection, position);
    if (operation === 'send') {
      this.#absentInboxes.note(this.#recipientIndex(slot), position);
      this.#end(slot, false, nowMs);
      return;
    }
    this.underWay.replied[slot] = position;
    this.#endDelivered(slot);
  }

  /** A message came to that receiver. */
  onMessage(receiver: number, message: Message): void {
    const nowMs = performance.now();
    try {
      this.#onDelivered(receiver, message, nowMs);
    } catch (fault) {
      this.owner.failed(fault as Error);
    }
  }

  #onDelivered(receiver: number, { position, sender, body }: Message, nowMs: number): void {
    const { underWay } = this;
    const last = this.#deliveredPositions[receiver] as number;
    if (!(position > last)) throw refused(`a message at ${position} was delivered after one at ${last}`);
    this.#deliveredPositions[receiver] = position;
    const slot = this.#payloads.ownerOf(body);
    if (slot === -1) throw refused(`a message at ${position} was delivered that nobody had sent so`);
    const connection = Math.floor(slot / slotsMax);
    const right =
      underWay.operations[slot] === 'deliver' &&
      underWay.delivered[slot] === 0 &&
      this.#recipientIndex(slot) === receiver &&
      this.#lane(connection).sender?.name === sender;
    if (!right) throw refused(`a message at ${position} was delivered twice, or to or from somebody else`);
    const way = receiver * this.#clients.lanes.length + connection;
    const sequence = underWay.sequences[slot] as number;
    const before = this.#deliveredSequences[way] as number;
    if (this.#ordered && sequence <= before) throw refused(`message ${sequence} was delivered after ${before}`);
    this.#deliveredSequences[way] = sequence;
    underWay.delivered[slot] = position;
    underWay.receivedMs[slot] = nowMs;
    this.#receiverInboxes.note(receiver, position);
    this.#endDelivered(slot);
  }

  /** Reply and delivery come over two connections, in any order; the latter is what counts. */
  #endDelivered(slot: number): void {
    const { replied, delivered, receivedMs } = this.underWay;
    if (replied[slot] === 0 || delivered[slot] === 0) return;
    if (replied[slot] !== delivered[slot]) {
      throw refused(`a message was said to be at ${replied[slot]}, and delivered at ${delivered[slot]}`);
    }
    this.#end(slot, false, receivedMs[slot] as number);
  }

  #end(slot: number, wasRefused: boolean, receivedMs: number): void {
    const { underWay } = this;
    underWay.receivedMs[slot] = receivedMs;
    this.owner.done(slot, wasRefused);
    const body = underWay.bodies[slot] as number;
    if (body !== -1) this.#payloads.release(body);
    underWay.release(slot);
    this.owner.free(Math.floor(slot / slotsMax), performance.now());
  }

  #lane(connection: number): Lane {
    return this.#clients.lanes[connection] as Lane;
  }

  #recipientIndex(slot: number): number {
    const { receivers, absent } = this.#clients;
    return (
      (Math.floor(slot / slotsMax) + (this.underWay.chats[slot] as number)) % Math.max(receivers.length, absent.length)
    );
  }

  #recipient(slot: number, operation: 'send' | 'deliver'): Client {
    const { receivers, absent } = this.#clients;
    return (operation === 'deliver' ? receivers : absent)[this.#recipientIndex(slot)] as Client;
  }
}

function samePage({ messages }: HistoryReply, expected: HistoryReply | undefined): boolean {
  if (expected === undefined || messages.length !== expected.messages.length) return false;
  return messages.every(({ position, body }, index) => {
    const other = expected.messages[index];
    return position === other?.position && body === other.body;
  });
}
