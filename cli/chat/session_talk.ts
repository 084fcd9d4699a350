/**
 * One session at a terminal: what the inbox and signals bring is shown, what is typed is done. Knows how the parts of it
 * belong together; what each does is theirs. Nothing of logging in.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Message } from '../../shared/contract/contract.generated.ts';
import { Acknowledger } from './acknowledger.ts';
import { ChatList } from './chat_list.ts';
import type { CommandContext, SessionEnd } from './command_context.ts';
import { CommandRunner } from './command_runner.ts';
import { Conversation, type Target } from './conversation.ts';
import { OwnAccount } from './own_account.ts';
import type { Screen } from './screen.ts';
import { Sender } from './sender.ts';
import { SignalWatcher, watchedSignals } from './signal_watcher.ts';
import type { Terminal } from './terminal.ts';
import { TicketBoard } from './ticket_board.ts';
import { TypingTeller } from './typing_teller.ts';

export interface SessionTalkOptions extends Pick<CommandContext, 'onEnd' | 'onPassword'> {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly user: string;
  /** What is open at the start. */
  readonly target: Target | undefined;
  /** A chat to open as soon as the chats are known, as /open takes it. */
  readonly open: string | undefined;
  /** Says how much came while the user was away: before any of it is shown. */
  readonly tellPending: () => Promise<void>;
}

/** How long leaving may wait for the server. */
export const leaveMs = 2_000;

/** Chats and positions belong to one ledger, and a session never sees a second one: so there is one of these a session. */
export class SessionTalk implements Disposable {
  readonly #options: SessionTalkOptions;
  readonly #chats: ChatList;
  readonly #tickets: TicketBoard;
  readonly #conversation: Conversation;
  readonly #watcher: SignalWatcher;
  readonly #sender: Sender;
  readonly #runner: CommandRunner;
  readonly #typing: TypingTeller;
  readonly #stopped = Promise.withResolvers<void>();
  readonly #onConnected = (): void => void this.#catchUp();
  #stop: () => void = () => {};

  constructor(options: SessionTalkOptions) {
    this.#options = options;
    const { client, screen, user } = options;
    const chats = new ChatList(client);
    const own = new OwnAccount(client, user);
    const onNews = (news: string): void => screen.notice(news);
    const tickets = new TicketBoard({ client, user, own, onNews, onChange: () => this.#conversation.update() });
    const conversation = new Conversation({ client, screen, chats, tickets, user });
    const onChatsChanged = (): void => void this.#refreshChats();
    this.#chats = chats;
    this.#tickets = tickets;
    this.#conversation = conversation;
    this.#watcher = new SignalWatcher({ client, screen, chats, conversation, tickets, user, onChatsChanged });
    this.#typing = new TypingTeller(client, own);
    this.#sender = new Sender({ client, screen, chats, conversation, typing: this.#typing });
    const { ownChanges } = this.#watcher;
    const onEnd = (how: SessionEnd): void => {
      options.onEnd(how);
      this.#stop();
    };
    const context = { ...options, chats, conversation, tickets, own, ownChanges, onEnd };
    this.#runner = new CommandRunner(context, this.#sender);
  }

  /** What is open by now. */
  get target(): Target | undefined {
    return this.#conversation.target;
  }

  /** The error by which the session was lost; undefined when it ended as it should. */
  async run(): Promise<ChatError | undefined> {
    const { client, terminal, target, open, tellPending, screen } = this.#options;
    const acknowledger = new Acknowledger(client);
    const stream = client.messages({ signals: watchedSignals, onSignal: (signal) => this.#watcher.told(signal) });
    this.#stop = () => {
      this.#stopped.resolve();
      void stream.return();
    };
    client.on('connected', this.#onConnected);
    terminal.left.addEventListener('abort', this.#stop);
    if (target !== undefined) this.#conversation.open(target);
    // What came meanwhile is told of first.
    const ready = Promise.all([tellPending(), this.#begin(target)]);
    if (open !== undefined) this.#runner.open(open, ready);
    terminal.onLine = (line, justTyped) => this.#runner.line(line, justTyped);
    terminal.onEdit = (line) => {
      this.#conversation.typed();
      this.#typing.edited(line, this.#conversation.chat?.chat);
    };
    try {
      if (terminal.left.aborted) this.#stop();
      for await (const message of stream) {
        await Promise.race([ready, this.#stopped.promise]);
        await this.#show(message);
        acknowledger.shown(message.position);
      }
    } catch (error) {
      if (error instanceof ChatError) return error;
      throw error;
    } finally {
      terminal.onLine = undefined;
      terminal.onEdit = undefined;
      client.off('connected', this.#onConnected);
      terminal.left.removeEventListener('abort', this.#stop);
    }
    const unanswered = await this.#sender.unanswered(leaveMs);
    if (unanswered > 0) screen.problem(`no answer to ${unanswered} of your messages: they may not have been sent`);
    const settled = Promise.all([acknowledger.settled(), this.#conversation.reader.settled()]);
    await Promise.race([settled, wait(leaveMs, undefined, { ref: false })]);
    return undefined;
  }

  [Symbol.dispose](): void {
    this.#conversation[Symbol.dispose]();
    this.#tickets[Symbol.dispose]();
  }

  async #show(message: Message): Promise<void> {
    // A chat that is new: the list has it by now, and what it is called.
    if (this.#chats.get(message.chat) === undefined) {
      await Promise.race([this.#refreshChats(), this.#stopped.promise]);
    }
    const own = message.sender === this.#options.user;
    const onScreen = own && (await Promise.race([this.#sender.isEcho(message), this.#stopped.promise]));
    this.#conversation.show(message, onScreen === true);
  }

  /** The chat that was opened before any was known gets its name and what is unread. */
  async #begin(target: Target | undefined): Promise<void> {
    await Promise.all([this.#refreshChats(), this.#refreshTickets()]);
    if (target !== undefined && this.#conversation.target === target) this.#conversation.open(target);
  }

  /** Signals of the time without a connection are lost. */
  async #catchUp(): Promise<void> {
    await Promise.all([this.#refreshChats(), this.#refreshTickets(), this.#conversation.catchUp()]);
  }

  async #refreshChats(): Promise<void> {
    await unlessRefused(this.#chats.refresh());
    this.#conversation.update();
  }

  async #refreshTickets(): Promise<void> {
    await unlessRefused(this.#tickets.refresh());
  }
}

/** What could not be asked for is asked for again with the next change. */
async function unlessRefused(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
