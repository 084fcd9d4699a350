/**
 * From a name to a session: logs in, or creates the account. Knows whom to ask, if anybody; nothing of keys or chats.
 * The server does not tell an unknown name from a wrong password, so it is the user who is asked which it was.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { CommandError } from '../command_error.ts';
import type { Asker } from './terminal.ts';

export interface SignInOptions {
  readonly name: string;
  /** What is known of the password; asked for otherwise. */
  readonly password: string | undefined;
  /** Creates the account, without asking, where the log-in is refused. */
  readonly create: boolean;
  readonly fullName: string;
  /** Undefined where there is nobody to ask. */
  readonly asker: Asker | undefined;
  readonly say: (text: string) => void;
}

/** How often a password may be mistyped. */
const triesMax = 3;

const retryMsMin = 1_000;

/**
 * Resolves with the password of the session that was opened; undefined when the user left instead. CommandError where
 * there is no way in; a ChatError of any other kind is the server's.
 */
export async function signIn(client: Client, options: SignInOptions): Promise<string | undefined> {
  const { name, asker, say } = options;
  let password = options.password;
  for (let tries = 1; ; tries += 1) {
    if (password === undefined && asker === undefined) {
      throw new CommandError('no password: set DUET_PASSWORD, since there is no terminal to ask on');
    }
    password ??= await asker?.askHidden(`password of ${name}: `);
    if (password === undefined) return undefined;
    if (await loggedIn(client, name, password)) return password;
    const created = await createInstead(client, options, password);
    if (created !== 'no') return created === 'left' ? undefined : password;
    if (asker === undefined || tries === triesMax) {
      throw new CommandError(`${name} and that password do not belong together${hint(options)}`);
    }
    say('then the password was wrong; try again');
    password = undefined;
  }
}

/** Waits for a server that is away or busy. False where name and password do not belong together. */
async function loggedIn(client: Client, name: string, password: string): Promise<boolean> {
  for (;;) {
    try {
      await client.login(name, password);
      return true;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.code === 'WRONG_CREDENTIALS') return false;
      if (!error.retryable) throw error;
      await wait(Math.max(error.retryAfterMs, retryMsMin));
    }
  }
}

async function createInstead(
  client: Client,
  options: SignInOptions,
  password: string,
): Promise<'created' | 'no' | 'left'> {
  const { name, create, fullName, asker, say } = options;
  if (!create) {
    if (asker === undefined) return 'no';
    say(`the server knows no ${name} with that password`);
    const answer = await asker.ask(`new account ${name}? (y/N) `);
    if (answer === undefined) return 'left';
    if (!/^y(es)?$/i.test(answer.trim())) return 'no';
  }
  // Typed blind, it has to be typed twice.
  if (asker !== undefined && password !== options.password) {
    const again = await asker.askHidden('the password again: ');
    if (again === undefined) return 'left';
    if (again !== password) {
      say('these were two different passwords');
      return 'no';
    }
  }
  try {
    await client.createAccount(name, password, fullName);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'NAME_TAKEN') throw error;
    if (asker === undefined) throw new CommandError(`the name ${name} is taken, and that is not its password`);
    say(`the name ${name} is taken`);
    return 'no';
  }
  say(`created the account ${name}`);
  return 'created';
}

function hint({ asker, create }: SignInOptions): string {
  return asker === undefined && !create ? ' (with --create, an account that does not exist is created)' : '';
}
