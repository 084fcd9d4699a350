/**
 * A workload's requests to a core in the same process, over no transport: what is left of a message when nothing has to
 * be encoded or carried. The accounts are those of the load generator. Knows a ledger; nothing of bytes.
 */

import type { LedgerOptions } from '../../cli/duet_server.ts';
import type { Channel } from '../../shared/contract/channel_port.ts';
import type { ChatOperationName, Message, SendReply } from '../../shared/contract/contract.generated.ts';
import { Acknowledgements } from '../load/acknowledgements.ts';
import { type Clients, historyMessages, type Lane, openClients, password } from '../load/clients.ts';
import { Payloads } from '../load/payloads.ts';
import type { Operation, Workload } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import type { Exchange } from './exchange.ts';
import { startInProcessServer } from './in_process_server.ts';
import { OperationCycle } from './operation_cycle.ts';

/** So many requests are made in one turn of the event loop, and answered before the next. */
const requestsPerTurn = 32;

interface Asked {
  readonly operation: Operation;
  readonly name: ChatOperationName;
  readonly request: object;
  readonly channel: Channel;
  /** Of a message: whose inboxes it comes to, among the senders, and among the recipients. */
  readonly lane: number;
  readonly recipient: number;
}

export class InProcessChat {
  readonly #cycle: OperationCycle;
  readonly #clients: Clients;
  readonly #payloads: Payloads;
  readonly #inboxes: Readonly<Record<'sender' | 'send' | 'deliver', Acknowledgements>>;
  readonly #stop: () => Promise<void>;
  #count = 0;
  readonly #told: { turn: Turn };

  private constructor(
    workload: Workload,
    clients: Clients,
    payloads: Payloads,
    told: { turn: Turn },
    stop: () => Promise<void>,
  ) {
    this.#cycle = new OperationCycle(workload.mix);
    this.#clients = clients;
    this.#payloads = payloads;
    this.#told = told;
    this.#stop = stop;
    const failed = (error: Error): void => told.turn.failed(error);
    const { lanes, absent, receivers } = clients;
    const senders = lanes.flatMap(({ sender }) => (sender === undefined ? [] : [sender]));
    this.#inboxes = {
      sender: new Acknowledgements(senders, workload, failed),
      send: new Acknowledgements(absent, workload, failed),
      deliver: new Acknowledgements(receivers, workload, failed),
    };
  }

  /** `hashes`: passwords are hashed as by the product; else cheaply, where no login is measured. */
  static async start(workload: Workload, ledger: LedgerOptions, seed: number, hashes = false): Promise<InProcessChat> {
    const server = startInProcessServer(ledger, hashes);
    const payloads = new Payloads(workload.payload, new SeededRandom(seed).fork('payloads'), workload.connections);
    // Whoever waits at the time is told of what comes.
    const told = { turn: idle };
    const failed = (error: Error): void => told.turn.failed(error);
    const clients = await openClients({
      workload,
      prefix: 'core',
      payloads,
      open: (onClosed) => server.front.open({ onClosed }),
      onMessage: (_receiver, message) => told.turn.message(message),
      onFailed: failed,
    });
    const stop = async (): Promise<void> => {
      clients.close();
      await server.close();
    };
    void server.failed.then(failed);
    return new InProcessChat(workload, clients, payloads, told, stop);
  }

  /** So many requests, as the mix has them. Each reply is there when this resolves, and each delivery. */
  async run(messages: number): Promise<void> {
    for (let left = messages; left > 0; left -= requestsPerTurn) {
      const operations = Array.from({ length: Math.min(left, requestsPerTurn) }, () => this.#cycle.next());
      await this.#turnOf(operations);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** One request after another, and what came of each. */
  async record(operation: Operation, count: number): Promise<readonly Exchange[]> {
    const exchanges: Exchange[] = [];
    for (let index = 0; index < count; index += 1) exchanges.push(...(await this.#turnOf([operation])));
    return exchanges;
  }

  async close(): Promise<void> {
    this.#told.turn = idle;
    await this.#stop();
  }

  async #turnOf(operations: readonly Operation[]): Promise<readonly Exchange[]> {
    const turn = new RunningTurn(operations.length, operations.filter((operation) => operation === 'deliver').length);
    this.#told.turn = turn;
    for (const operation of operations) {
      const asked = this.#ask(operation);
      asked.channel.call(asked.name, asked.request as never, (error, reply) => {
        if (reply === undefined) turn.failed(error ?? new Error('a call had neither error nor reply'));
        else {
          this.#noteSent(asked, reply);
          turn.replied(asked, reply);
        }
      });
    }
    return turn.done;
  }

  #ask(operation: Operation): Asked {
    const { lanes, receivers, absent } = this.#clients;
    const lane = this.#count % lanes.length;
    const body = this.#payloads.body(this.#count % this.#payloads.count);
    this.#count += 1;
    const { channel, history, login } = lanes[lane] as Lane;
    const recipients = operation === 'deliver' ? receivers : absent;
    const recipient = recipients.length === 0 ? 0 : this.#count % recipients.length;
    const asked = { operation, channel, lane, recipient };
    switch (operation) {
      case 'ping':
        return { ...asked, name: 'serverInfo', request: {} };
      case 'send':
      case 'deliver':
        return { ...asked, name: 'send', request: { to: recipients[recipient]?.name ?? '', body, key: '', chat: '' } };
      case 'history': {
        const chat = history?.messages[0]?.chat ?? '';
        return {
          ...asked,
          name: 'history',
          request: { chat, before: 0, limit: historyMessages, ledgerId: '', after: undefined },
        };
      }
      case 'login': {
        const request = { name: login?.name ?? '', password };
        return { ...asked, channel: login?.channel ?? channel, name: 'login', request };
      }
      default:
        throw new Error(`no such operation: ${operation satisfies never}`);
    }
  }

  #noteSent({ operation, lane, recipient }: Asked, reply: object): void {
    if (operation !== 'send' && operation !== 'deliver') return;
    const { position } = reply as SendReply;
    this.#inboxes.sender.note(lane, position);
    this.#inboxes[operation].note(recipient, position);
  }
}

interface Turn {
  message(message: Message): void;
  failed(error: Error): void;
}

/** Nothing is under way: what happens then is nobody's. */
const idle: Turn = { message: () => {}, failed: () => {} };

/** Done when so many replies and deliveries have come. */
class RunningTurn implements Turn {
  readonly #replies: { readonly asked: Asked; readonly reply: object }[] = [];
  readonly #pushes = new Map<number, Message>();
  readonly #repliesMax: number;
  readonly #pushesMax: number;
  readonly #done = Promise.withResolvers<readonly Exchange[]>();

  constructor(repliesMax: number, pushesMax: number) {
    this.#repliesMax = repliesMax;
    this.#pushesMax = pushesMax;
  }

  get done(): Promise<readonly Exchange[]> {
    return this.#done.promise;
  }

  replied(asked: Asked, reply: object): void {
    this.#replies.push({ asked, reply });
    this.#endWhenAllThere();
  }

  message(message: Message): void {
    this.#pushes.set(message.position, message);
    this.#endWhenAllThere();
  }

  failed(error: Error): void {
    this.#done.reject(error);
  }

  #endWhenAllThere(): void {
    if (this.#replies.length < this.#repliesMax || this.#pushes.size < this.#pushesMax) return;
    const exchanges = this.#replies.map(({ asked: { operation, name, request }, reply }): Exchange => {
      const push = operation === 'deliver' ? this.#pushes.get((reply as SendReply).position) : undefined;
      return { operation, name, request, reply, push };
    });
    const wrong = exchanges.find(({ operation, request, push }) => {
      return operation === 'deliver' && push?.body !== (request as { readonly body: string }).body;
    });
    if (wrong === undefined) this.#done.resolve(exchanges);
    else this.failed(new Error('a message was delivered as another than was sent'));
  }
}
