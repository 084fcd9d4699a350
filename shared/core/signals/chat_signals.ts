/**
 * Signal `chats`: what has changed of a chat, told to its participants; where they are many, only to those whom it
 * concerns. An account that is deleted leaves thousands of chats in one commit: these are told over as many turns as it
 * takes.
 * Knows nothing of tickets but that one that is closed closes its chat.
 */

import type { Signal } from '../../contract/core_port.ts';
import type { ChatState } from '../chat_state.ts';
import type { Inbox } from '../inbox.ts';
import type { Job } from '../sliced_work.ts';
import type { AccountState, ChatChange, ChatChanged } from '../state.ts';
import type { SignalsContext } from './signals_context.ts';

/** Changes waiting to be told. With more, whoever makes them waits until they are told, as long as that takes. */
const pendingMax = 50_000;

interface Change {
  readonly change: ChatChange;
  readonly accounts: readonly AccountState[];
  readonly position: number;
}

export class ChatSignals {
  readonly #context: SignalsContext;
  /** Not told yet, of each chat in the order of the positions. */
  readonly #pending = new Map<ChatState, Change[]>();
  #count = 0;
  #working = false;

  constructor(context: SignalsContext) {
    this.#context = context;
  }

  changed({ chat, change, accounts }: ChatChanged, position: number): void {
    this.#note(chat, { change, accounts, position });
    this.#work(false);
  }

  closed(chat: ChatState, position: number): void {
    this.#note(chat, { change: 'closed', accounts: [], position });
    this.#work(false);
  }

  /** The account is gone: to the others it has left. */
  accountDeleted(account: AccountState, chats: readonly ChatState[], position: number): void {
    for (const chat of chats) this.#note(chat, { change: 'left', accounts: [account], position });
    this.#work(true);
  }

  #note(chat: ChatState, change: Change): void {
    if (this.#context.inboxes.asking('chats').size === 0) return;
    const known = this.#pending.get(chat);
    if (known === undefined) this.#pending.set(chat, [change]);
    else known.push(change);
    this.#count += 1;
    if (this.#count > pendingMax) for (const _ of this.#tellAbout(chat));
  }

  #work(later: boolean): void {
    if (this.#working || this.#pending.size === 0) return;
    this.#working = true;
    const { work } = this.#context.inboxes;
    if (later) work.startLater(this.#tellPending());
    else work.start(this.#tellPending());
  }

  *#tellPending(): Job {
    try {
      for (const chat of this.#pending.keys()) yield* this.#tellAbout(chat);
    } finally {
      this.#working = false;
    }
  }

  *#tellAbout(chat: ChatState): Job {
    const changes = this.#pending.get(chat) ?? [];
    this.#pending.delete(chat);
    this.#count -= changes.length;
    for (const { change, accounts, position } of changes) yield this.#tell(chat, change, accounts, position);
  }

  /** How many were looked at. */
  #tell(chat: ChatState, change: ChatChange, accounts: readonly AccountState[], position: number): number {
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
