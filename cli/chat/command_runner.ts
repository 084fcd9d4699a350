/**
 * Does what a typed line asks for, within one session. Knows which command is whose; nothing of logging in or of the
 * stream of messages. Invariant: one that fails says so and ends nothing.
 */

import { ChatError } from '../../shared/contract/chat_error.ts';
import { changePassword, deleteAccount, listAccounts, setHidden } from './account_commands.ts';
import { listChats, openAccount, openWhat, searchMessages, showHistory, showParticipants } from './chat_commands.ts';
import { chatLabel } from './chat_list.ts';
import { type ChatCommand, parseCommand } from './command.ts';
import type { CommandContext } from './command_context.ts';
import { closeTicket, listTickets, openTicket, takeTicket, transferTicket } from './desk_commands.ts';
import { addToGroup, leaveGroup, makeGroup, removeFromGroup, renameGroup, setRole } from './group_commands.ts';
import { chatHelp } from './help.ts';
import { refusalText } from './refusal_text.ts';
import type { Sender } from './sender.ts';

/** Once one of these has its answer, another chat is open. */
const opening: ReadonlySet<ChatCommand['kind']> = new Set(['open', 'group', 'desk', 'desk next']);

export class CommandRunner {
  readonly #context: CommandContext;
  readonly #sender: Sender;
  /** While another chat is being opened: whether it was. What is typed meanwhile is for that one. */
  #opening: Promise<boolean> | undefined;

  constructor(context: CommandContext, sender: Sender) {
    this.#context = context;
    this.#sender = sender;
  }

  /** Never throws what the server says; lines wait for no more than the opening of a chat. See LineListener. */
  line(line: string, justTyped: boolean): void {
    const { terminal } = this.#context;
    const command = parseCommand(line);
    // What is sent is shown as a message instead.
    if (justTyped && (command.kind === 'say' || command.kind === 'message')) terminal.eraseTypedLine(line);
    const done = this.#orSay(this.#inTurn(command));
    if (opening.has(command.kind)) this.#opens(done);
  }

  /** As /open, once that is ready: what is typed meanwhile is for that chat. */
  open(what: string, ready: Promise<unknown>): void {
    this.#opens(this.#orSay(ready.then(() => this.#run({ kind: 'open', what }))));
  }

  async #orSay(done: Promise<void>): Promise<void> {
    const { screen, chats } = this.#context;
    try {
      await done;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      // By our own leaving.
      if (error.code !== 'CANCELLED') screen.problem(refusalText(error, chats));
    }
  }

  #opens(done: Promise<void>): void {
    const { conversation } = this.#context;
    const { target } = conversation;
    const opened = done.then(() => {
      if (this.#opening === opened) this.#opening = undefined;
      return conversation.target !== target;
    });
    this.#opening = opened;
  }

  async #inTurn(command: ChatCommand): Promise<void> {
    // Nobody is kept from leaving.
    const waits = this.#opening !== undefined && !['quit', 'logout', 'help'].includes(command.kind);
    if (waits && (await this.#opening) === false && command.kind === 'say') {
      // Not to those for whom it was not meant.
      return this.#context.screen.problem(`not sent, for no other chat was opened: ${command.body}`);
    }
    await this.#run(command);
  }

  async #run(command: ChatCommand): Promise<void> {
    const context = this.#context;
    switch (command.kind) {
      case 'nothing':
        return;
      case 'wrong':
        return context.screen.problem(command.problem);
      case 'help':
        return context.screen.notices(chatHelp);
      case 'say':
        return this.#say(command.body);
      case 'message':
        return this.#sender.toAccount(command.name, command.body);
      case 'chats':
        return listChats(context);
      case 'open':
        return openWhat(context, command.what);
      case 'to':
        return openAccount(context, command.name);
      case 'who':
        return showParticipants(context);
      case 'history':
        return showHistory(context, command.count);
      case 'search':
        return searchMessages(context, command.query);
      case 'group':
        return makeGroup(context, command.title, command.names);
      case 'rename':
        return renameGroup(context, command.title);
      case 'add':
        return addToGroup(context, command.names, command.withHistory);
      case 'remove':
        return removeFromGroup(context, command.name);
      case 'role':
        return setRole(context, command.name, command.role);
      case 'leave':
        return leaveGroup(context);
      case 'desk':
        return openTicket(context, command.subject);
      case 'tickets':
        return listTickets(context);
      case 'desk next':
        return takeTicket(context);
      case 'desk transfer':
        return transferTicket(context, command.name, command.subject);
      case 'desk close':
        return closeTicket(context);
      case 'list':
        return listAccounts(context, command.pattern);
      case 'hide':
      case 'show':
        return setHidden(context, command.kind === 'hide');
      case 'password':
        return changePassword(context);
      case 'delete':
        return deleteAccount(context);
      case 'logout':
        await context.client.logout();
        return context.onEnd('logged out');
      case 'quit':
        return context.onEnd('left');
      default:
        command satisfies never;
    }
  }

  #say(body: string): void {
    const { conversation, screen } = this.#context;
    const { chat, target } = conversation;
    const name = chat?.others ?? (target !== undefined && 'name' in target ? target.name : undefined);
    if (chat !== undefined && chat.kind !== 'direct') this.#sender.toChat(chat.chat, body, 'you', chatLabel(chat));
    else if (name === '') screen.problem(`not sent, for nobody else is there any more: ${body}`);
    else if (name !== undefined) this.#sender.toAccount(name, body);
    else screen.problem(`no chat is open to send that to: /to NAME or /open TITLE opens one (${body})`);
  }
}
