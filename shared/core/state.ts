/**
 * What the events of a ledger add up to: accounts, sessions, chats and cursors; never messages. Changed by `apply`
 * alone, so that the same events give the same state anywhere. Knows nothing of time, locks or subscribers.
 */

import assert from 'node:assert/strict';
import type { AccountId, ChatId, LedgerEvent, LedgerSnapshot, MessageSent, TokenHash } from '../ledger/ledger.ts';
import { orderChats } from './chat_state.ts';
import { ChatsState } from './chats_state.ts';
import type { Consequence } from './consequence.ts';
import { DeskState } from './desk_state.ts';
import { type KeyBounds, KeyMemory } from './key_memory.ts';
import { SortedNames } from './sorted_names.ts';
import type { AccountState, ChatState, SessionState } from './state_types.ts';

export type { ChatChange, ChatChanged, Consequence } from './consequence.ts';
export type { AccountState, SessionState } from './state_types.ts';

export interface StateBounds extends KeyBounds {
  readonly formerParticipantsPerChatMax: number;
}

const none: Consequence = { type: 'none' };

export class State {
  readonly accounts = new Map<AccountId, AccountState>();
  readonly accountsByName = new Map<string, AccountState>();
  readonly names = new SortedNames();
  readonly sessions = new Map<TokenHash, SessionState>();
  readonly chats: ReadonlyMap<ChatId, ChatState>;
  readonly desk = new DeskState();
  readonly keys: KeyMemory;
  readonly #chats: ChatsState;
  #position = 0;

  constructor(bounds: StateBounds) {
    this.#chats = new ChatsState(this.accounts, bounds.formerParticipantsPerChatMax);
    this.chats = this.#chats.byId;
    this.keys = new KeyMemory(bounds);
  }

  /** What the events up to the snapshot's position would have made of an empty state. */
  static recovered(snapshot: LedgerSnapshot, bounds: StateBounds): State {
    const state = new State(bounds);
    for (const { account, ...rest } of snapshot.accounts) state.#add(newAccount({ id: account, ...rest }));
    for (const { token, account, openedMs, usedMs } of snapshot.sessions) {
      state.#open({ token, account: state.#account(account), openedMs, usedMs, ended: false });
    }
    state.#chats.recover(snapshot.chats);
    for (const account of state.accounts.values()) orderChats(account);
    state.#recoverTickets(snapshot);
    for (const use of snapshot.keys) state.keys.remember(use);
    // Only now: what accounts that are gone used counts towards the bound on all keys, as it did before.
    for (const account of state.keys.accounts()) {
      if (!state.accounts.has(account)) state.keys.forgetAccount(account);
    }
    state.#position = snapshot.position;
    return state;
  }

  /** Of all groups together, with those of before that they remember. */
  get groupParticipants(): number {
    return this.#chats.groupParticipants;
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
      case 'inbox_acknowledged': {
        const account = this.#account(event.account);
        const from = account.acknowledgedPosition;
        account.acknowledgedPosition = event.acknowledgedPosition;
        return { type: 'acknowledged', account, from };
      }
      case 'account_created': {
        const created = { acknowledgedPosition: position, role: 'user', presenceHidden: false, seenMs: 0 } as const;
        this.#add(newAccount({ ...event, ...created, id: event.account }));
        return none;
      }
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
        const chats = [...account.chats.values()].map(({ chat }) => chat);
        this.#remove(account, chats);
        return { type: 'account_deleted', account, chats };
      }
      case 'account_role_changed':
        this.#account(event.account).role = event.role;
        return none;
      case 'presence_hidden': {
        const account = this.#account(event.account);
        account.presenceHidden = event.hidden;
        return { type: 'presence_hidden', account };
      }
      case 'accounts_seen':
        for (const { account: id, seenMs } of event.seen) {
          const account = this.accounts.get(id);
          if (account !== undefined) account.seenMs = seenMs;
        }
        return none;
      case 'chat_created':
      case 'chat_renamed':
      case 'participants_added':
      case 'participant_removed':
      case 'participant_role_changed':
      case 'chat_read':
        return this.#chats.apply(event, position);
      case 'ticket_opened': {
        const [chat, user] = [this.#chats.chat(event.chat), this.#account(event.account)];
        const waiting = { operator: undefined, assignedMs: undefined } as const;
        const ticket = { chat, user, ...waiting, rank: position, openedMs: event.timeMs };
        this.desk.open(ticket);
        return { type: 'ticket', ticket, state: 'queued' };
      }
      case 'ticket_assigned': {
        const ticket = this.desk.ticket(event.chat);
        this.desk.assign(ticket, this.#account(event.operator), event.timeMs);
        return { type: 'ticket', ticket, state: 'assigned' };
      }
      case 'ticket_returned': {
        const ticket = this.desk.ticket(event.chat);
        this.desk.giveBack(ticket, event.rank);
        return { type: 'ticket', ticket, state: 'queued' };
      }
      case 'ticket_closed': {
        const ticket = this.desk.ticket(event.chat);
        this.desk.close(ticket);
        return { type: 'ticket', ticket, state: 'closed' };
      }
      default:
        return event satisfies never;
    }
  }

  #messageSent(event: MessageSent, position: number): Consequence {
    const chat = this.chats.get(event.chat);
    if (chat === undefined) assert.fail(`a message in chat ${event.chat}, which does not exist`);
    const { account, key, timeMs, fingerprint } = event;
    if (key !== '') this.keys.remember({ account, key, position, timeMs, chat: event.chat, fingerprint });
    chat.lastPosition = position;
    return { type: 'message', event, chat };
  }

  #recoverTickets({ tickets }: LedgerSnapshot): void {
    for (const { chat, account, operator, ...ticket } of tickets) {
      this.desk.open({
        chat: this.#chats.chat(chat),
        user: this.#account(account),
        operator: operator === undefined ? undefined : this.#account(operator),
        ...ticket,
      });
    }
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

  #remove(account: AccountState, chats: readonly ChatState[]): void {
    assert(this.desk.of(account).length === 0, 'an account that goes leaves no open ticket behind');
    account.deleted = true;
    this.keys.forgetAccount(account.id);
    this.#end([...account.sessions]);
    this.accounts.delete(account.id);
    this.accountsByName.delete(account.name);
    this.names.remove(account.name);
    this.#chats.removeAccount(account, chats);
  }

  #end(sessions: readonly SessionState[]): void {
    for (const session of sessions) {
      session.ended = true;
      this.sessions.delete(session.token);
      session.account.sessions.delete(session);
    }
  }
}

type AccountFields = 'id' | 'name' | 'fullName' | 'passwordHash' | 'acknowledgedPosition';

function newAccount(of: Pick<AccountState, AccountFields | 'role' | 'presenceHidden' | 'seenMs'>): AccountState {
  const { id, name, fullName, passwordHash, acknowledgedPosition, role, presenceHidden, seenMs } = of;
  return {
    id,
    name,
    fullName,
    passwordHash,
    acknowledgedPosition,
    role,
    presenceHidden,
    seenMs,
    deleted: false,
    chats: new Map(),
    groups: 0,
    formerChats: new Set(),
    directChats: new Map(),
    sessions: new Set(),
  };
}
