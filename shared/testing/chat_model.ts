/**
 * What Duet does, as plain objects: one operation after another, no locks, no ledger, no waiting. Answers what the core
 * has to answer, to the position. Ids of chats and tokens are chance: whoever runs the model tells it of them. For tests.
 */

import type { Account, ErrorCode, Message } from '../contract/contract.generated.ts';

export interface ModelAccount {
  readonly name: string;
  readonly fullName: string;
  password: string;
  acknowledged: number;
  readonly keys: Map<string, { readonly sent: ModelSent; readonly to: string; readonly body: string }>;
}

export interface ModelSession {
  readonly account: ModelAccount;
  ended: boolean;
  lastUseMs: number;
}

/** A message in a chat whose id may not be known yet. */
export interface ModelMessage extends Omit<Message, 'chat'> {
  readonly inChat: ModelChat;
}

export interface ModelChat {
  /** Filled in from the core's reply. */
  id: string;
  readonly participants: readonly ModelAccount[];
  readonly messages: ModelMessage[];
}

export interface ModelSubscription {
  readonly session: ModelSession;
  readonly taken: ModelMessage[];
  readonly after: number;
  end: ErrorCode | undefined;
}

export interface ModelSent {
  readonly position: number;
  readonly timeMs: number;
  readonly chat: ModelChat;
}

interface ModelPage {
  readonly messages: readonly Message[];
  readonly more: boolean;
}

/** Thrown where the core has to refuse with this code. */
export class ModelRefusal {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    this.code = code;
  }
}

export const modelBounds = { sessionsPerAccountMax: 3, sessionIdleMs: 3_600_000 };

export class ChatModel {
  position = 0;
  nowMs: number;
  readonly accounts = new Map<string, ModelAccount>();
  readonly sessions: ModelSession[] = [];
  readonly chats: ModelChat[] = [];
  readonly subscriptions: ModelSubscription[] = [];

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  create(name: string, password: string, fullName: string): ModelSession {
    if (this.accounts.has(name)) throw new ModelRefusal('NAME_TAKEN');
    this.position += 2;
    const acknowledged = this.position - 1;
    const account = { name, password, fullName, acknowledged, keys: new Map() };
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
    this.#use(session);
    this.position += 1;
    this.#end(session, 'SESSION_ENDED');
    return {};
  }

  changePassword(session: ModelSession, oldPassword: string, newPassword: string): object {
    const account = this.#use(session);
    if (account.password !== oldPassword) throw new ModelRefusal('WRONG_CREDENTIALS');
    this.position += 1;
    account.password = newPassword;
    for (const other of this.#sessionsOf(account)) if (other !== session) this.#end(other, 'PASSWORD_CHANGED');
    return {};
  }

  deleteAccount(session: ModelSession, password: string): object {
    const account = this.#use(session);
    if (account.password !== password) throw new ModelRefusal('WRONG_CREDENTIALS');
    this.position += 1;
    this.accounts.delete(account.name);
    for (const each of this.#sessionsOf(account)) this.#end(each, 'ACCOUNT_DELETED');
    return {};
  }

  send(session: ModelSession, to: string, body: string, key: string): ModelSent {
    const sender = this.#use(session);
    const used = key === '' ? undefined : sender.keys.get(key);
    if (used !== undefined) {
      if (used.to !== to || used.body !== body) throw new ModelRefusal('KEY_REUSED');
      return used.sent;
    }
    const recipient = this.accounts.get(to);
    if (recipient === undefined) throw new ModelRefusal('NOT_FOUND');
    if (recipient === sender) throw new ModelRefusal('INVALID_ARGUMENT');
    const chat = this.#chatOf(sender, recipient);
    this.position += 1;
    const message = { position: this.position, sender: sender.name, timeMs: this.nowMs, body, inChat: chat };
    chat.messages.push(message);
    for (const subscription of this.#openSubscriptions()) {
      if (chat.participants.includes(subscription.session.account)) subscription.taken.push(message);
    }
    const sent = { position: this.position, timeMs: this.nowMs, chat };
    if (key !== '') sender.keys.set(key, { sent, to, body });
    return sent;
  }

  fetch(session: ModelSession, after: number | undefined, limit: number): ModelPage {
    const account = this.#use(session);
    const messages = this.#inbox(account, after ?? account.acknowledged);
    return { messages: messages.slice(0, limit).map(told), more: messages.length > limit };
  }

  acknowledge(session: ModelSession, position: number): { acknowledgedPosition: number } {
    const account = this.#use(session);
    if (position > account.acknowledged) {
      this.position += 1;
      account.acknowledged = position;
    }
    return { acknowledgedPosition: account.acknowledged };
  }

  history(session: ModelSession, chat: ModelChat | undefined, before: number, limit: number): ModelPage {
    const account = this.#use(session);
    if (chat === undefined || !chat.participants.includes(account)) throw new ModelRefusal('NOT_FOUND');
    const messages = chat.messages.filter((message) => before === 0 || message.position < before);
    return { messages: messages.slice(-limit).map(told), more: messages.length > limit };
  }

  list(session: ModelSession, pattern: string): Account[] {
    this.#use(session);
    return [...this.accounts.values()]
      .filter(({ name, fullName }) => new RegExp(pattern).test(name) || new RegExp(pattern).test(fullName))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((account) => ({
        name: account.name,
        fullName: account.fullName,
        online: this.#sessionsOf(account).some((each) => this.#isSubscribed(each)),
      }));
  }

  subscribe(session: ModelSession, after: number | undefined): ModelSubscription {
    const account = this.#use(session);
    const from = after ?? account.acknowledged;
    const subscription = { session, after: from, taken: this.#inbox(account, from), end: undefined };
    this.subscriptions.push(subscription);
    return subscription;
  }

  unsubscribe(subscription: ModelSubscription): void {
    if (subscription.end !== undefined) return;
    subscription.end = 'UNSUBSCRIBED';
    subscription.session.lastUseMs = this.nowMs;
  }

  /** All messages of all chats of the account, in order. */
  #inbox(account: ModelAccount, after: number): ModelMessage[] {
    return this.chats
      .filter(({ participants }) => participants.includes(account))
      .flatMap((chat) => chat.messages)
      .filter(({ position }) => position > after)
      .sort((a, b) => a.position - b.position);
  }

  #chatOf(sender: ModelAccount, recipient: ModelAccount): ModelChat {
    const both = [sender, recipient];
    const known = this.chats.find(({ participants }) => both.every((each) => participants.includes(each)));
    if (known !== undefined) return known;
    this.position += 1;
    const chat: ModelChat = { id: '', participants: both, messages: [] };
    this.chats.push(chat);
    return chat;
  }

  #use(session: ModelSession): ModelAccount {
    const expired = this.nowMs >= session.lastUseMs + modelBounds.sessionIdleMs && !this.#isSubscribed(session);
    if (session.ended || expired) throw new ModelRefusal('UNAUTHENTICATED');
    session.lastUseMs = this.nowMs;
    return session.account;
  }

  #open(account: ModelAccount): ModelSession {
    const session = { account, ended: false, lastUseMs: this.nowMs };
    this.sessions.push(session);
    return session;
  }

  #end(session: ModelSession, code: ErrorCode): void {
    session.ended = true;
    for (const subscription of this.#openSubscriptions()) {
      if (subscription.session === session) subscription.end = code;
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

/** The message as the core tells it. */
export function told({ inChat, ...message }: ModelMessage): Message {
  return { ...message, chat: inChat.id };
}
