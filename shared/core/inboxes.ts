/**
 * All inboxes in use, and which of them somebody is connected to. A message is handed to those alone, whatever the
 * number of the chat's participants. Knows who is connected; what that means to others is presence.
 */

import type { ErrorCode, Message } from '../contract/contract.generated.ts';
import type { AccountId, MessageSent } from '../ledger/ledger.ts';
import type { ChatState } from './chat_state.ts';
import { ConnectedInboxes } from './connected_inboxes.ts';
import { Inbox, type InboxContext } from './inbox.ts';
import { type SignalKind, signalKinds } from './signals/signal_kinds.ts';
import type { AccountState, ChatChanged } from './state.ts';

/** Hears of changes as they happen, within the call that makes them. */
export interface InboxWatcher {
  /** The account's first subscriber has come, or its last one has gone. */
  connectionChanged?(account: AccountState, online: boolean): void;
  /** The first subscriber of the account who asks for such signals has come, or the last one has gone. */
  askingChanged?(account: AccountState, kind: SignalKind, asks: boolean): void;
}

export class Inboxes {
  readonly #context: InboxContext;
  readonly #inboxes = new Map<AccountId, Inbox>();
  readonly #connected = new ConnectedInboxes();
  readonly #online = new Set<Inbox>();
  readonly #watchers: InboxWatcher[] = [];

  constructor(context: InboxContext) {
    this.#context = context;
  }

  watch(watcher: InboxWatcher): void {
    this.#watchers.push(watcher);
  }

  of(account: AccountState): Inbox {
    const known = this.#inboxes.get(account.id);
    if (known !== undefined) return known;
    const inbox = new Inbox(account, this.#context, (changed) => this.#attachedChanged(changed));
    this.#inboxes.set(account.id, inbox);
    return inbox;
  }

  isOnline(account: AccountState): boolean {
    return (this.#inboxes.get(account.id)?.subscribers ?? 0) > 0;
  }

  /** Those of the chat's participants who are connected. */
  connectedIn(chat: ChatState): ReadonlySet<Inbox> {
    return this.#connected.in(chat);
  }

  /** Those with a subscriber who asked for such signals. */
  asking(kind: SignalKind): ReadonlySet<Inbox> {
    return this.#connected.asking(kind);
  }

  /** Hands the message to those participants who are connected: to all the same object. */
  handOut(event: MessageSent, position: number, chat: ChatState): void {
    const connected = this.#connected.in(chat);
    if (connected.size === 0) return;
    const { sender, timeMs, body } = event;
    const message: Message = { position, chat: event.chat, sender, timeMs, body };
    for (const inbox of connected) inbox.handOut(message);
  }

  /** Who takes part in the chat has changed, or may have. */
  chatChanged({ chat, change, accounts }: ChatChanged): void {
    if (change === 'created') {
      for (const { account } of chat.participants.values()) this.#joined(account, chat);
    } else if (change === 'added') {
      for (const account of accounts) this.#joined(account, chat);
    } else if (change === 'removed' || change === 'left') {
      for (const account of accounts) {
        const inbox = this.#inboxes.get(account.id);
        if (inbox !== undefined) this.#connected.leave(inbox, chat);
      }
    }
  }

  /** The account is gone. */
  remove(account: AccountState, code: ErrorCode, message: string): void {
    this.#inboxes.get(account.id)?.closeAll(code, message);
    this.#inboxes.delete(account.id);
  }

  closeAll(code: ErrorCode, message: string): void {
    for (const inbox of this.#inboxes.values()) inbox.closeAll(code, message);
  }

  #joined(account: AccountState, chat: ChatState): void {
    const inbox = this.#inboxes.get(account.id);
    if (inbox !== undefined && inbox.subscribers > 0) this.#connected.join(inbox, chat);
  }

  #attachedChanged(inbox: Inbox): void {
    const online = inbox.subscribers > 0;
    const came = online && !this.#online.has(inbox);
    const went = !online && this.#online.has(inbox);
    if (came) {
      this.#online.add(inbox);
      this.#connected.connect(inbox);
    }
    if (went) {
      this.#online.delete(inbox);
      this.#connected.disconnect(inbox);
    }
    for (const kind of signalKinds) {
      const asks = inbox.asks(kind);
      if (asks === this.#connected.asking(kind).has(inbox)) continue;
      this.#connected.ask(inbox, kind, asks);
      for (const watcher of this.#watchers) watcher.askingChanged?.(inbox.account, kind, asks);
    }
    if (!came && !went) return;
    for (const watcher of this.#watchers) watcher.connectionChanged?.(inbox.account, online);
  }
}
