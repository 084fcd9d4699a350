/** A client with an admin's session, for one command. Knows how a password is come by; nothing of what is done with it. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../shared/client/client.ts';
import { connect, type Transport } from '../shared/client/connect.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { CommandError } from './command_error.ts';

export interface AdminClientOptions {
  readonly transport: Transport;
  /** host or host:port */
  readonly connect: string;
  /** Whom to log in as; undefined where there is a token. */
  readonly user: string | undefined;
  /** Asked for at a terminal where it is undefined. */
  readonly password: string | undefined;
  /** A session to go on with, which stays, where no user is named. */
  readonly token: string | undefined;
}

export interface AdminClient extends AsyncDisposable {
  readonly client: Client;
}

const logoutMs = 2_000;

/** A CommandError where no server answers or there is no way in; a ChatError for whatever else the server refuses. */
export async function adminClient(options: AdminClientOptions): Promise<AdminClient> {
  const { user } = options;
  const token = user === undefined ? options.token : undefined;
  if (user === undefined && token === undefined) {
    throw new CommandError('--user: name the admin to log in as, or set DUET_TOKEN');
  }
  // Before connecting: a server closes a connection that is silent for too long.
  const password = user === undefined ? undefined : (options.password ?? (await askedPassword(user)));
  const client = await connected(options, token);
  try {
    if (user !== undefined && password !== undefined) await login(client, user, password);
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    client,
    [Symbol.asyncDispose]: async () => {
      // A session that nobody will come back to would only push out others.
      const loggedOut = user === undefined ? undefined : client.logout().catch(() => {});
      await Promise.race([loggedOut, wait(logoutMs, undefined, { ref: false })]);
      client.close();
    },
  };
}

async function login(client: Client, user: string, password: string): Promise<void> {
  try {
    await client.login(user, password);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'WRONG_CREDENTIALS') throw error;
    throw new CommandError(`${user} and that password do not belong together`, { cause: error });
  }
}

async function connected({ transport, connect: at }: AdminClientOptions, token: string | undefined): Promise<Client> {
  try {
    return await connect(`${transport}://${at}`, { token });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    if (error.code === 'INVALID_ARGUMENT') throw new CommandError(`--connect: host:port is expected, not "${at}"`);
    if (error.code === 'UNAUTHENTICATED') throw new CommandError(`DUET_TOKEN: ${error.message}`, { cause: error });
    if (error.code !== 'UNAVAILABLE') throw error;
    const message = `no server answers ${transport} at ${at} (${error.message}): is "duet serve" running there?`;
    throw new CommandError(message, { cause: error });
  }
}

async function askedPassword(user: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CommandError('no password: set DUET_PASSWORD, since there is no terminal to ask on');
  }
  // Loaded here, since scripts need no terminal.
  const { Terminal } = await import('./chat/terminal.ts');
  using terminal = new Terminal({ input: stdin, output: stderr });
  const password = await terminal.askHidden(`password of ${user}: `);
  if (password === undefined) throw new CommandError('nothing is changed');
  return password;
}
