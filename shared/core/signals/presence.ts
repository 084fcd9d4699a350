/**
 * Signal `presence`: who is connected, and when those who are not were last. Told once it has lasted for a while, so
 * that who goes for a moment has not gone; written down when somebody goes. Knows inboxes, and who hides it; nothing of
 * who asks by ListAccounts.
 */

import { ChatError } from '../../contract/chat_error.ts';
import type { Eventually, Signal } from '../../contract/core_port.ts';
import type { LedgerEvent } from '../../ledger/ledger.ts';
import type { ChatState } from '../chat_state.ts';
import type { Inbox } from '../inbox.ts';
import type { Job } from '../sliced_work.ts';
import type { AccountState } from '../state.ts';
import { Debounce } from './debounce.ts';
import type { SignalsContext } from './signals_context.ts';

export interface PresenceContext extends SignalsContext {
  /** Commits and applies. */
  readonly commit: (events: readonly LedgerEvent[]) => Eventually<unknown>;
}

/** Accounts in one event, so that none grows with the number of accounts. */
const seenPerEventMax = 1_000;

export class Presence {
  readonly #context: PresenceContext;
  readonly #startedMs: number;
  /** When those came or went who are to be looked at once that has lasted, the first first. */
  readonly #due = new Map<AccountState, number>();
  readonly #timer: Debounce;
  /** Those of whom others were told that they are connected. */
  readonly #told = new Set<AccountState>();
  /** Those whom somebody saw, by asking, before others were told. */
  readonly #seen = new Set<AccountState>();
  /** When those who went were last connected, until it is written. */
  readonly #unwritten = new Map<AccountState, number>();
  /** Of these others are to be told now: they hide it, or are gone, and with them the chats by which they were known. */
  readonly #vanished = new Map<AccountState, Iterable<ChatState> | undefined>();
  /** Those who went for long enough, until writing that begins. */
  #gone: AccountState[] = [];
  #working = false;
  #writeFailed = false;

  constructor(context: PresenceContext) {
    this.#context = context;
    this.#startedMs = context.environment.now();
    this.#timer = new Debounce(context.environment, context.limits.presenceDebounceMs, () => this.#work(false));
    context.inboxes.watch({ connectionChanged: (account, online) => this.#connectionChanged(account, online) });
  }

  /** What others who may know are told of the account. Who is connected now was last connected now. */
  of(account: AccountState): { readonly online: boolean; readonly lastSeenMs: number } {
    if (account.presenceHidden) return { online: false, lastSeenMs: 0 };
    if (this.#due.has(account)) this.#seen.add(account);
    if (this.#context.inboxes.isOnline(account)) return { online: true, lastSeenMs: this.#context.environment.now() };
    return { online: false, lastSeenMs: this.#lastSeenMs(account) };
  }

  /**
   * Where others were told that it is connected they are told otherwise at once: who hides is not to be seen for another
   * moment. Whoever shows itself has come; others are told once that has lasted.
   */
  hiddenChanged(account: AccountState): void {
    if (account.presenceHidden && this.#told.delete(account)) {
      this.#vanished.set(account, undefined);
      this.#work(true);
    } else {
      this.#noteDue(account);
    }
  }

  accountDeleted(account: AccountState, chats: readonly ChatState[]): void {
    this.#due.delete(account);
    this.#unwritten.delete(account);
    const wasSeen = this.#seen.delete(account);
    if (!this.#told.delete(account) && !wasSeen && !this.#vanished.has(account)) return;
    this.#vanished.set(account, chats);
    this.#work(true);
  }

  /** Writes down when those who went were last connected. Called at the end, when everybody has gone. */
  async close(): Promise<void> {
    this.#timer.close();
    await this.#write([...this.#unwritten.keys()]);
  }

  #connectionChanged(account: AccountState, online: boolean): void {
    const nowMs = this.#context.environment.now();
    if (online) this.#unwritten.delete(account);
    else this.#unwritten.set(account, nowMs);
    this.#noteDue(account);
  }

  #noteDue(account: AccountState): void {
    // Anew, so that the order is that of the times.
    this.#due.delete(account);
    this.#due.set(account, this.#context.environment.now());
    this.#timer.note();
  }

  #work(later: boolean): void {
    if (this.#working) return;
    this.#working = true;
    const { work } = this.#context.inboxes;
    if (later) work.startLater(this.#tellAll());
    else work.start(this.#tellAll());
  }

  *#tellAll(): Job {
    try {
      yield* this.#tellVanished();
      for (const [account, notedMs] of this.#due) {
        if (this.#leftMs(notedMs) > 0) break;
        this.#due.delete(account);
        yield* this.#settle(account);
        yield* this.#tellVanished();
      }
    } finally {
      this.#working = false;
      if (this.#gone.length > 0) this.#writeGone();
    }
    const [firstMs] = this.#due.values();
    if (firstMs !== undefined) this.#timer.note(this.#leftMs(firstMs));
  }

  /** What was noted later than now was noted before the clock was set back: it is due. */
  #leftMs(notedMs: number): number {
    const { environment, limits } = this.#context;
    const agoMs = environment.now() - notedMs;
    return agoMs < 0 ? 0 : Math.max(0, limits.presenceDebounceMs - agoMs);
  }

  *#tellVanished(): Job {
    for (const [account, chats] of this.#vanished) {
      this.#vanished.delete(account);
      yield* this.#tell(account, chats ?? chatsOf(account));
    }
  }

  /** Where that is refused, for want of room perhaps, it is tried again when the next ones have gone. */
  #writeGone(): void {
    const accounts = this.#writeFailed ? [...this.#unwritten.keys()] : this.#gone;
    this.#gone = [];
    this.#writeFailed = false;
    this.#write(accounts).catch((error: unknown) => {
      this.#writeFailed = true;
      if (!(error instanceof ChatError)) this.#context.environment.reportFault('writing who was seen', error);
    });
  }

  *#settle(account: AccountState): Job {
    const online = this.#context.inboxes.isOnline(account);
    const isNews = this.#seen.delete(account) || (online !== this.#told.has(account) && !account.presenceHidden);
    if (this.#unwritten.has(account)) this.#gone.push(account);
    if (this.#gone.length >= seenPerEventMax) this.#writeGone();
    if (account.deleted) return;
    if (online && !account.presenceHidden) this.#told.add(account);
    else this.#told.delete(account);
    yield 1;
    if (isNews) yield* this.#tell(account, chatsOf(account));
  }

  *#tell(account: AccountState, chats: Iterable<ChatState>): Job {
    const { inboxes, limits } = this.#context;
    const told = new Set<Inbox>();
    for (const chat of chats) {
      yield 1;
      if (inboxes.asking('presence').size === 0) return;
      if (chat.participants.size > limits.signalParticipantsMax) continue;
      for (const inbox of inboxes.askingIn(chat, 'presence')) {
        if (inbox !== undefined && inbox.account !== account && !told.has(inbox)) {
          told.add(inbox);
          // Looked at anew: between two turns it may have hidden, or gone.
          inbox.signal(this.#signalOf(account));
        }
        yield 1;
      }
    }
  }

  #signalOf(account: AccountState): Signal {
    const present = account.deleted ? { online: false, lastSeenMs: 0 } : this.of(account);
    return { case: 'presence', value: { account: account.name, ...present } };
  }

  #lastSeenMs(account: AccountState): number {
    const unwrittenMs = this.#unwritten.get(account);
    if (unwrittenMs !== undefined) return unwrittenMs;
    let seenMs = account.seenMs;
    // After a crash nothing is written of those who were connected; but uses of their sessions are, now and then.
    for (const { openedMs, usedMs } of account.sessions) {
      if (openedMs < this.#startedMs) seenMs = Math.max(seenMs, usedMs);
    }
    return seenMs;
  }

  /** No lock: an account that goes meanwhile is passed over where the event is applied. */
  async #write(accounts: readonly AccountState[]): Promise<void> {
    for (let start = 0; start < accounts.length; start += seenPerEventMax) {
      const some = accounts.slice(start, start + seenPerEventMax);
      // Some have come back, or are deleted, while those before them were written.
      const gone = some.filter((account) => this.#unwritten.has(account));
      const seen = gone.map((account) => ({ account: account.id, seenMs: this.#unwritten.get(account) ?? 0 }));
      if (seen.length === 0) continue;
      await this.#context.commit([{ type: 'accounts_seen', seen }]);
      for (const [index, account] of gone.entries()) {
        if (this.#unwritten.get(account) === seen[index]?.seenMs) this.#unwritten.delete(account);
      }
    }
  }
}

function* chatsOf(account: AccountState): Iterable<ChatState> {
  for (const { chat } of account.chats.values()) yield chat;
}
