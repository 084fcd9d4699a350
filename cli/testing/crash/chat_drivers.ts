/** The accounts of groups and of the desk, and the drivers that make their changes, over both transports. */

import { connect, type Transport, transports } from '../../../shared/client/connect.ts';
import type { Client } from '../../../shared/client/index.ts';
import { Chance } from './chance.ts';
import { DeskDriver } from './desk_driver.ts';
import { GroupDriver } from './group_driver.ts';
import { lastingClient } from './library_way.ts';
import type { LoadOptions, LoadTokens } from './load_messages.ts';
import type { SendLogWriter } from './send_log.ts';

/** Few, so that they come, go and come back. */
const accountsPerGroup = 4;
const deskUser = 'desk-user';

export interface ChatDrivers {
  readonly tokens: LoadTokens['chatTokens'];
  readonly drivers: readonly { drain(): Promise<void> }[];
}

export async function startChatDrivers(options: LoadOptions, log: SendLogWriter): Promise<ChatDrivers> {
  const { groups, operator, seed } = options;
  const tokens: Record<string, string> = { [operator.name]: await tokenOf(options, operator.name, operator.password) };
  // One after another: to have a password hashed takes its time.
  const newClient = async (name: string, transport: Transport): Promise<Client> => {
    tokens[name] ??= await tokenOf(options, name);
    return lastingClient(addressOf(options, transport), tokens[name], name, log);
  };
  const drivers: ChatDrivers['drivers'][number][] = [];
  for (let group = 0; group < groups; group += 1) {
    const clients = new Map<string, Client>();
    for (let number = 0; number < accountsPerGroup; number += 1) {
      const name = `group-${group}.${number}`;
      clients.set(name, await newClient(name, transports[(group + number) % transports.length] as Transport));
    }
    // Seeds beyond those of the senders.
    drivers.push(new GroupDriver(group, clients, log, new Chance(seed + options.senders + group)));
  }
  const user = { name: deskUser, client: await newClient(deskUser, 'grpc') };
  const answering = { name: operator.name, client: await newClient(operator.name, 'wire') };
  drivers.push(new DeskDriver(user, answering, log, new Chance(seed + options.senders + groups)));
  return { tokens, drivers };
}

function addressOf({ ports }: LoadOptions, transport: Transport): string {
  return `${transport}://127.0.0.1:${ports[transport]}`;
}

/** Of an account that is made, or of one that is there where its password is given. */
async function tokenOf(options: LoadOptions, name: string, password?: string): Promise<string> {
  using client = await connect(addressOf(options, 'wire'));
  if (password !== undefined) return (await client.login(name, password)).token;
  return (await client.createAccount(name, 'a password')).token;
}
