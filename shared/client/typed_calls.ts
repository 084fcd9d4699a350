/**
 * A method for each operation that leaves the session as it is, with defaults for what is seldom said. Knows requests;
 * nothing of sessions, connections or streams, which are its heir's. Refusals are ChatErrors. What is not answered
 * because the connection was lost is done again where that changes nothing, else it fails with UNAVAILABLE, and may
 * have been done: `pending_calls.ts` says which.
 */

import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ChatOperationName, ChatOperations } from '../contract/contract.generated.ts';

/** Operations that change whose session this is: the client has methods of its own for them. */
export type SessionOperationName = 'createAccount' | 'login' | 'logout' | 'deleteAccount';

export type CallName = Exclude<ChatOperationName, SessionOperationName>;
export type Reply<Name extends CallName> = Promise<ChatOperations[Name]['reply']>;

/** A page of a list: the first unless a token of the page before is given. */
export interface ListPage {
  readonly pageSize?: number | undefined;
  readonly pageToken?: string | undefined;
}

/** A page of a chat: backwards from `before`, or forwards from `after`; the newest messages unless one is given. */
export interface HistoryPage {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export interface SearchPage {
  /** Only in this chat. */
  readonly chat?: string | undefined;
  /** Messages before this position: `nextBefore` of the page before. */
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
}

export interface SendOptions {
  /** The idempotency key; made up by default. Empty for none: then the send is not repeated. */
  readonly key?: string | undefined;
}

export abstract class TypedCalls<Events extends Record<keyof Events, unknown[]>> extends EventEmitter<Events> {
  /** The ledger in which positions count. */
  abstract get ledgerId(): string;

  /** An operation of the contract, as it is. Waits for a connection where there is none. */
  abstract call<Name extends CallName>(name: Name, request: ChatOperations[Name]['request']): Reply<Name>;

  /** All other sessions of the account end. */
  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await this.call('changePassword', { oldPassword, newPassword });
  }

  /** A page of accounts whose name or full name matches the RE2 pattern. */
  listAccounts(pattern = '', page: ListPage = {}): Reply<'listAccounts'> {
    return this.call('listAccounts', { pattern, ...pageOf(page) });
  }

  serverInfo(): Reply<'serverInfo'> {
    return this.call('serverInfo', {});
  }

  /** Sends to an account, once, however often the connection is lost meanwhile: unless `key` is empty. */
  send(to: string, body: string, options: SendOptions = {}): Reply<'send'> {
    return this.call('send', { to, body, key: options.key ?? randomUUID(), chat: '' });
  }

  /** Sends to a chat, as `send` does. */
  sendToChat(chat: string, body: string, options: SendOptions = {}): Reply<'send'> {
    return this.call('send', { to: '', body, key: options.key ?? randomUUID(), chat });
  }

  /** A page of the inbox; after the acknowledged position unless told otherwise. */
  fetch(after?: number, limit = 0): Reply<'fetch'> {
    return this.call('fetch', { after, limit, ledgerId: this.ledgerId });
  }

  /** All messages up to that position are done with. */
  acknowledge(position: number): Reply<'acknowledge'> {
    return this.call('acknowledge', { position, ledgerId: this.ledgerId });
  }

  /** A page of a chat, oldest first. A number for the page is that of `before`. */
  history(chat: string, page: HistoryPage | number = {}, limit = 0): Reply<'history'> {
    const asked: HistoryPage = typeof page === 'number' ? { before: page, limit } : page;
    const { ledgerId } = this;
    return this.call('history', {
      chat,
      before: asked.before ?? 0,
      after: asked.after,
      limit: asked.limit ?? limit,
      ledgerId,
    });
  }

  /** A page of the messages that hold all these words, newest first. A word that ends in * stands for its beginning. */
  searchMessages(query: string, page: SearchPage = {}): Reply<'searchMessages'> {
    const { chat = '', before = 0, limit = 0 } = page;
    return this.call('searchMessages', { query, chat, before, limit, ledgerId: this.ledgerId });
  }

  /** A new group, which the caller owns. */
  createChat(title: string, participants: readonly string[] = []): Reply<'createChat'> {
    return this.call('createChat', { title, participants });
  }

  async renameChat(chat: string, title: string): Promise<void> {
    await this.call('renameChat', { chat, title });
  }

  /** A page of the caller's chats, the one with the newest message first. */
  listChats(page: ListPage = {}): Reply<'listChats'> {
    return this.call('listChats', pageOf(page));
  }

  listParticipants(chat: string, page: ListPage = {}): Reply<'listParticipants'> {
    return this.call('listParticipants', { chat, ...pageOf(page) });
  }

  /** `withHistory` lets them read what came before their joining. */
  addParticipants(
    chat: string,
    accounts: readonly string[],
    options: { readonly withHistory?: boolean | undefined } = {},
  ): Reply<'addParticipants'> {
    return this.call('addParticipants', { chat, accounts, withHistory: options.withHistory ?? false });
  }

  removeParticipant(chat: string, account: string): Reply<'removeParticipant'> {
    return this.call('removeParticipant', { chat, account });
  }

  leaveChat(chat: string): Reply<'leaveChat'> {
    return this.call('leaveChat', { chat });
  }

  async setRole(chat: string, account: string, role: 'owner' | 'member'): Promise<void> {
    await this.call('setRole', { chat, account, role });
  }

  /** The chat is read up to that position. */
  markRead(chat: string, position: number): Reply<'markRead'> {
    return this.call('markRead', { chat, position, ledgerId: this.ledgerId });
  }

  /** How many others the message at that position has come to, and how many have read it. */
  getReceipts(chat: string, position: number): Reply<'getReceipts'> {
    return this.call('getReceipts', { chat, position, ledgerId: this.ledgerId });
  }

  async setPresence(hidden: boolean): Promise<void> {
    await this.call('setPresence', { hidden });
  }

  /** Told at once or not at all: UNAVAILABLE where there is no connection. */
  async setTyping(chat: string, typing = true): Promise<void> {
    await this.call('setTyping', { chat, typing });
  }

  openTicket(subject: string): Reply<'openTicket'> {
    return this.call('openTicket', { subject });
  }

  /** The ticket that has waited longest is the caller's from now on. NOT_FOUND where none waits. */
  nextTicket(): Reply<'nextTicket'> {
    return this.call('nextTicket', {});
  }

  /** To another operator, or, with `to` left out, back to the head of the queue. */
  async transferTicket(chat: string, to = ''): Promise<void> {
    await this.call('transferTicket', { chat, to });
  }

  async closeTicket(chat: string): Promise<void> {
    await this.call('closeTicket', { chat });
  }

  /** A page of open tickets: all of them for operators, else the caller's own. */
  listTickets(page: ListPage = {}): Reply<'listTickets'> {
    return this.call('listTickets', pageOf(page));
  }

  async setAccountRole(name: string, role: 'user' | 'operator' | 'admin'): Promise<void> {
    await this.call('setAccountRole', { name, role });
  }
}

function pageOf({ pageSize = 0, pageToken = '' }: ListPage): { readonly pageSize: number; readonly pageToken: string } {
  return { pageSize, pageToken };
}
