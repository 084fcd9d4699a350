/**
 * Does what a typed line asks for, within one session. Knows the client and the screen; nothing of logging in or of
 * the stream of messages. Invariant: one that fails says so and ends nothing.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Account, Message } from '../../shared/contract/contract.generated.ts';
import type { ChatNames } from './chat_names.ts';
import { type ChatCommand, chatHelp, parseCommand } from './command.ts';
import type { Screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

export interface CommandRunnerOptions {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly names: ChatNames;
  readonly user: string;
  /** The session is to end: to leave, to log in again, or because the account is gone. */
  readonly onEnd: (how: SessionEnd) => void;
  readonly onPassword: (password: string) => void;
}

export type SessionEnd = 'left' | 'logged out' | 'deleted';

const listAccountsMax = 100;

export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  /** Bodies that were sent from here, and shown already, until the inbox brings them back. */
  readonly #echoes: string[] = [];
  readonly #sends = new Set<Promise<void>>();

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
  }

  /** Never throws what the server says; lines do not wait for each other. See LineListener. */
  line(line: string, justTyped: boolean): void {
    const command = parseCommand(line);
    // What is sent is shown as a message instead.
    if (justTyped && (command.kind === 'say' || command.kind === 'message'))
      this.#options.terminal.eraseTypedLine(line);
    this.#run(command).catch((error: unknown) => {
      if (!(error instanceof ChatError)) throw error;
      // By our own leaving.
      if (error.code !== 'CANCELLED') this.#options.screen.problem(error.message);
    });
  }

  /** Whether a message of one's own is on the screen already. To be asked once for each that the inbox brings. */
  isEcho(message: Message): boolean {
    const index = this.#echoes.indexOf(message.body);
    if (index < 0) return false;
    this.#echoes.splice(index, 1);
    return true;
  }

  /** How many messages have no answer yet, once they have one or `waitMs` is over. */
  async unanswered(waitMs: number): Promise<number> {
    const over = new AbortController();
    await Promise.race([Promise.all(this.#sends), wait(waitMs, undefined, { signal: over.signal }).catch(() => {})]);
    over.abort();
    return this.#sends.size;
  }

  async #run(command: ChatCommand): Promise<void> {
    const { screen, onEnd, client } = this.#options;
    switch (command.kind) {
      case 'nothing':
        return;
      case 'wrong':
        return screen.problem(command.problem);
      case 'help':
        for (const line of chatHelp) screen.notice(line);
        return;
      case 'to':
        screen.to = command.name;
        return;
      case 'say':
        if (screen.to === undefined)
          return screen.problem(`nobody to send that to: /to NAME chooses (${command.body})`);
        return this.#send(screen.to, command.body);
      case 'message':
        return this.#send(command.name, command.body);
      case 'list':
        return this.#list(command.pattern);
      case 'history':
        return this.#history(command.count);
      case 'password':
        return this.#changePassword();
      case 'delete':
        return this.#deleteAccount();
      case 'logout':
        await client.logout();
        return onEnd('logged out');
      case 'quit':
        return onEnd('left');
      default:
        command satisfies never;
    }
  }

  #send(to: string, body: string): void {
    const { client, screen, names } = this.#options;
    screen.message({ timeMs: Date.now(), body, name: to, own: true });
    this.#echoes.push(body);
    const send = client
      .send(to, body)
      .then(({ chat }) => names.learn(chat, to))
      .catch((error: unknown) => {
        if (!(error instanceof ChatError)) throw error;
        if (error.code === 'CANCELLED') return;
        this.#echoes.splice(this.#echoes.indexOf(body), 1);
        const reason = error.code === 'UNAUTHENTICATED' ? 'the session was lost' : error.message;
        screen.problem(`not sent to ${to}: ${reason}`);
      })
      .finally(() => this.#sends.delete(send));
    this.#sends.add(send);
  }

  async #list(pattern: string): Promise<void> {
    const { client, screen } = this.#options;
    const accounts: Account[] = [];
    let pageToken = '';
    do {
      const page = await client.listAccounts(pattern, { pageSize: listAccountsMax, pageToken });
      accounts.push(...page.accounts);
      pageToken = page.nextPageToken;
    } while (pageToken !== '' && accounts.length < listAccountsMax);
    const widest = Math.max(0, ...accounts.map(({ name }) => name.length));
    for (const { name, fullName, online } of accounts) {
      screen.notice(`${name.padEnd(widest)}  ${online ? 'online' : '      '}  ${fullName}`.trimEnd());
    }
    if (accounts.length === 0) screen.notice('no account matches');
    if (pageToken !== '') screen.notice('and more: /list PATTERN narrows it');
  }

  async #history(count: number): Promise<void> {
    const { client, screen, names, user } = this.#options;
    const { to } = screen;
    if (to === undefined) return screen.problem('history with whom? /to NAME chooses');
    const chat = await names.find(client, to);
    if (chat === undefined) return screen.notice(`nothing from ${to} is known here`);
    const { messages, more } = await client.history(chat, 0, count);
    screen.notice(`${more ? `the last ${messages.length}` : `all ${messages.length}`} messages with ${to}:`);
    for (const { timeMs, body, sender } of messages) {
      const own = sender === user;
      screen.message({ timeMs, body, name: own ? to : sender, own });
    }
    screen.notice('end of history');
  }

  async #changePassword(): Promise<void> {
    const { client, terminal, screen, onPassword } = this.#options;
    const oldPassword = await terminal.askHidden('the present password: ');
    if (!oldPassword) return screen.notice('the password stays as it is');
    const newPassword = await terminal.askHidden('the new password: ');
    if (!newPassword) return screen.notice('the password stays as it is');
    const again = await terminal.askHidden('the new password again: ');
    if (again !== newPassword) return screen.problem('these were two different passwords: it stays as it is');
    await client.changePassword(oldPassword, newPassword);
    onPassword(newPassword);
    screen.notice('the password is changed; all other sessions have ended');
  }

  async #deleteAccount(): Promise<void> {
    const { client, terminal, screen, user, onEnd } = this.#options;
    screen.notice(`this deletes ${user}, its sessions and its inbox, for good`);
    const name = await terminal.ask(`type ${user} to go on: `);
    if (name?.trim() !== user) return screen.notice('nothing is deleted');
    const password = await terminal.askHidden('password: ');
    if (!password) return screen.notice('nothing is deleted');
    await client.deleteAccount(password);
    screen.notice(`${user} is deleted`);
    onEnd('deleted');
  }
}
