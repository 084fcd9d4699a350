/** All that uses the server during an audit: a hundred senders, of every kind, some subscribers, groups and a desk. */

import { openGrpcChannel } from '../../../grpc/channel.ts';
import { connect, type Transport, transports } from '../../../shared/client/connect.ts';
import { openWireChannel } from '../../../wire/channel.ts';
import { BareWay } from './bare_way.ts';
import { Chance } from './chance.ts';
import { type ChatDrivers, startChatDrivers } from './chat_drivers.ts';
import { lastingClient, libraryWay } from './library_way.ts';
import type { LoadOptions } from './load_messages.ts';
import { SendLogWriter } from './send_log.ts';
import { Sender, type SendWay } from './sender.ts';
import { accountName, accountOf, sendersPerAccount, sendOf } from './sends.ts';
import { Subscriber } from './subscriber.ts';

const host = '127.0.0.1';
/** A hash takes its time: more at once are refused. */
const accountsAtOnce = 8;

export class Senders {
  readonly tokens: readonly string[];
  readonly chatTokens: Readonly<Record<string, string>>;
  readonly #drivers: readonly { drain(): Promise<void> }[];
  readonly #senders: readonly Sender[];
  readonly #subscribers: readonly Subscriber[];

  private constructor(
    tokens: readonly string[],
    chats: ChatDrivers,
    senders: readonly Sender[],
    subscribers: readonly Subscriber[],
  ) {
    this.tokens = tokens;
    this.chatTokens = chats.tokens;
    this.#drivers = chats.drivers;
    this.#senders = senders;
    this.#subscribers = subscribers;
  }

  static async start(options: LoadOptions): Promise<Senders> {
    const { senders: count, subscribers: subscriberCount, seed } = options;
    const log = new SendLogWriter(options.log);
    const tokens = await newAccounts(options);
    const tokenOf = (account: number): string => tokens[account] as string;
    const subscribers = await Promise.all(
      Array.from({ length: subscriberCount }, (_, account) => subscriberOf(options, account, tokenOf(account), log)),
    );
    const ways = await Promise.all(
      Array.from({ length: count }, (_, sender) => wayOf(options, sender, tokenOf(accountOf(sender)), log)),
    );
    const senders = ways.map((way, sender) => new Sender(sender, tokens.length, way, log, new Chance(seed + sender)));
    const chats = await startChatDrivers(options, log);
    return new Senders(tokens, chats, senders, subscribers);
  }

  async round(): Promise<void> {
    await Promise.all(this.#senders.map((sender) => sender.round()));
  }

  async drain(): Promise<void> {
    await Promise.all([...this.#senders, ...this.#drivers].map((each) => each.drain()));
  }

  /** `newest` by account. */
  async deliver(newest: readonly number[]): Promise<void> {
    await Promise.all(this.#subscribers.map((subscriber) => subscriber.received(newest[subscriber.account] ?? 0)));
  }
}

function addressOf({ ports }: LoadOptions, transport: Transport): string {
  return `${transport}://${host}:${ports[transport]}`;
}

async function newAccounts(options: LoadOptions): Promise<readonly string[]> {
  const names = Array.from({ length: options.senders / sendersPerAccount }, (_, account) => accountName(account));
  const tokens: string[] = [];
  while (tokens.length < names.length) {
    const some = names.slice(tokens.length, tokens.length + accountsAtOnce);
    tokens.push(...(await Promise.all(some.map((name) => newAccount(addressOf(options, 'wire'), name)))));
  }
  return tokens;
}

async function newAccount(address: string, name: string): Promise<string> {
  using client = await connect(address);
  return (await client.createAccount(name, 'a password')).token;
}

async function subscriberOf(
  options: LoadOptions,
  account: number,
  token: string,
  log: SendLogWriter,
): Promise<Subscriber> {
  const who = `the subscriber of ${accountName(account)}`;
  const transport = transports[account % transports.length] as Transport;
  const client = await lastingClient(addressOf(options, transport), token, who, log);
  return new Subscriber(account, client, ({ position, body }) => {
    const id = sendOf(body);
    if (id === undefined) log.write({ type: 'fault', text: `${who} was handed ${JSON.stringify(body)}` });
    else log.write({ type: 'delivered', ...id, account, position });
  });
}

/** Of ten senders six use wire, which costs a small machine less; five of them the client library, which repeats. */
function wayOf(options: LoadOptions, sender: number, token: string, log: SendLogWriter): SendWay | Promise<SendWay> {
  const wire = { host, port: options.ports.wire };
  const grpc = { host, port: options.ports.grpc };
  switch (sender % 10) {
    case 0:
    case 3:
    case 6:
      return libraryWay(addressOf(options, 'wire'), token, sender, log);
    case 1:
    case 4:
      return libraryWay(addressOf(options, 'grpc'), token, sender, log);
    case 2:
    case 5:
    case 8:
      return new BareWay((channel) => openWireChannel(wire, channel), 8, token, sender, log);
    case 7:
      return new BareWay((channel) => openGrpcChannel(grpc, { ...channel, calls: 'session' }), 8, token, sender, log);
    default:
      // Calls of their own have no order among them.
      return new BareWay((channel) => openGrpcChannel(grpc, { ...channel, calls: 'unary' }), 1, token, sender, log);
  }
}
