/**
 * Which chats of a full memory ledger can give way, and who holds back the others: somebody who takes part and has not
 * acknowledged the oldest message. Knows nothing of bytes, nor what is to be forgotten. Invariant: who has acknowledged
 * the oldest message is not looked at again until it has gone, or somebody has left; so a send for which there is no room
 * costs no walk through all participants.
 */

import type { AccountId, ChatId } from '../ledger.ts';
import type { MessageList } from './message_list.ts';

export interface StoredChat {
  readonly id: ChatId;
  /** With the position from which on each takes part. */
  readonly participants: Map<AccountId, number>;
  /** By position. */
  readonly messages: MessageList;
  /** Messages up to this position are gone. */
  forgottenPosition: number;
}

/** What is known of a chat's oldest message. */
interface Looked {
  readonly holder: AccountId;
  /** Goes on behind the holder: all before have acknowledged it. Who joins later comes last. Undefined to begin anew. */
  others: Iterator<[AccountId, number], unknown> | undefined;
}

export class HeldChats {
  /** Up to which position an account has acknowledged; undefined where there is none. */
  readonly #acknowledged: (account: AccountId) => number | undefined;
  readonly #looked = new Map<StoredChat, Looked>();
  readonly #heldBy = new Map<AccountId, Set<StoredChat>>();
  /** Those with messages that nobody is known to hold back. */
  readonly #open = new Set<StoredChat>();
  /** Accounts that may hold back less than before. */
  readonly #advanced = new Set<AccountId>();

  constructor(acknowledged: (account: AccountId) => number | undefined) {
    this.#acknowledged = acknowledged;
  }

  /** A message has come into the chat. */
  stored(chat: StoredChat): void {
    if (!this.#looked.has(chat)) this.#open.add(chat);
  }

  /** The account has acknowledged more. */
  advanced(account: AccountId): void {
    if (this.#heldBy.has(account)) this.#advanced.add(account);
  }

  /** The account takes part no more. */
  left(chat: StoredChat, account: AccountId): void {
    const looked = this.#looked.get(chat);
    if (looked === undefined) return;
    if (looked.holder === account) this.#advanced.add(account);
    // A map keeps a copy of itself from each time that it shrank, for an iterator that has yet to come there.
    looked.others = undefined;
  }

  /** Lets go of the first messages of the chat, as many as that. */
  dropFirst(chat: StoredChat, count: number): void {
    chat.messages.dropFirst(count);
    this.dropped(chat);
    if (chat.messages.length > 0) this.#open.add(chat);
  }

  /** The chat is gone, with all that was in it. */
  dropped(chat: StoredChat): void {
    const looked = this.#looked.get(chat);
    if (looked !== undefined) this.#heldBy.get(looked.holder)?.delete(chat);
    this.#looked.delete(chat);
    this.#open.delete(chat);
  }

  /** The chats whose oldest message nobody needs, each with the position up to which that is so. */
  givingWay(): readonly (readonly [StoredChat, number])[] {
    for (const account of this.#advanced) this.#letGo(account);
    this.#advanced.clear();
    return [...this.#open].flatMap((chat) => (this.#hold(chat) ? [] : [[chat, this.#acknowledgedByAll(chat)]]));
  }

  #letGo(account: AccountId): void {
    const held = this.#heldBy.get(account) ?? new Set();
    for (const chat of held) {
      if (this.#needsOldest(account, chat.participants.get(account), chat)) continue;
      held.delete(chat);
      this.#open.add(chat);
    }
    if (held.size === 0) this.#heldBy.delete(account);
  }

  /** Looks for somebody else who holds it back, where whoever did is known to do so no more. False where there is none. */
  #hold(chat: StoredChat): boolean {
    const others = this.#looked.get(chat)?.others ?? chat.participants.entries();
    for (let next = others.next(); next.done !== true; next = others.next()) {
      const [holder, joinedPosition] = next.value;
      if (!this.#needsOldest(holder, joinedPosition, chat)) continue;
      this.#looked.set(chat, { holder, others });
      const held = this.#heldBy.get(holder);
      if (held === undefined) this.#heldBy.set(holder, new Set([chat]));
      else held.add(chat);
      this.#open.delete(chat);
      return true;
    }
    return false;
  }

  #needsOldest(account: AccountId, joinedPosition: number | undefined, { messages }: StoredChat): boolean {
    const oldest = messages.positionAt(0);
    const acknowledged = this.#acknowledged(account);
    if (oldest === undefined || joinedPosition === undefined || acknowledged === undefined) return false;
    // What came before it joined is not in its inbox.
    return Math.max(acknowledged, joinedPosition) < oldest;
  }

  /** The position up to which nobody needs a chat's messages. */
  #acknowledgedByAll({ participants }: StoredChat): number {
    let upTo = Infinity;
    for (const [account, joinedPosition] of participants) {
      const acknowledged = this.#acknowledged(account);
      if (acknowledged !== undefined) upTo = Math.min(upTo, Math.max(acknowledged, joinedPosition));
    }
    return upTo;
  }
}
