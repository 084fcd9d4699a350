/** Duet as a target: one account sends to another, over any channel. Every reply and every delivery is checked. */

import type { Channel } from '../../../shared/contract/channel_port.ts';
import type { ChatOperationName, ChatOperations, LoginReply } from '../../../shared/contract/contract.generated.ts';
import type { Scenario } from '../plan.ts';
import { Bodies } from './bodies.ts';
import { StartTimes } from './start_times.ts';
import type { Completed, Lane, Target } from './target.ts';

/** After so many messages the inboxes are acknowledged, as clients do. */
const acknowledgeMessages = 8_192;

/** One end of the conversation. */
export interface Party {
  readonly channel: Channel;
  readonly session: LoginReply;
}

export async function createParty(channel: Channel, name: string): Promise<Party> {
  const session = await call(channel, 'createAccount', { name, password: 'a password', fullName: '' });
  return { channel, session };
}

export interface Parties {
  readonly sender: Party;
  /** Has a subscriber. */
  readonly receiver: Party;
  /** Has none: what is sent to it waits in its inbox. */
  readonly absent: Party;
}

export class ChatTarget implements Target {
  readonly #parties: Parties;
  readonly #bodyBytes: number;
  #onMessage: (position: number, body: string) => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(parties: Parties, bodyBytes: number) {
    this.#parties = parties;
    this.#bodyBytes = bodyBytes;
    parties.receiver.channel.subscribe(
      { after: undefined, ledgerId: '', signals: [] },
      {
        message: ({ position, body }) => this.#onMessage(position, body),
        signal: () => {},
        closed: ({ code, message }) => this.#failed(new Error(`the subscription ended: ${code} ${message}`)),
        refused: (error) => this.#failed(error),
      },
    );
  }

  lane(scenario: Scenario, completed: Completed, failed: (error: Error) => void): Lane {
    this.#failed = failed;
    return scenario === 'send' ? this.#sendLane(completed, failed) : this.#deliverLane(completed, failed);
  }

  #sendLane(completed: Completed, failed: (error: Error) => void): Lane {
    const bodies = new Bodies(this.#bodyBytes);
    const { sender, absent } = this.#parties;
    const to = absent.session.account;
    let position = 0;
    let unacknowledged = 0;
    return {
      send: (startedMs) => {
        sender.channel.call('send', { to, body: bodies.next(), key: '', chat: '' }, (error, reply) => {
          if (error !== undefined || reply === undefined) return failed(error ?? new Error('no reply'));
          if (reply.position <= position) return failed(new Error('a reply came out of order'));
          position = reply.position;
          unacknowledged = (unacknowledged + 1) % acknowledgeMessages;
          if (unacknowledged === 0) acknowledge([sender, absent], position).catch(failed);
          completed(startedMs);
        });
      },
      settle: () => acknowledge([sender, absent], position),
    };
  }

  #deliverLane(completed: Completed, failed: (error: Error) => void): Lane {
    const bodies = new Bodies(this.#bodyBytes);
    const started = new StartTimes();
    const { sender, receiver } = this.#parties;
    const to = receiver.session.account;
    let position = 0;
    let unacknowledged = 0;
    let replies = 0;
    let sent = 0;
    this.#onMessage = (delivered, body) => {
      try {
        bodies.receive(body);
        position = delivered;
        unacknowledged = (unacknowledged + 1) % acknowledgeMessages;
        if (unacknowledged === 0) acknowledge([sender, receiver], position).catch(failed);
        completed(started.shift());
      } catch (error) {
        failed(error as Error);
      }
    };
    const replied = (error: Error | undefined): void => {
      if (error !== undefined) failed(error);
      replies += 1;
    };
    return {
      send: (startedMs) => {
        started.push(startedMs);
        sent += 1;
        sender.channel.call('send', { to, body: bodies.next(), key: '', chat: '' }, replied);
      },
      settle: async () => {
        await acknowledge([sender, receiver], position);
        this.#onMessage = () => failed(new Error('a message came that was not sent'));
        // Its reply comes after those of all sends.
        if (replies !== sent) await call(sender.channel, 'serverInfo', {});
        if (replies !== sent) throw new Error(`${sent} messages were sent, and ${replies} acknowledged`);
      },
    };
  }
}

async function acknowledge(parties: readonly Party[], position: number): Promise<void> {
  await Promise.all(
    parties.map(({ channel, session }) => call(channel, 'acknowledge', { position, ledgerId: session.ledgerId })),
  );
}

function call<Name extends ChatOperationName>(
  channel: Channel,
  name: Name,
  request: ChatOperations[Name]['request'],
): Promise<ChatOperations[Name]['reply']> {
  return new Promise((resolve, reject) => {
    channel.call(name, request, (error, reply) => (reply === undefined ? reject(error) : resolve(reply)));
  });
}
