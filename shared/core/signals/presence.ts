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
import type { AccountState } from '../state.ts';
import { Debounce } from './debounce.ts';
import type { SignalsContext } from './signals_context.ts';

export interface PresenceContext extends SignalsContext {
  /** Commits and applies. */
  readonly commit: (events: readonly LedgerEvent[]) => Eventually<unknown>;
}

/** Accounts in one event, so that none grows with the number of accounts. */
const seenPerEventMax = 1_000;
/** Signals told in one turn of the event loop, from which on the rest waits for another one. */
const signalsPerTurnMax = 1_000;

export class Presence {
  readonly #context: PresenceContext;
  readonly #startedMs: number;
  /** When to look at those who came or went, the first first. */
  readonly #due = new Map<AccountState, number>();
  readonly #timer: Debounce;
  /** Those of whom others were told that they are connected. */
  readonly #told = new Set<AccountState>();
  /** Those whom somebody saw, by asking, before others were told. */
  readonly #seen = new Set<AccountState>();
  /** When those who went were last connected, until it is written. */
  readonly #unwritten = new Map<AccountState, number>();
  #writeFailed = false;

  constructor(context: PresenceContext) {
    this.#context = context;
    this.#startedMs = context.environment.now();
    this.#timer = new Debounce(context.environment, context.limits.presenceDebounceMs, () => this.#look());
    context.inboxes.watch({ connectionChanged: (account, online) => this.#connectionChanged(account, online) });
  }

  /** What others who may know are told of the account. Who is connected now was last connected now. */
  of(account: AccountState): { readonly online: boolean; readonly lastSeenMs: number } {
    if (account.presenceHidden) return { online: false, lastSeenMs: 0 };
    if (this.#due.has(account)) this.#seen.add(account);
    if (this.#context.inboxes.isOnline(account)) return { online: true, lastSeenMs: this.#context.environment.now() };
    return { online: false, lastSeenMs: this.#lastSeenMs(account) };
  }

  /** Told at once: who hides is not to be seen for another moment. */
  hiddenChanged(account: AccountState): void {
    this.#told.delete(account);
    if (!account.presenceHidden && this.#context.inboxes.isOnline(account)) this.#told.add(account);
    this.#tell(account, chatsOf(account));
  }

  accountDeleted(account: AccountState, chats: readonly ChatState[]): void {
    this.#due.delete(account);
    this.#seen.delete(account);
    this.#unwritten.delete(account);
    if (this.#told.delete(account)) this.#tell(account, chats);
  }

  /** Writes down when those who went were last connected. Called at the end, when everybody has gone. */
  async close(): Promise<void> {
    this.#timer.close();
    await this.#write([...this.#unwritten.keys()]);
  }

  #connectionChanged(account: AccountState, online: boolean): void {
    const { environment, limits } = this.#context;
    const nowMs = environment.now();
    if (online) this.#unwritten.delete(account);
    else this.#unwritten.set(account, nowMs);
    // Anew, so that the order is that of the times.
    this.#due.delete(account);
    this.#due.set(account, nowMs + limits.presenceDebounceMs);
    this.#timer.note();
  }

  /** Looks at those whose time has come. */
  #look(): void {
    const nowMs = this.#context.environment.now();
    const gone: AccountState[] = [];
    let signals = 0;
    for (const [account, dueMs] of this.#due) {
      if (dueMs > nowMs || signals >= signalsPerTurnMax) {
        this.#timer.note(Math.max(0, dueMs - nowMs));
        break;
      }
      this.#due.delete(account);
      signals += this.#settle(account);
      if (this.#unwritten.has(account)) gone.push(account);
    }
    if (gone.length > 0) this.#writeGone(gone);
  }

  /** Where that is refused, for want of room perhaps, it is tried again when the next ones have gone. */
  #writeGone(gone: readonly AccountState[]): void {
    const accounts = this.#writeFailed ? [...this.#unwritten.keys()] : gone;
    this.#writeFailed = false;
    this.#write(accounts).catch((error: unknown) => {
      this.#writeFailed = true;
      if (!(error instanceof ChatError)) this.#context.environment.reportFault('writing who was seen', error);
    });
  }

  /** How many were told. */
  #settle(account: AccountState): number {
    const online = this.#context.inboxes.isOnline(account);
    const isNews = online !== this.#told.has(account) || this.#seen.has(account);
    this.#seen.delete(account);
    if (account.presenceHidden || account.deleted) return 0;
    if (online) this.#told.add(account);
    else this.#told.delete(account);
    return isNews ? this.#tell(account, chatsOf(account)) : 0;
  }

  #tell(account: AccountState, chats: Iterable<ChatState>): number {
    const { inboxes, limits } = this.#context;
    if (inboxes.asking('presence').size === 0) return 0;
    const told = new Set<Inbox>();
    for (const chat of chats) {
      if (chat.participants.size > limits.signalParticipantsMax) continue;
      for (const inbox of inboxes.connectedIn(chat)) {
        if (inbox.account !== account && inbox.asks('presence')) told.add(inbox);
      }
    }
    if (told.size === 0) return 0;
    const present = account.deleted ? { online: false, lastSeenMs: 0 } : this.of(account);
    const signal: Signal = { case: 'presence', value: { account: account.name, ...present } };
    for (const inbox of told) inbox.signal(signal);
    return told.size;
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
