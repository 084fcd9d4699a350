/**
 * Signal `chats`: what has changed of a chat, told to its participants; where they are many, only to those whom it
 * concerns. An account that is deleted leaves thousands of chats at once: these are told over as many turns as it takes.
 * Knows nothing of tickets but that one that is closed closes its chat.
 */

import type { Signal } from '../../contract/core_port.ts';
import type { ChatState } from '../chat_state.ts';
import type { Inbox } from '../inbox.ts';
import type { Job } from '../sliced_work.ts';
import type { AccountState, ChatChange, ChatChanged } from '../state.ts';
import type { SignalsContext } from './signals_context.ts';

interface Leaving {
  readonly account: AccountState;
  readonly position: number;
}

export class ChatSignals {
  readonly #context: SignalsContext;
  /** Left by accounts that were deleted, and not told yet. */
  readonly #left = new Map<ChatState, readonly Leaving[]>();
  #working = false;

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
    if (this.#context.inboxes.asking('chats').size === 0) return;
    for (const chat of chats) this.#left.set(chat, [...(this.#left.get(chat) ?? []), { account, position }]);
    if (this.#working || this.#left.size === 0) return;
    this.#working = true;
    this.#context.inboxes.work.startLater(this.#tellLeft());
  }

  *#tellLeft(): Job {
    try {
      for (const chat of this.#left.keys()) yield this.#tellLeftOf(chat);
    } finally {
      this.#working = false;
    }
  }

  /** How many were looked at. */
  #tellLeftOf(chat: ChatState): number {
    const left = this.#left.get(chat) ?? [];
    this.#left.delete(chat);
    let looked = 1;
    for (const { account, position } of left) looked += this.#tellNow(chat, 'left', [account], position);
    return looked;
  }

  /** What is not told yet of the chat comes first: positions only go up. */
  #tell(chat: ChatState, change: ChatChange, accounts: readonly AccountState[], position: number): void {
    if (this.#left.has(chat)) this.#tellLeftOf(chat);
    this.#tellNow(chat, change, accounts, position);
  }

  #tellNow(chat: ChatState, change: ChatChange, accounts: readonly AccountState[], position: number): number {
    const { inboxes, limits } = this.#context;
    if (inboxes.asking('chats').size === 0) return 1;
    const { told, looked } = this.#concerned(chat, change, accounts);
    if (told.size === 0) return looked;
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
    return looked;
  }

  /** Those who ask, of whom it concerns. A chat that is new concerns all of its participants. */
  #concerned(
    chat: ChatState,
    change: ChatChange,
    accounts: readonly AccountState[],
  ): { readonly told: ReadonlySet<Inbox>; readonly looked: number } {
    const { inboxes, limits } = this.#context;
    const told = new Set<Inbox>();
    let looked = 1 + accounts.length;
    if (change === 'created' || chat.participants.size <= limits.signalParticipantsMax) {
      for (const inbox of inboxes.askingIn(chat, 'chats')) {
        if (inbox !== undefined) told.add(inbox);
        looked += 1;
      }
    }
    for (const account of accounts) {
      const inbox = account.deleted ? undefined : inboxes.known(account);
      if (inbox?.asks('chats') === true) told.add(inbox);
    }
    return { told, looked };
  }
}
