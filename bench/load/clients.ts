/**
 * The clients of one load process: connections, accounts, subscriptions, and what `history` reads. Knows the channel's
 * port and what a workload needs; nothing of schedules.
 */

import type { Channel } from '../../shared/contract/channel_port.ts';
import type { HistoryReply, Message, ServerInfoReply } from '../../shared/contract/contract.generated.ts';
import type { Workload } from '../plan/workload.ts';
import { call } from './call.ts';
import type { Payloads } from './payloads.ts';
import { refused } from './refused.ts';

export const password = 'a password of the bench';
/** On a page. */
export const historyMessages = 50;
const historyBytesMax = 1_000_000;

/** An account, and the connection that speaks for it. */
export interface Client {
  readonly channel: Channel;
  readonly name: string;
  readonly token: string;
  readonly ledgerId: string;
}

/** One connection that requests are spread over, and what belongs to it. What the workload has no use for is undefined. */
export interface Lane {
  readonly channel: Channel;
  readonly sender: Client | undefined;
  readonly info: ServerInfoReply;
  /** Logs in over a connection of its own, where there is other work: a login changes whose the connection is. */
  readonly login: Client | undefined;
  readonly history: HistoryReply | undefined;
}

export interface Clients {
  readonly lanes: readonly Lane[];
  /** The recipients of `deliver`, which have a subscriber, and of `send`, which have none. */
  readonly receivers: readonly Client[];
  readonly absent: readonly Client[];
  readonly sockets: number;
  close(): void;
}

export interface ClientsOptions {
  readonly workload: Workload;
  /** Begins every account's name. */
  readonly prefix: string;
  readonly payloads: Payloads;
  /** Opens a connection. `onClosed` is told where it ends by itself. */
  readonly open: (onClosed: () => void) => Promise<Channel>;
  readonly onMessage: (receiver: number, message: Message) => void;
  readonly onFailed: (error: Error) => void;
}

/** How many accounts requests are sent to: each connection has `chats` of them, and each of them a connection. */
function recipientsOf({ connections, chats }: Workload): number {
  return Math.max(connections, chats);
}

/** Rejects, and leaves nothing open, where a connection or an account cannot be had. */
export async function openClients(options: ClientsOptions): Promise<Clients> {
  const { workload, prefix, onFailed } = options;
  const channels = new Set<Channel>();
  const close = (): void => {
    for (const channel of channels) channel.close();
  };
  const open = async (): Promise<Channel> => {
    const channel = await options.open(() => onFailed(new Error('a connection of the load generator ended')));
    channels.add(channel);
    return channel;
  };
  const has = (operation: keyof Workload['mix']): boolean => (workload.mix[operation] ?? 0) > 0;
  const recipients = recipientsOf(workload);
  const receivers = new Array<Client>(has('deliver') ? recipients : 0);
  const absent = new Array<Client>(has('send') ? recipients : 0);

  const openLane = async (lane: number): Promise<Lane> => {
    const receiving = async (): Promise<void> => {
      if (!has('deliver')) return;
      const channel = await open();
      for (let index = lane; index < recipients; index += workload.connections) {
        receivers[index] = await createClient(channel, `${prefix}-receiver-${index}`);
        listen(channel, index, options);
      }
      // Answered behind the subscriptions: then they stand.
      await call(channel, 'serverInfo', {});
    };
    const sending = async (): Promise<Omit<Lane, 'login'>> => {
      const channel = await open();
      for (let index = lane; has('send') && index < recipients; index += workload.connections) {
        absent[index] = await createClient(channel, `${prefix}-absent-${index}`);
      }
      const chats = has('send') || has('deliver') || has('history');
      // Last, since a connection speaks for the account that was created over it last.
      const sender = chats ? await createClient(channel, `${prefix}-sender-${lane}`) : undefined;
      const history = has('history') && sender !== undefined ? await fillHistory(sender, lane, options) : undefined;
      return { channel, sender, history, info: await call(channel, 'serverInfo', {}) };
    };
    const [sent] = await Promise.all([sending(), receiving()]);
    if (!has('login')) return { ...sent, login: undefined };
    const alone = Object.values(workload.mix).filter((weight) => weight > 0).length === 1;
    const login = await createClient(alone ? sent.channel : await open(), `${prefix}-login-${lane}`);
    return { ...sent, login };
  };

  try {
    const lanes = await allOf(Array.from({ length: workload.connections }, (_, lane) => openLane(lane)));
    return { lanes, receivers, absent, sockets: channels.size, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Waits for all, however one of them ends, so that nothing is opened after its failure. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

async function createClient(channel: Channel, name: string): Promise<Client> {
  const { token, account, ledgerId } = await call(channel, 'createAccount', { name, password, fullName: '' });
  if (account !== name || token === '') throw refused(`an account ${name} was asked for, and is ${account}`);
  return { channel, name, token, ledgerId };
}

function listen(channel: Channel, receiver: number, { onMessage, onFailed }: ClientsOptions): void {
  channel.subscribe(
    { after: undefined, ledgerId: '', signals: [] },
    {
      message: (message) => onMessage(receiver, message),
      signal: () => {},
      closed: ({ code, message }) => onFailed(refused(`a subscription ended: ${code} ${message}`)),
      refused: ({ code, message }) => onFailed(refused(`a subscription was refused: ${code} ${message}`)),
    },
  );
}

/**
 * Another account writes to this one, once; what is read over and over is then known to the last character. That account
 * acknowledges nothing, so that no ledger forgets it.
 */
async function fillHistory(
  sender: Client,
  lane: number,
  { prefix, payloads, workload, open }: ClientsOptions,
): Promise<HistoryReply> {
  const channel = await open(() => {});
  try {
    await createClient(channel, `${prefix}-keeper-${lane}`);
    const count = Math.max(1, Math.min(historyMessages, Math.floor(historyBytesMax / workload.payload.bytesMax)));
    const bodies = Array.from({ length: count }, (_, index) => payloads.body(index));
    const replies = await Promise.all(
      bodies.map((body) => call(channel, 'send', { to: sender.name, body, key: '', chat: '' })),
    );
    const chat = replies[0]?.chat ?? '';
    const page = await call(sender.channel, 'history', {
      chat,
      before: 0,
      limit: historyMessages,
      ledgerId: '',
      after: undefined,
    });
    const expected = new Map(replies.map(({ position }, index) => [position, bodies[index]]));
    const right = page.messages.filter(({ position, body }) => expected.get(position) === body).length;
    if (right !== count || page.messages.length !== count) {
      throw refused(`a chat of ${count} messages was filled, and ${right} of ${page.messages.length} came back right`);
    }
    return page;
  } finally {
    channel.close();
  }
}
