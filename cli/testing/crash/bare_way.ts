/** Sends over a bare channel, without keys: what was not answered is never repeated, and nobody knows what became of it. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, ChannelOptions } from '../../../shared/contract/channel_port.ts';
import { ChatError } from '../../../shared/contract/chat_error.ts';
import type { SendReply } from '../../../shared/contract/contract.generated.ts';
import { backoff } from './library_way.ts';
import type { SendLogWriter } from './send_log.ts';
import type { SendWay } from './sender.ts';

export class BareWay implements SendWay {
  readonly atOnceMax: number;
  readonly #open: (options: ChannelOptions) => Promise<Channel>;
  readonly #token: string;
  readonly #sender: number;
  readonly #log: SendLogWriter;
  #channel: Channel | undefined;
  #connections = 0;

  /** `atOnceMax` of more than 1 only where the channel keeps the order of its calls. */
  constructor(
    open: (options: ChannelOptions) => Promise<Channel>,
    atOnceMax: number,
    token: string,
    sender: number,
    log: SendLogWriter,
  ) {
    this.#open = open;
    this.atOnceMax = atOnceMax;
    this.#token = token;
    this.#sender = sender;
    this.#log = log;
  }

  get connection(): number {
    return this.#connections;
  }

  async ready(): Promise<void> {
    while (this.#channel === undefined) {
      const opened = await this.#connected();
      if (opened !== undefined) {
        this.#connections += 1;
        if (this.#connections > 1) this.#log.write({ type: 'resumed', sender: this.#sender });
        this.#channel = opened;
      } else {
        await pause(backoff.firstMs + Math.random() * (backoff.maxMs - backoff.firstMs));
      }
    }
  }

  send(to: string, body: string): Promise<SendReply> {
    return new Promise((resolve, reject) => {
      if (this.#channel === undefined) {
        reject(new ChatError('UNAVAILABLE', 'the connection was lost'));
        return;
      }
      this.#channel.call('send', { to, body, key: '', chat: '' }, (error, reply) => {
        if (reply === undefined) reject(error ?? new Error('neither reply nor error'));
        else resolve(reply);
      });
    });
  }

  close(): void {
    this.#channel?.close();
  }

  async #connected(): Promise<Channel | undefined> {
    const life = { ended: false };
    const onClosed = (): void => {
      life.ended = true;
      this.#channel = undefined;
    };
    try {
      const channel = await this.#open({ token: this.#token, onClosed });
      return life.ended ? undefined : channel;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      const { code, message } = error;
      if (code !== 'UNAVAILABLE') {
        this.#log.write({ type: 'fault', text: `sender ${this.#sender} could not resume: ${code} ${message}` });
      }
      return undefined;
    }
  }
}
