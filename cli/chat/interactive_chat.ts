/**
 * A chat at a terminal, from the log-in to the end: shows what comes, regains a lost session. Knows the client and the
 * screen; what typed lines do is command_runner.ts.
 */

import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { CommandError } from '../command_error.ts';
import type { SessionEnd } from './command_context.ts';
import type { Target } from './conversation.ts';
import { Screen, seconds } from './screen.ts';
import { leaveMs, SessionTalk } from './session_talk.ts';
import { signIn } from './sign_in.ts';
import type { Terminal } from './terminal.ts';

export interface InteractiveChatOptions {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly colours: boolean;
  readonly user: string;
  /** Undefined to be asked for. */
  readonly password: string | undefined;
  readonly create: boolean;
  readonly fullName: string;
  readonly to: string | undefined;
  /** A chat to open at the start, as /open takes it. */
  readonly in: string | undefined;
}

/** Resolves when the user has left. CommandError where there is no way to go on. */
export async function chatInteractively(options: InteractiveChatOptions): Promise<void> {
  const { client, terminal } = options;
  const screen = new Screen(terminal, options.colours);
  watchConnection(client, screen);
  let { user, password, to, in: open } = options;
  for (;;) {
    const session = new ChatSession({ ...options, user, password, to, in: open }, screen);
    if ((await session.run()) !== 'logged out') return;
    screen.notice('logged out');
    screen.user = '';
    const next = await terminal.ask('log in as (nothing leaves): ');
    if (next === undefined || next.trim() === '') return;
    user = next.trim();
    password = undefined;
    to = undefined;
    open = undefined;
  }
}

/** One account's stay, over as many sessions as it takes. */
class ChatSession {
  readonly #options: InteractiveChatOptions;
  readonly #screen: Screen;
  #password: string | undefined;
  #end: SessionEnd | undefined;
  #toldPending = false;
  /** What is open, and, for a chat, in which ledger. */
  #target: Target | undefined;
  #ledgerId = '';
  #open: string | undefined;

  constructor(options: InteractiveChatOptions, screen: Screen) {
    this.#options = options;
    this.#screen = screen;
    this.#password = options.password;
    this.#open = options.in;
    this.#target = options.to === undefined ? undefined : { name: options.to };
  }

  async run(): Promise<SessionEnd> {
    const { client, user, terminal } = this.#options;
    if (!(await this.#signIn())) return 'left';
    this.#screen.user = user;
    this.#screen.notice(`this is ${user}; /help shows what can be typed`);
    while (this.#end === undefined && !terminal.left.aborted) {
      const lost = await this.#talk();
      if (lost !== undefined && !(await this.#regain(lost))) break;
    }
    const end = this.#end ?? 'left';
    if (end === 'left' && client.connected && client.token !== undefined) {
      // A session that nobody will come back to would only push out others.
      await Promise.race([client.logout().catch(() => {}), wait(leaveMs, undefined, { ref: false })]);
    }
    return end;
  }

  /** Within one session. The error by which it was lost; undefined when it ended as it should. */
  async #talk(): Promise<ChatError | undefined> {
    const { client } = this.#options;
    // Another ledger has other chats.
    if (this.#target !== undefined && 'chat' in this.#target && client.ledgerId !== this.#ledgerId)
      this.#target = undefined;
    this.#ledgerId = client.ledgerId;
    using talk = new SessionTalk({
      ...this.#options,
      screen: this.#screen,
      target: this.#target,
      open: this.#takeOpen(),
      tellPending: () => this.#tellPending(),
      onEnd: (how) => {
        this.#end = how;
      },
      onPassword: (password) => {
        this.#password = password;
      },
    });
    try {
      return await talk.run();
    } finally {
      this.#target = talk.target;
    }
  }

  /** Once: later on, what was open last is opened again. */
  #takeOpen(): string | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open;
  }

  /** False when the user left instead. */
  async #regain(lost: ChatError): Promise<boolean> {
    const { user } = this.#options;
    switch (lost.code) {
      case 'ACCOUNT_DELETED':
        throw new CommandError(`the account ${user} was deleted`);
      case 'SESSION_ENDED':
        throw new CommandError(`this session was ended from elsewhere: ${lost.message}`);
      case 'PASSWORD_CHANGED':
        this.#screen.problem('the password was changed from elsewhere');
        this.#password = undefined;
        break;
      case 'UNAUTHENTICATED':
      case 'SESSION_EXPIRED':
      case 'LEDGER_MISMATCH':
      case 'OUT_OF_RANGE':
        this.#screen.notice(`the server no longer knows this session (${lost.message}); logging in again`);
        break;
      default:
        throw lost;
    }
    const regained = await this.#signIn();
    if (regained) this.#screen.notice(`logged in again as ${user}`);
    return regained;
  }

  async #signIn(): Promise<boolean> {
    const { client, user, create, fullName, terminal } = this.#options;
    const say = (text: string): void => this.#screen.notice(text);
    const password = this.#password;
    const signedIn = signIn(client, { name: user, password, create, fullName, asker: terminal, say });
    // Whoever leaves does not wait for a server that is away.
    this.#password = await Promise.race([signedIn, leaving(terminal.left)]);
    return this.#password !== undefined;
  }

  /** Once; what comes after a lost session is no surprise. */
  async #tellPending(): Promise<void> {
    if (this.#toldPending) return;
    this.#toldPending = true;
    const { client, user } = this.#options;
    const { messages, more } = await client.fetch().catch((error: unknown) => {
      // The messages come all the same, by the stream, which tells of a session that is lost, too.
      if (error instanceof ChatError) return { messages: [], more: false };
      throw error;
    });
    const count = messages.filter(({ sender }) => sender !== user).length;
    if (count === 0) return;
    this.#screen.notice(`${count}${more ? ' or more' : ''} message${count === 1 ? '' : 's'} came while you were away:`);
  }
}

async function leaving(left: AbortSignal): Promise<undefined> {
  if (!left.aborted) await once(left, 'abort');
}

function watchConnection(client: Client, screen: Screen): void {
  client.on('disconnected', ({ error, retryMs }) => {
    // The prompt tells of each further try: a line for each would push the chat off the screen.
    if (!screen.away) screen.notice(`server is away (${error.message}); trying again in ${seconds(retryMs)}`);
    screen.awayMs = retryMs;
  });
  client.on('connected', () => {
    screen.awayMs = undefined;
    screen.notice('server is back');
  });
}
