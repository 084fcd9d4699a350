/**
 * All inboxes in use, and which of them somebody is connected to. A message is handed to those alone, whatever the
 * number of the chat's participants. Knows who is connected; what that means to others is presence.
 */

import type { ErrorCode, Message } from '../contract/contract.generated.ts';
import type { AccountId, MessageSent } from '../ledger/ledger.ts';
import type { ChatState } from './chat_state.ts';
import { ConnectedInboxes } from './connected_inboxes.ts';
import { Inbox, type InboxContext } from './inbox.ts';
import { Debounce } from './signals/debounce.ts';
import { type SignalKind, signalKinds } from './signals/signal_kinds.ts';
import { type Job, SlicedWork } from './sliced_work.ts';
import type { AccountState, ChatChanged } from './state.ts';

/** Hears of changes as they happen, within the call that makes them. */
export interface InboxWatcher {
  /** The account's first subscriber has come, or its last one has gone. */
  connectionChanged?(account: AccountState, online: boolean): void;
  /** The first subscriber of the account who asks for such signals has come, or the last one has gone. */
  askingChanged?(account: AccountState, kind: SignalKind, asks: boolean): void;
}

/**
 * For how long messages of its chats still look for an inbox that nobody is connected to any more. Whoever comes and goes
 * in a row is looked up in all of its chats once, not each time.
 */
const lingerMs = 1_000;

export class Inboxes {
  /** For all that is told to many. */
  readonly work: SlicedWork;
  readonly #context: InboxContext;
  readonly #inboxes = new Map<AccountId, Inbox>();
  readonly #connected = new ConnectedInboxes();
  readonly #online = new Set<Inbox>();
  readonly #watchers: InboxWatcher[] = [];
  /** Those that are listed for all of their chats: they have a subscriber, or had one a moment ago. */
  readonly #listed = new Set<Inbox>();
  readonly #lingering = new Set<Inbox>();
  readonly #linger: Debounce;

  constructor(context: InboxContext) {
    this.#context = context;
    this.work = new SlicedWork(context.environment);
    this.#linger = new Debounce(context.environment, lingerMs, () => this.work.start(this.#forgetLingering()));
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

  /** Where there is one: whoever was never here needs none to be told nothing. */
  known(account: AccountState): Inbox | undefined {
    return this.#inboxes.get(account.id);
  }

  isOnline(account: AccountState): boolean {
    return (this.#inboxes.get(account.id)?.subscribers ?? 0) > 0;
  }

  /** Those of the chat's participants who are connected, or were a moment ago. */
  connectedIn(chat: ChatState): ReadonlySet<Inbox> {
    return this.#connected.in(chat);
  }

  /** Those of the chat's participants with a subscriber who asked for such signals; undefined for others looked at. */
  *askingIn(chat: ChatState, kind: SignalKind): Generator<Inbox | undefined, void> {
    const [connected, asking] = [this.#connected.in(chat), this.#connected.asking(kind)];
    if (connected.size <= asking.size) for (const inbox of connected) yield asking.has(inbox) ? inbox : undefined;
    else for (const inbox of asking) yield chat.participants.has(inbox.account.id) ? inbox : undefined;
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
    const inbox = this.#inboxes.get(account.id);
    inbox?.closeAll(code, message);
    this.#inboxes.delete(account.id);
    // What it is listed for is forgotten with those that linger: whoever has no subscriber is handed nothing.
  }

  /** Nothing is waited for any more. */
  close(): void {
    this.#linger.close();
    this.work.close();
  }

  closeAll(code: ErrorCode, message: string): void {
    for (const inbox of this.#inboxes.values()) inbox.closeAll(code, message);
  }

  #joined(account: AccountState, chat: ChatState): void {
    const inbox = this.#inboxes.get(account.id);
    if (inbox !== undefined && this.#listed.has(inbox)) this.#connected.join(inbox, chat);
  }

  #attachedChanged(inbox: Inbox): void {
    const online = inbox.subscribers > 0;
    const came = online && !this.#online.has(inbox);
    const went = !online && this.#online.has(inbox);
    if (came) {
      this.#online.add(inbox);
      this.#lingering.delete(inbox);
      if (!this.#listed.has(inbox)) this.#connected.connect(inbox);
      this.#listed.add(inbox);
    }
    if (went) {
      this.#online.delete(inbox);
      this.#lingering.add(inbox);
      this.#linger.note();
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

  /** One that comes back meanwhile is listed anew, in all of its chats. */
  *#forgetLingering(): Job {
    for (const inbox of this.#lingering) {
      this.#lingering.delete(inbox);
      this.#listed.delete(inbox);
      for (const { chat } of inbox.account.chats.values()) {
        if (this.#listed.has(inbox)) break;
        this.#connected.leave(inbox, chat);
        yield 1;
      }
      yield 1;
    }
  }
}
