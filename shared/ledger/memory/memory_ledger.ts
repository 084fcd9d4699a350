/**
 * The ledger that lives as long as its process. Knows which messages everybody has acknowledged, so that it can
 * forget those, oldest first, when it is full. Invariant: what a participant has not acknowledged is never forgotten.
 */

import assert from 'node:assert/strict';
import { ChatError } from '../../contract/chat_error.ts';
import { forgotten } from '../forgotten.ts';
import type {
  AccountId,
  ChatId,
  ForwardBounds,
  InboxChat,
  Ledger,
  LedgerEvent,
  MessagePage,
  MessageSent,
  PageBounds,
  SearchPage,
  SearchRequest,
  UnreadRange,
} from '../ledger.ts';
import { MergedRuns } from '../merged_runs.ts';
import { HeldChats, type StoredChat } from './held_chats.ts';
import { MessageList } from './message_list.ts';
import { MessageRun } from './message_run.ts';
import { pageBefore, pageOf, searchIn, unreadOf } from './message_scan.ts';

/** What a short message costs besides its body: its numbers, and the room that segments keep to grow into. */
const messageOverheadBytes = 160;

export class MemoryLedger implements Ledger {
  readonly id: string;
  readonly #bytesMax: number;
  readonly #chats = new Map<ChatId, StoredChat>();
  readonly #acknowledged = new Map<AccountId, number>();
  /** Where each account takes part. */
  readonly #chatsOf = new Map<AccountId, Set<StoredChat>>();
  readonly #held = new HeldChats((account) => this.#acknowledged.get(account));
  #position = 0;
  #bytes = 0;

  constructor(id: string, bytesMax: number) {
    this.id = id;
    this.#bytesMax = bytesMax;
  }

  commit(events: readonly LedgerEvent[]): number {
    if (this.#bytes >= this.#bytesMax) this.#makeRoom(events);
    const first = this.#position + 1;
    for (const event of events) {
      this.#position += 1;
      this.#record(event, this.#position);
    }
    return first;
  }

  readForward(chats: Iterable<InboxChat>, after: number, upTo: number, bounds: ForwardBounds): MessagePage {
    const runs: MessageRun[] = [];
    let forgottenPosition = 0;
    for (const { chatId, joinedPosition } of chats) {
      const chat = this.#chats.get(chatId);
      if (chat === undefined) continue;
      const { messages } = chat;
      const from = Math.max(after, joinedPosition);
      if (from < chat.forgottenPosition) forgottenPosition = Math.max(forgottenPosition, chat.forgottenPosition);
      runs.push(new MessageRun(messages, messages.firstAfter(from), messages.firstAfter(upTo)));
    }
    if (after < forgottenPosition && bounds.skipForgotten !== true) throw forgotten(forgottenPosition);
    return pageOf(new MergedRuns(runs), bounds);
  }

  readBackward(id: ChatId, after: number, before: number, bounds: PageBounds): MessagePage {
    const chat = this.#chats.get(id);
    return chat === undefined ? { messages: [], more: false } : pageBefore(chat.messages, after, before, bounds);
  }

  countUnread(ranges: readonly UnreadRange[], countMax: number): readonly number[] {
    return ranges.map((range) => {
      const chat = this.#chats.get(range.chatId);
      return chat === undefined ? 0 : unreadOf(chat.messages, range, countMax);
    });
  }

  search(request: SearchRequest): SearchPage {
    return searchIn((chat) => this.#chats.get(chat)?.messages, request);
  }

  async close(): Promise<void> {}

  #record(event: LedgerEvent, position: number): void {
    switch (event.type) {
      case 'message_sent':
        this.#store(event, position);
        break;
      case 'chat_created': {
        const { chat: id, participants } = event;
        const chat = { id, participants: new Map(), messages: new MessageList(id), forgottenPosition: 0 };
        this.#chats.set(id, chat);
        for (const account of participants) this.#joined(chat, account, position);
        break;
      }
      case 'participants_added': {
        const chat = this.#chats.get(event.chat);
        if (chat === undefined) break;
        for (const { account } of event.participants) this.#joined(chat, account, position);
        break;
      }
      case 'participant_removed': {
        const chat = this.#chats.get(event.chat);
        if (chat === undefined) break;
        this.#chatsOf.get(event.account)?.delete(chat);
        this.#left(chat, event.account);
        break;
      }
      case 'account_created':
        this.#acknowledged.set(event.account, position);
        break;
      case 'inbox_acknowledged':
        this.#acknowledged.set(event.account, event.acknowledgedPosition);
        this.#held.advanced(event.account);
        break;
      case 'account_deleted':
        this.#acknowledged.delete(event.account);
        for (const chat of this.#chatsOf.get(event.account) ?? []) this.#left(chat, event.account);
        this.#chatsOf.delete(event.account);
        break;
      case 'password_changed':
      case 'session_opened':
      case 'session_ended':
      case 'sessions_used':
      case 'account_role_changed':
      case 'presence_hidden':
      case 'accounts_seen':
      case 'chat_renamed':
      case 'participant_role_changed':
      case 'chat_read':
      case 'ticket_opened':
      case 'ticket_assigned':
      case 'ticket_returned':
      case 'ticket_closed':
        break;
      default:
        event satisfies never;
    }
  }

  #joined(chat: StoredChat, account: AccountId, position: number): void {
    chat.participants.set(account, position);
    const chats = this.#chatsOf.get(account);
    if (chats === undefined) this.#chatsOf.set(account, new Set([chat]));
    else chats.add(chat);
  }

  /** What nobody can read any more is dropped with whoever goes last. */
  #left(chat: StoredChat, account: AccountId): void {
    chat.participants.delete(account);
    this.#held.left(chat, account);
    if (chat.participants.size > 0) return;
    this.#held.dropped(chat);
    this.#bytes -= chat.messages.bodyBytes + chat.messages.length * messageOverheadBytes;
    this.#chats.delete(chat.id);
  }

  #store(event: MessageSent, position: number): void {
    const chat = this.#chats.get(event.chat);
    if (chat === undefined) assert.fail(`a message in chat ${event.chat}, which this ledger does not know`);
    const { sender, timeMs, body } = event;
    chat.messages.push({ position, sender, timeMs, body });
    this.#held.stored(chat);
    this.#bytes += chat.messages.bodyBytesAt(chat.messages.length - 1) + messageOverheadBytes;
  }

  /** Forgets acknowledged messages until a tenth is free. Only sends are refused: all else is small. */
  #makeRoom(events: readonly LedgerEvent[]): void {
    this.#forget(this.#bytesMax * 0.9);
    if (this.#bytes >= this.#bytesMax && events.some((event) => event.type === 'message_sent')) {
      const message = `the memory ledger is full (${this.#bytesMax} bytes) of messages that are not acknowledged`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
  }

  #forget(bytesWanted: number): void {
    const runs = new Map(
      this.#held.givingWay().map(([chat, upTo]) => {
        return [chat, new MessageRun(chat.messages, 0, chat.messages.firstAfter(upTo))];
      }),
    );
    const merged = new MergedRuns([...runs.values()]);
    for (let next = merged.first; next !== undefined && this.#bytes > bytesWanted; next = merged.first) {
      this.#bytes -= next.messages.bodyBytesAt(next.at) + messageOverheadBytes;
      merged.advance();
    }
    for (const [chat, { at }] of runs) {
      if (at === 0) continue;
      chat.forgottenPosition = chat.messages.positionAt(at - 1) ?? chat.forgottenPosition;
      this.#held.dropFirst(chat, at);
    }
  }
}
