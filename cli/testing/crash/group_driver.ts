/** The life of groups, one after another: changes by those who may, and messages while they are made. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../shared/client/index.ts';
import { ChatError } from '../../../shared/contract/chat_error.ts';
import type { Chance } from './chance.ts';
import type { ChatChange } from './chat_changes.ts';
import { type Changed, ChatDriver } from './chat_driver.ts';
import type { SendLogWriter } from './send_log.ts';

const pauseMsMax = 100;
/** One in so many changes is another group. */
const newGroupOneIn = 25;
const messagesAtOnceMax = 3;

interface Present {
  readonly name: string;
  readonly role: string;
}

interface Group {
  readonly name: string;
  readonly id: string;
  /** The newest message that was acknowledged. */
  said: number;
}

/** A change, who asks for it, and who must not speak meanwhile. */
interface Step {
  readonly change: ChatChange;
  readonly going?: string;
  ask(id: string): Promise<Changed>;
}

export class GroupDriver {
  readonly #number: number;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #chance: Chance;
  readonly #driver: ChatDriver;
  readonly #ended: Promise<void>;
  #groups = 0;
  #group: Group | undefined;
  #stopping = false;

  /** `clients`: of those who take part, by their names. */
  constructor(number: number, clients: ReadonlyMap<string, Client>, log: SendLogWriter, chance: Chance) {
    this.#number = number;
    this.#clients = clients;
    this.#chance = chance;
    this.#driver = new ChatDriver(log);
    this.#ended = this.#run();
  }

  /** Nothing new is asked; resolves when nothing waits for an answer. */
  async drain(): Promise<void> {
    this.#stopping = true;
    await this.#ended;
    for (const client of this.#clients.values()) client.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      if (this.#group === undefined || this.#chance.below(newGroupOneIn) === 0) await this.#create();
      else await this.#round(this.#group);
      await pause(this.#chance.below(pauseMsMax));
    }
  }

  async #create(): Promise<void> {
    const name = `group ${this.#number}.${this.#groups}`;
    this.#groups += 1;
    const [owner = '', ...rest] = this.#shuffled([...this.#clients.keys()]);
    const others = rest.slice(0, this.#chance.below(rest.length + 1));
    const changed = await this.#driver.change(name, { type: 'create', owner, others }, async () => {
      const { chat, position } = await this.#client(owner).createChat(name, others);
      return { id: chat, position };
    });
    this.#group = changed?.id === undefined ? undefined : { name, id: changed.id, said: changed.position ?? 0 };
  }

  async #round(group: Group): Promise<void> {
    const present = await this.#present(group.id);
    const step = this.#step(group.name, present, group.said);
    const speakers = present.filter(({ name }) => name !== step.going);
    const messages = speakers.length === 0 ? 0 : this.#chance.below(messagesAtOnceMax + 1);
    const said = Array.from({ length: messages }, () => {
      const { name } = this.#one(speakers);
      return this.#driver.say(group.name, group.id, name, this.#client(name));
    });
    await this.#driver.change(group.name, step.change, () => step.ask(group.id));
    for (const position of await Promise.all(said)) group.said = Math.max(group.said, position ?? 0);
  }

  #step(group: string, present: readonly Present[], said: number): Step {
    const owner = this.#one(present.filter(({ role }) => role === 'owner')).name;
    const others = present.filter(({ name }) => name !== owner);
    const absent = [...this.#clients.keys()].filter((name) => present.every((each) => each.name !== name));
    const any = this.#one(present).name;
    switch (this.#chance.below(7)) {
      case 0:
      case 1:
        return absent.length === 0 ? this.#leaving(any) : this.#adding(owner, absent);
      case 2:
        return others.length === 0 ? this.#adding(owner, absent) : this.#leaving(any);
      case 3: {
        if (others.length === 0) return this.#adding(owner, absent);
        const { name: account } = this.#one(others);
        const ask = (id: string): Promise<Changed> => this.#client(owner).removeParticipant(id, account);
        return { change: { type: 'remove', account }, going: account, ask };
      }
      case 4: {
        if (others.length === 0) return this.#adding(owner, absent);
        const { name: account, role: now } = this.#one(others);
        const role = now === 'owner' ? 'member' : 'owner';
        return {
          change: { type: 'role', account, role },
          ask: async (id) => {
            await this.#client(owner).setRole(id, account, role);
            return {};
          },
        };
      }
      case 5: {
        const title = `${group} take ${this.#chance.below(1_000)}`;
        return {
          change: { type: 'rename', title },
          ask: async (id) => {
            await this.#client(owner).renameChat(id, title);
            return {};
          },
        };
      }
      default:
        return {
          change: { type: 'read', account: any, position: said },
          ask: async (id) => {
            await this.#client(any).markRead(id, said);
            return {};
          },
        };
    }
  }

  #adding(owner: string, absent: readonly string[]): Step {
    const accounts = this.#shuffled(absent).slice(0, 1 + this.#chance.below(absent.length));
    const withHistory = this.#chance.below(2) === 0;
    const ask = (id: string): Promise<Changed> => this.#client(owner).addParticipants(id, accounts, { withHistory });
    return { change: { type: 'add', by: owner, accounts, withHistory }, ask };
  }

  #leaving(account: string): Step {
    return { change: { type: 'leave', account }, going: account, ask: (id) => this.#client(account).leaveChat(id) };
  }

  /** Asked anew each time: nobody knows what became of a change that was not answered. */
  async #present(id: string): Promise<readonly Present[]> {
    for (const client of this.#clients.values()) {
      try {
        return (await client.listParticipants(id)).participants;
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== 'NOT_FOUND') throw error;
      }
    }
    throw new Error(`nobody takes part in ${id}`);
  }

  #client(name: string): Client {
    return this.#clients.get(name) as Client;
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#chance.below(of.length)] as T;
  }

  #shuffled<T>(of: readonly T[]): readonly T[] {
    return this.#chance.shuffled(of.length).map((place) => of[place] as T);
  }
}
