/** The life of tickets, one after another: of a user who opens them, and an operator who takes, gives back and closes. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../shared/client/index.ts';
import type { Chance } from './chance.ts';
import { ChatDriver } from './chat_driver.ts';
import type { SendLogWriter } from './send_log.ts';

/** Tickets come now and then. */
const pauseMsMax = 300;

export interface DeskAccount {
  readonly name: string;
  readonly client: Client;
}

export class DeskDriver {
  readonly #user: DeskAccount;
  readonly #operator: DeskAccount;
  readonly #chance: Chance;
  readonly #driver: ChatDriver;
  readonly #ended: Promise<void>;
  #opened = 0;
  #stopping = false;

  constructor(user: DeskAccount, operator: DeskAccount, log: SendLogWriter, chance: Chance) {
    this.#user = user;
    this.#operator = operator;
    this.#chance = chance;
    this.#driver = new ChatDriver(log);
    this.#ended = this.#run();
  }

  async drain(): Promise<void> {
    this.#stopping = true;
    await this.#ended;
    for (const { client } of [this.#user, this.#operator]) client.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      // Asked anew each time: nobody knows what became of a change that was not answered.
      const { tickets } = await this.#operator.client.listTickets();
      const assigned = tickets.find(({ state }) => state === 'assigned');
      const [queued] = tickets;
      if (assigned !== undefined) await this.#answered(assigned.subject, assigned.chat);
      else if (queued !== undefined) await this.#taken(queued.subject, queued.chat);
      else await this.#open();
      await pause(this.#chance.below(pauseMsMax));
    }
  }

  async #open(): Promise<void> {
    const name = `ticket ${this.#opened}`;
    this.#opened += 1;
    await this.#driver.change(name, { type: 'open', user: this.#user.name }, async () => {
      const { chat, position } = await this.#user.client.openTicket(name);
      // The answer tells of the ticket; its chat was made just before.
      return { id: chat, position: position - 1 };
    });
  }

  /** The user goes on writing meanwhile. */
  async #taken(name: string, id: string): Promise<void> {
    const said = this.#say(name, id, this.#user);
    await this.#driver.change(name, { type: 'assign', operator: this.#operator.name }, async () => {
      const { chat } = await this.#operator.client.nextTicket();
      return { id: chat };
    });
    await said;
  }

  async #answered(name: string, id: string): Promise<void> {
    await this.#say(name, id, this.#operator);
    if (this.#chance.below(3) === 0) {
      const said = this.#say(name, id, this.#user);
      await this.#driver.change(name, { type: 'return' }, async () => {
        await this.#operator.client.transferTicket(id);
        return {};
      });
      await said;
    } else {
      const { client } = this.#chance.below(2) === 0 ? this.#user : this.#operator;
      await this.#driver.change(name, { type: 'close' }, async () => {
        await client.closeTicket(id);
        return {};
      });
    }
  }

  async #say(name: string, id: string, { name: sender, client }: DeskAccount): Promise<void> {
    await this.#driver.say(name, id, sender, client);
  }
}
