/**
 * The ledger that lives as long as its process. Knows which messages everybody has acknowledged, so that it can
 * forget those, oldest first, when it is full. Invariant: what a participant has not acknowledged is never forgotten.
 */

import assert from 'node:assert/strict';
import { ChatError } from '../../contract/chat_error.ts';
import type { Message } from '../../contract/contract.generated.ts';
import { forgotten } from '../forgotten.ts';
import type {
  AccountId,
  ChatId,
  ForwardBounds,
  Ledger,
  LedgerEvent,
  MessagePage,
  MessageSent,
  PageBounds,
} from '../ledger.ts';
import { MergedRuns, type Run } from '../merged_runs.ts';
import { MessageList } from './message_list.ts';

interface StoredChat {
  readonly id: ChatId;
  readonly participants: readonly AccountId[];
  /** By position. */
  readonly messages: MessageList;
  /** Messages up to this position are gone. */
  forgottenPosition: number;
}

/** What a short message costs besides its body: its numbers, and the room that segments keep to grow into. */
const messageOverheadBytes = 160;

/** Some messages of a chat. */
class MessageRun implements Run {
  readonly messages: MessageList;
  /** The index of the next message. */
  at: number;
  readonly #end: number;

  constructor(messages: MessageList, start: number, end: number) {
    this.messages = messages;
    this.at = start;
    this.#end = end;
  }

  get position(): number {
    return this.at < this.#end ? (this.messages.positionAt(this.at) ?? Infinity) : Infinity;
  }

  advance(): void {
    this.at += 1;
  }
}

export class MemoryLedger implements Ledger {
  readonly id: string;
  readonly #bytesMax: number;
  readonly #chats = new Map<ChatId, StoredChat>();
  readonly #acknowledged = new Map<AccountId, number>();
  #position = 0;
  #bytes = 0;
  /** Set when a full pass found nothing to forget: without a new acknowledgement another one is in vain. */
  #forgettingInVain = false;

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

  readForward(chats: Iterable<ChatId>, after: number, upTo: number, bounds: ForwardBounds): MessagePage {
    const runs: MessageRun[] = [];
    let forgottenPosition = 0;
    for (const id of chats) {
      const chat = this.#chats.get(id);
      if (chat === undefined) continue;
      forgottenPosition = Math.max(forgottenPosition, chat.forgottenPosition);
      const { messages } = chat;
      runs.push(new MessageRun(messages, messages.firstAfter(after), messages.firstAfter(upTo)));
    }
    if (after < forgottenPosition && bounds.skipForgotten !== true) throw forgotten(forgottenPosition);
    return pageOf(new MergedRuns(runs), bounds);
  }

  readBackward(id: ChatId, before: number, bounds: PageBounds): MessagePage {
    const messages = this.#chats.get(id)?.messages ?? new MessageList(id);
    const end = messages.firstAfter(before - 1);
    let start = end;
    for (let bytes = 0; start > 0 && end - start < bounds.messagesMax; start -= 1) {
      bytes += messages.bodyBytesAt(start - 1);
      if (bytes > bounds.bytesMax && start < end) break;
    }
    return { messages: messages.slice(start, end), more: start > 0 };
  }

  async close(): Promise<void> {}

  #record(event: LedgerEvent, position: number): void {
    switch (event.type) {
      case 'message_sent':
        this.#store(event, position);
        break;
      case 'chat_created':
        this.#chats.set(event.chat, {
          id: event.chat,
          participants: event.participants,
          messages: new MessageList(event.chat),
          forgottenPosition: 0,
        });
        break;
      case 'account_created':
        this.#acknowledged.set(event.account, position);
        break;
      case 'inbox_acknowledged':
        this.#acknowledged.set(event.account, event.acknowledgedPosition);
        this.#forgettingInVain = false;
        break;
      case 'account_deleted':
        this.#acknowledged.delete(event.account);
        this.#forgettingInVain = false;
        break;
      case 'password_changed':
      case 'session_opened':
      case 'session_ended':
      case 'sessions_used':
        break;
      default:
        event satisfies never;
    }
  }

  #store(event: MessageSent, position: number): void {
    const chat = this.#chats.get(event.chat);
    if (chat === undefined) assert.fail(`a message in chat ${event.chat}, which this ledger does not know`);
    const { sender, timeMs, body } = event;
    chat.messages.push({ position, sender, timeMs, body });
    this.#bytes += storedBytes(chat.messages.bodyBytesAt(chat.messages.length - 1));
  }

  /** Forgets acknowledged messages until a tenth is free. Only sends are refused: all else is small. */
  #makeRoom(events: readonly LedgerEvent[]): void {
    if (!this.#forgettingInVain) this.#forget(this.#bytesMax * 0.9);
    this.#forgettingInVain = this.#bytes >= this.#bytesMax;
    if (this.#forgettingInVain && events.some((event) => event.type === 'message_sent')) {
      const message = `the memory ledger is full (${this.#bytesMax} bytes) of messages that are not acknowledged`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
  }

  #forget(bytesWanted: number): void {
    const runs = new Map([...this.#chats.values()].map((chat) => [chat, this.#forgettable(chat)]));
    const merged = new MergedRuns([...runs.values()]);
    for (let next = merged.first; next !== undefined && this.#bytes > bytesWanted; next = merged.first) {
      this.#bytes -= storedBytes(next.messages.bodyBytesAt(next.at));
      merged.advance();
    }
    for (const [chat, { at }] of runs) {
      if (at === 0) continue;
      chat.forgottenPosition = chat.messages.positionAt(at - 1) ?? chat.forgottenPosition;
      chat.messages.dropFirst(at);
      if (chat.messages.length === 0 && this.#acknowledgedByAll(chat) === Infinity) this.#chats.delete(chat.id);
    }
  }

  #forgettable(chat: StoredChat): MessageRun {
    return new MessageRun(chat.messages, 0, chat.messages.firstAfter(this.#acknowledgedByAll(chat)));
  }

  /** The position up to which nobody needs a chat's messages; infinite where no participant exists any more. */
  #acknowledgedByAll({ participants }: StoredChat): number {
    return Math.min(...participants.map((account) => this.#acknowledged.get(account) ?? Infinity));
  }
}

/** As much of the runs as the bounds allow. */
function pageOf(merged: MergedRuns<MessageRun>, bounds: PageBounds): MessagePage {
  const messages: Message[] = [];
  let bytes = 0;
  for (let next = merged.first; next !== undefined; next = merged.first) {
    bytes += next.messages.bodyBytesAt(next.at);
    const full = messages.length >= bounds.messagesMax || (bytes > bounds.bytesMax && messages.length > 0);
    if (full) return { messages, more: true };
    messages.push(next.messages.at(next.at) as Message);
    merged.advance();
  }
  return { messages, more: false };
}

function storedBytes(bodyBytes: number): number {
  return bodyBytes + messageOverheadBytes;
}
