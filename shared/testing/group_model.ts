/**
 * What chats are, as plain objects: who takes part, who may read which message. A part of ChatModel, which knows
 * accounts and sessions. Who may read what is kept as the messages themselves, not as spans of positions. For tests.
 */

import type { Chat } from '../contract/contract.generated.ts';
import {
  type ModelAccount,
  type ModelChat,
  type ModelMessage,
  type ModelPage,
  type ModelPart,
  ModelRefusal,
  type ModelSurroundings,
  partOf,
  told,
} from './model_parts.ts';

export class GroupModel {
  readonly chats: ModelChat[] = [];
  readonly #model: ModelSurroundings;

  constructor(model: ModelSurroundings) {
    this.#model = model;
  }

  create(caller: ModelAccount, title: string, names: readonly string[]): ModelChat {
    const others = this.#accounts(names).filter((account) => account !== caller);
    return this.#add('group', title, [caller, ...others]);
  }

  rename(caller: ModelAccount, chat: ModelChat | undefined, title: string): { position: number } {
    this.#owned(caller, chat).title = title;
    return this.#changed();
  }

  add(
    caller: ModelAccount,
    chat: ModelChat | undefined,
    names: readonly string[],
    withHistory: boolean,
  ): { position: number } {
    const group = this.#owned(caller, chat);
    const accounts = this.#accounts(names);
    if (accounts.some((account) => partOf(group, account))) throw new ModelRefusal('FAILED_PRECONDITION');
    const given = withHistory ? readable(group, required(partOf(group, caller))) : [];
    const changed = this.#changed();
    for (const account of accounts) {
      const before = new Set([...(group.former.get(account) ?? []), ...given]);
      group.parts.push({ account, role: 'member', joined: changed.position, before });
      group.former.delete(account);
    }
    return changed;
  }

  remove(caller: ModelAccount, chat: ModelChat | undefined, name: string): { position: number } {
    const group = this.#owned(caller, chat);
    const part = this.#named(group, name);
    if (part.account === caller) throw new ModelRefusal('INVALID_ARGUMENT');
    return this.#go(group, part);
  }

  leave(caller: ModelAccount, chat: ModelChat | undefined): { position: number } {
    const part = required(chat && partOf(chat, caller));
    if (chat === undefined || chat.kind !== 'group') throw new ModelRefusal('FAILED_PRECONDITION');
    this.#passOn(chat, part);
    return this.#go(chat, part);
  }

  setRole(caller: ModelAccount, chat: ModelChat | undefined, name: string, role: 'owner' | 'member'): object {
    const group = this.#owned(caller, chat);
    const part = this.#named(group, name);
    if (part.role === role) return {};
    if (role === 'member' && owners(group).length === 1) throw new ModelRefusal('FAILED_PRECONDITION');
    part.role = role;
    this.#changed();
    return {};
  }

  /** All that an account leaves behind which is deleted; its deletion itself comes after. */
  deleted(account: ModelAccount): void {
    for (const chat of this.of(account)) {
      if (chat.kind === 'group') this.#passOn(chat, required(partOf(chat, account)));
      chat.parts = chat.parts.filter((part) => part.account !== account);
    }
  }

  /** The chats that the account takes part in. */
  of(account: ModelAccount): readonly ModelChat[] {
    return this.chats.filter((chat) => partOf(chat, account));
  }

  /** All messages of all chats of the account since its joining, in order. */
  inbox(account: ModelAccount, after: number): ModelMessage[] {
    return this.of(account)
      .flatMap((chat) => chat.messages.filter(({ position }) => position > (partOf(chat, account)?.joined ?? 0)))
      .filter(({ position }) => position > after)
      .sort((a, b) => a.position - b.position);
  }

  history(
    caller: ModelAccount,
    chat: ModelChat | undefined,
    range: { readonly before: number; readonly after: number | undefined },
    limit: number,
  ): ModelPage {
    const part = required(chat && partOf(chat, caller));
    const { before, after } = range;
    const messages = readable(required(chat), part)
      .filter(({ position }) => before === 0 || position < before)
      .filter(({ position }) => position > (after ?? 0));
    const page = after === undefined ? messages.slice(-limit) : messages.slice(0, limit);
    return { messages: page.map(told), more: messages.length > limit };
  }

  list(caller: ModelAccount): readonly Chat[] {
    return this.of(caller)
      .toSorted((one, other) => other.lastPosition - one.lastPosition)
      .map((chat) => {
        const { joined, role } = required(partOf(chat, caller));
        const others = chat.parts.filter(({ account }) => account !== caller).map(({ account }) => account.name);
        const unread = chat.messages.filter(({ position, sender }) => position > joined && sender !== caller.name);
        return {
          chat: chat.id,
          kind: chat.kind,
          title: chat.title,
          lastPosition: chat.lastPosition,
          unread: unread.length,
          role,
          participants: chat.parts.length,
          others: others.slice(0, 10).join(' '),
          readPosition: joined,
          createdMs: chat.createdMs,
        };
      });
  }

  participants(caller: ModelAccount, chat: ModelChat | undefined): readonly (readonly [string, string, number])[] {
    required(chat && partOf(chat, caller));
    return required(chat).parts.map(({ account, role, joined }) => [account.name, role, joined]);
  }

  /** The chat that a message to that account goes to. */
  direct(sender: ModelAccount, recipient: ModelAccount): ModelChat {
    const known = this.of(sender).find((chat) => chat.kind === 'direct' && partOf(chat, recipient));
    return known ?? this.#add('direct', '', [sender, recipient]);
  }

  /** A chat that the sender may write to. */
  writable(sender: ModelAccount, chat: ModelChat | undefined): ModelChat {
    required(chat && partOf(chat, sender));
    const open = required(chat);
    if (open.kind === 'direct' && open.parts.length < 2) throw new ModelRefusal('FAILED_PRECONDITION');
    return open;
  }

  #add(kind: 'direct' | 'group', title: string, accounts: readonly ModelAccount[]): ModelChat {
    const { position } = this.#changed();
    const parts = accounts.map((account, place): ModelPart => {
      const role = kind === 'group' && place === 0 ? 'owner' : 'member';
      return { account, role, joined: position, before: new Set() };
    });
    const empty = { id: '', former: new Map(), messages: [] };
    const chat: ModelChat = { ...empty, kind, title, createdMs: this.#model.nowMs, lastPosition: position, parts };
    this.chats.push(chat);
    return chat;
  }

  #accounts(names: readonly string[]): readonly ModelAccount[] {
    return [...new Set(names)].map((name) => required(this.#model.accounts.get(name)));
  }

  #owned(caller: ModelAccount, chat: ModelChat | undefined): ModelChat {
    const part = required(chat && partOf(chat, caller));
    if (chat?.kind !== 'group') throw new ModelRefusal('FAILED_PRECONDITION');
    if (part.role !== 'owner') throw new ModelRefusal('PERMISSION_DENIED');
    return chat;
  }

  #named(chat: ModelChat, name: string): ModelPart {
    return required(partOf(chat, required(this.#model.accounts.get(name))));
  }

  #passOn(chat: ModelChat, going: ModelPart): void {
    if (going.role !== 'owner' || owners(chat).length > 1) return;
    const heir = chat.parts.find((part) => part !== going);
    if (heir === undefined) return;
    heir.role = 'owner';
    this.#changed();
  }

  #go(chat: ModelChat, part: ModelPart): { position: number } {
    chat.former.set(part.account, new Set(readable(chat, part)));
    chat.parts = chat.parts.filter((each) => each !== part);
    return this.#changed();
  }

  #changed(): { position: number } {
    this.#model.position += 1;
    return { position: this.#model.position };
  }
}

function readable(chat: ModelChat, part: ModelPart): readonly ModelMessage[] {
  return chat.messages.filter((message) => message.position > part.joined || part.before.has(message));
}

function owners(chat: ModelChat): readonly ModelPart[] {
  return chat.parts.filter(({ role }) => role === 'owner');
}

/** What the caller may not know of does not exist. */
function required<T>(value: T | undefined): T {
  if (value === undefined) throw new ModelRefusal('NOT_FOUND');
  return value;
}
