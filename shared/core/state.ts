/**
 * What the events of a ledger add up to: accounts, sessions, chats and cursors; never messages. Changed by `apply`
 * alone, so that the same events give the same state anywhere. Knows nothing of time, locks or subscribers.
 */

import assert from 'node:assert/strict';
import type { AccountId, ChatId, LedgerEvent, LedgerSnapshot, MessageSent, TokenHash } from '../ledger/ledger.ts';
import { type KeyBounds, KeyMemory } from './key_memory.ts';
import { SortedNames } from './sorted_names.ts';

export interface AccountState {
  readonly id: AccountId;
  readonly name: string;
  readonly fullName: string;
  passwordHash: string;
  acknowledgedPosition: number;
  deleted: boolean;
  readonly chats: Set<ChatId>;
  /** The direct chat with each other account. */
  readonly directChats: Map<AccountId, ChatState>;
  readonly sessions: Set<SessionState>;
}

export interface SessionState {
  readonly token: TokenHash;
  readonly account: AccountState;
  readonly openedMs: number;
  /** A time at which it was in use; the token hub may know of a later one. */
  usedMs: number;
  ended: boolean;
}

export interface ChatState {
  readonly id: ChatId;
  /** Those that still exist. */
  readonly participants: AccountState[];
}

/** What came of an event beyond the state itself; the core tells subscribers. */
export type Consequence =
  | { readonly type: 'none' }
  | { readonly type: 'message'; readonly event: MessageSent; readonly participants: readonly AccountState[] }
  | {
      readonly type: 'sessions_ended';
      readonly sessions: readonly SessionState[];
      readonly code: 'SESSION_ENDED' | 'SESSION_EXPIRED' | 'PASSWORD_CHANGED';
    }
  | { readonly type: 'account_deleted'; readonly account: AccountState };

const none: Consequence = { type: 'none' };

export class State {
  readonly accounts = new Map<AccountId, AccountState>();
  readonly accountsByName = new Map<string, AccountState>();
  readonly names = new SortedNames();
  readonly sessions = new Map<TokenHash, SessionState>();
  readonly chats = new Map<ChatId, ChatState>();
  readonly keys: KeyMemory;
  #position = 0;

  constructor(bounds: KeyBounds) {
    this.keys = new KeyMemory(bounds);
  }

  /** What the events up to the snapshot's position would have made of an empty state. */
  static recovered(snapshot: LedgerSnapshot, bounds: KeyBounds): State {
    const state = new State(bounds);
    for (const { account, ...rest } of snapshot.accounts) state.#add(newAccount({ id: account, ...rest }));
    for (const { token, account, openedMs, usedMs } of snapshot.sessions) {
      state.#open({ token, account: state.#account(account), openedMs, usedMs, ended: false });
    }
    for (const { chat, participants } of snapshot.chats) state.#createChat(chat, participants);
    for (const use of snapshot.keys) state.keys.remember(use);
    // Only now: what accounts that are gone used counts towards the bound on all keys, as it did before.
    for (const account of state.keys.accounts()) {
      if (!state.accounts.has(account)) state.keys.forgetAccount(account);
    }
    state.#position = snapshot.position;
    return state;
  }

  /** The position of the newest event applied. */
  get position(): number {
    return this.#position;
  }

  /** Throws an AssertionError where the event cannot follow on this state. */
  apply(event: LedgerEvent, position: number): Consequence {
    // A comparison first: assert.equal costs more than applying a message does.
    if (position !== this.#position + 1) assert.fail(`event ${position} cannot follow on ${this.#position}`);
    this.#position = position;
    switch (event.type) {
      case 'message_sent':
        return this.#messageSent(event, position);
      case 'inbox_acknowledged':
        this.#account(event.account).acknowledgedPosition = event.acknowledgedPosition;
        return none;
      case 'account_created':
        this.#add(newAccount({ ...event, id: event.account, acknowledgedPosition: position }));
        return none;
      case 'session_opened': {
        const { token, timeMs } = event;
        this.#open({ token, account: this.#account(event.account), openedMs: timeMs, usedMs: timeMs, ended: false });
        return none;
      }
      case 'session_ended': {
        const session = this.sessions.get(event.token);
        assert(session, 'the session that ends exists');
        this.#end([session]);
        return { type: 'sessions_ended', sessions: [session], code: event.reason };
      }
      case 'sessions_used':
        for (const { token, usedMs } of event.uses) {
          const session = this.sessions.get(token);
          if (session !== undefined) session.usedMs = usedMs;
        }
        return none;
      case 'password_changed': {
        const account = this.#account(event.account);
        account.passwordHash = event.passwordHash;
        const others = [...account.sessions].filter((session) => session.token !== event.keptSession);
        this.#end(others);
        return { type: 'sessions_ended', sessions: others, code: 'PASSWORD_CHANGED' };
      }
      case 'account_deleted': {
        const account = this.#account(event.account);
        this.#remove(account);
        return { type: 'account_deleted', account };
      }
      case 'chat_created':
        this.#createChat(event.chat, event.participants);
        return none;
      default:
        return event satisfies never;
    }
  }

  #messageSent(event: MessageSent, position: number): Consequence {
    const chat = this.chats.get(event.chat);
    if (chat === undefined) assert.fail(`a message in chat ${event.chat}, which does not exist`);
    const { account, key, timeMs, fingerprint } = event;
    if (key !== '') this.keys.remember({ account, key, position, timeMs, chat: event.chat, fingerprint });
    return { type: 'message', event, participants: chat.participants };
  }

  #account(id: AccountId): AccountState {
    const account = this.accounts.get(id);
    assert(account, `account ${id} exists`);
    return account;
  }

  #add(account: AccountState): void {
    assert(!this.accountsByName.has(account.name), 'the name of a new account is free');
    this.accounts.set(account.id, account);
    this.accountsByName.set(account.name, account);
    this.names.add(account.name);
  }

  #open(session: SessionState): void {
    this.sessions.set(session.token, session);
    session.account.sessions.add(session);
  }

  #createChat(id: ChatId, ids: readonly AccountId[]): void {
    const participants = ids.map((participant) => this.#account(participant));
    const chat: ChatState = { id, participants };
    this.chats.set(id, chat);
    for (const participant of participants) {
      participant.chats.add(id);
      for (const other of participants) if (other !== participant) participant.directChats.set(other.id, chat);
    }
  }

  #remove(account: AccountState): void {
    account.deleted = true;
    this.keys.forgetAccount(account.id);
    this.#end([...account.sessions]);
    this.accounts.delete(account.id);
    this.accountsByName.delete(account.name);
    this.names.remove(account.name);
    for (const id of account.chats) {
      const chat = this.chats.get(id);
      if (chat === undefined) continue;
      chat.participants.splice(chat.participants.indexOf(account), 1);
      for (const other of chat.participants) other.directChats.delete(account.id);
      // Those who stay keep the chat, to read; nobody is left to read one without participants.
      if (chat.participants.length === 0) this.chats.delete(id);
    }
  }

  #end(sessions: readonly SessionState[]): void {
    for (const session of sessions) {
      session.ended = true;
      this.sessions.delete(session.token);
      session.account.sessions.delete(session);
    }
  }
}

function newAccount(
  of: Pick<AccountState, 'id' | 'name' | 'fullName' | 'passwordHash' | 'acknowledgedPosition'>,
): AccountState {
  const { id, name, fullName, passwordHash, acknowledgedPosition } = of;
  return {
    id,
    name,
    fullName,
    passwordHash,
    acknowledgedPosition,
    deleted: false,
    chats: new Set(),
    directChats: new Map(),
    sessions: new Set(),
  };
}
