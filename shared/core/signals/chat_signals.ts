/**
 * Signal `chats`: what has changed of a chat, told to its participants; where they are many, only to those whom it
 * concerns. Knows nothing of tickets but that one that is closed closes its chat.
 */

import type { Signal } from '../../contract/core_port.ts';
import type { ChatState } from '../chat_state.ts';
import type { Inbox } from '../inbox.ts';
import type { AccountState, ChatChange, ChatChanged } from '../state.ts';
import type { SignalsContext } from './signals_context.ts';

export class ChatSignals {
  readonly #context: SignalsContext;

  constructor(context: SignalsContext) {
    this.#context = context;
  }

  changed({ chat, change, accounts }: ChatChanged, position: number): void {
    this.#tell(chat, change, accounts, position);
  }

  closed(chat: ChatState, position: number): void {
    this.#tell(chat, 'closed', [], position);
  }

  /** The account is gone: to the others it has left. */
  accountDeleted(account: AccountState, chats: readonly ChatState[], position: number): void {
    for (const chat of chats) this.#tell(chat, 'left', [account], position);
  }

  #tell(chat: ChatState, change: ChatChange, accounts: readonly AccountState[], position: number): void {
    const { inboxes, limits } = this.#context;
    if (inboxes.asking('chats').size === 0) return;
    const told = this.#concerned(chat, change, accounts);
    if (told.size === 0) return;
    const signal: Signal = {
      case: 'chatChanged',
      value: {
        chat: chat.id,
        kind: chat.kind,
        title: chat.title,
        change,
        position,
        accounts: accounts.slice(0, limits.chatNamesMax).map(({ name }) => name),
        participants: chat.participants.size,
      },
    };
    for (const inbox of told) inbox.signal(signal);
  }

  /** Those who ask, of whom it concerns. A chat that is new concerns all of its participants. */
  #concerned(chat: ChatState, change: ChatChange, accounts: readonly AccountState[]): ReadonlySet<Inbox> {
    const { inboxes, limits } = this.#context;
    const told = new Set<Inbox>();
    if (change === 'created' || chat.participants.size <= limits.signalParticipantsMax) {
      for (const inbox of inboxes.connectedIn(chat)) if (inbox.asks('chats')) told.add(inbox);
    }
    for (const account of accounts) {
      if (account.deleted) continue;
      const inbox = inboxes.of(account);
      if (inbox.asks('chats')) told.add(inbox);
    }
    return told;
  }
}
