/**
 * What Duet does, as plain objects: one operation after another, no locks, no ledger, no waiting. Answers what the core
 * has to answer, to the position. Ids of chats and tokens are chance: whoever runs the model tells it of them. For tests.
 */

import type { Account, ErrorCode } from '../contract/contract.generated.ts';
import { GroupModel } from './group_model.ts';
import {
  type ModelAccount,
  type ModelChat,
  type ModelMessage,
  type ModelPage,
  ModelRefusal,
  type ModelSent,
  partOf,
  told,
} from './model_parts.ts';

export interface ModelSession {
  readonly account: ModelAccount;
  ended: boolean;
  lastUseMs: number;
}

export interface ModelSubscription {
  readonly session: ModelSession;
  readonly taken: ModelMessage[];
  readonly after: number;
  end: ErrorCode | undefined;
}

export const modelBounds = { sessionsPerAccountMax: 3, sessionIdleMs: 3_600_000 };

export class ChatModel {
  position = 0;
  nowMs: number;
  readonly accounts = new Map<string, ModelAccount>();
  readonly sessions: ModelSession[] = [];
  readonly groups = new GroupModel(this);
  readonly subscriptions: ModelSubscription[] = [];

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  create(name: string, password: string, fullName: string): ModelSession {
    if (this.accounts.has(name)) throw new ModelRefusal('NAME_TAKEN');
    this.position += 2;
    const acknowledged = this.position - 1;
    const account = { name, password, fullName, acknowledged, seenMs: 0, keys: new Map() };
    this.accounts.set(name, account);
    return this.#open(account);
  }

  login(name: string, password: string): ModelSession {
    const account = this.accounts.get(name);
    if (account === undefined || account.password !== password) throw new ModelRefusal('WRONG_CREDENTIALS');
    const sessions = this.#sessionsOf(account);
    if (sessions.length >= modelBounds.sessionsPerAccountMax) {
      const uses = sessions.map((session) => (this.#isSubscribed(session) ? this.nowMs : session.lastUseMs));
      this.#end(sessions[uses.indexOf(Math.min(...uses))] as ModelSession, 'SESSION_ENDED');
      this.position += 1;
    }
    this.position += 1;
    return this.#open(account);
  }

  logout(session: ModelSession): object {
    this.use(session);
    this.position += 1;
    this.#end(session, 'SESSION_ENDED');
    return {};
  }

  changePassword(session: ModelSession, oldPassword: string, newPassword: string): object {
    const account = this.use(session);
    if (account.password !== oldPassword) throw new ModelRefusal('WRONG_CREDENTIALS');
    this.position += 1;
    account.password = newPassword;
    for (const other of this.#sessionsOf(account)) if (other !== session) this.#end(other, 'PASSWORD_CHANGED');
    return {};
  }

  deleteAccount(session: ModelSession, password: string): object {
    const account = this.use(session);
    if (account.password !== password) throw new ModelRefusal('WRONG_CREDENTIALS');
    this.groups.deleted(account);
    this.position += 1;
    this.accounts.delete(account.name);
    for (const each of this.#sessionsOf(account)) this.#end(each, 'ACCOUNT_DELETED');
    return {};
  }

  /** To an account by its name, or to a chat. */
  send(session: ModelSession, target: string | ModelChat | undefined, body: string, key: string): ModelSent {
    const sender = this.use(session);
    const used = key === '' ? undefined : sender.keys.get(key);
    if (used !== undefined) {
      if (used.target !== target || used.body !== body) throw new ModelRefusal('KEY_REUSED');
      return used.sent;
    }
    const chat = typeof target === 'string' ? this.#chatWith(sender, target) : this.groups.writable(sender, target);
    this.position += 1;
    const message = { position: this.position, sender: sender.name, timeMs: this.nowMs, body, inChat: chat };
    chat.messages.push(message);
    chat.lastPosition = this.position;
    for (const subscription of this.#openSubscriptions()) {
      if (partOf(chat, subscription.session.account) !== undefined) subscription.taken.push(message);
    }
    const sent = { position: this.position, timeMs: this.nowMs, chat };
    if (key !== '' && target !== undefined) sender.keys.set(key, { sent, target, body });
    return sent;
  }

  fetch(session: ModelSession, after: number | undefined, limit: number): ModelPage {
    const account = this.use(session);
    const messages = this.groups.inbox(account, after ?? account.acknowledged);
    return { messages: messages.slice(0, limit).map(told), more: messages.length > limit };
  }

  acknowledge(session: ModelSession, position: number): { acknowledgedPosition: number } {
    const account = this.use(session);
    if (position > account.acknowledged) {
      this.position += 1;
      account.acknowledged = position;
    }
    return { acknowledgedPosition: account.acknowledged };
  }

  list(session: ModelSession, pattern: string): Account[] {
    const caller = this.use(session);
    const known = new Set(this.groups.of(caller).flatMap(({ parts }) => parts.map(({ account }) => account)));
    return [...this.accounts.values()]
      .filter(({ name, fullName }) => new RegExp(pattern).test(name) || new RegExp(pattern).test(fullName))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((account) => {
        const { name, fullName } = account;
        const isKnown = account === caller || known.has(account);
        const online = isKnown && this.#sessionsOf(account).some((each) => this.#isSubscribed(each));
        const lastSeenMs = online ? this.nowMs : account.seenMs;
        return { name, fullName, online, role: 'user', lastSeenMs: isKnown ? lastSeenMs : 0 };
      });
  }

  subscribe(session: ModelSession, after: number | undefined): ModelSubscription {
    const account = this.use(session);
    const from = after ?? account.acknowledged;
    const subscription = { session, after: from, taken: this.groups.inbox(account, from), end: undefined };
    this.subscriptions.push(subscription);
    return subscription;
  }

  unsubscribe(subscription: ModelSubscription): void {
    if (subscription.end !== undefined) return;
    subscription.end = 'UNSUBSCRIBED';
    subscription.session.lastUseMs = this.nowMs;
    subscription.session.account.seenMs = this.nowMs;
  }

  /** The session's account. Notes that the session is in use. */
  use(session: ModelSession): ModelAccount {
    const expired = this.nowMs >= session.lastUseMs + modelBounds.sessionIdleMs && !this.#isSubscribed(session);
    if (session.ended || expired) throw new ModelRefusal('UNAUTHENTICATED');
    session.lastUseMs = this.nowMs;
    return session.account;
  }

  #chatWith(sender: ModelAccount, to: string): ModelChat {
    const recipient = this.accounts.get(to);
    if (recipient === undefined) throw new ModelRefusal('NOT_FOUND');
    if (recipient === sender) throw new ModelRefusal('INVALID_ARGUMENT');
    return this.groups.direct(sender, recipient);
  }

  #open(account: ModelAccount): ModelSession {
    const session = { account, ended: false, lastUseMs: this.nowMs };
    this.sessions.push(session);
    return session;
  }

  #end(session: ModelSession, code: ErrorCode): void {
    session.ended = true;
    for (const subscription of this.#openSubscriptions()) {
      if (subscription.session !== session) continue;
      subscription.end = code;
      session.account.seenMs = this.nowMs;
    }
  }

  #sessionsOf(account: ModelAccount): ModelSession[] {
    return this.sessions.filter((session) => session.account === account && !session.ended);
  }

  #isSubscribed(session: ModelSession): boolean {
    return this.#openSubscriptions().some((subscription) => subscription.session === session);
  }

  #openSubscriptions(): ModelSubscription[] {
    return this.subscriptions.filter(({ end }) => end === undefined);
  }
}
