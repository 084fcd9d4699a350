/**
 * The messages of one chat, by position, in segments: growing moves nothing, and forgetting moves what stays of one
 * segment at most. Knows nothing of acknowledgements.
 */

import type { Message } from '../../contract/contract.generated.ts';
import type { ChatId } from '../ledger.ts';
import { MessageSegment, segmentMessages } from './message_segment.ts';

export class MessageList {
  readonly #chat: ChatId;
  #segments: MessageSegment[] = [];
  /** How many messages at the start of the first segment are gone. */
  #offset = 0;
  #length = 0;
  #bodyBytes = 0;

  constructor(chat: ChatId) {
    this.#chat = chat;
  }

  get length(): number {
    return this.#length;
  }

  /** The length of all bodies in UTF-8. */
  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  /** A message with a higher position than all before it. Keeps a copy. */
  push(message: Omit<Message, 'chat'>): void {
    let segment = this.#segments[this.#segments.length - 1];
    if (segment === undefined || segment.full) {
      segment = new MessageSegment();
      this.#segments.push(segment);
    }
    segment.push(message);
    this.#length += 1;
    this.#bodyBytes += this.bodyBytesAt(this.#length - 1);
  }

  /** Undefined outside of 0 to length - 1, as in the other methods. */
  at(index: number): Message | undefined {
    const place = index + this.#offset;
    return this.#segmentAt(index)?.at(place % segmentMessages, this.#chat);
  }

  positionAt(index: number): number | undefined {
    return this.#segmentAt(index)?.positionAt((index + this.#offset) % segmentMessages);
  }

  senderAt(index: number): string | undefined {
    return this.#segmentAt(index)?.senderAt((index + this.#offset) % segmentMessages);
  }

  /** The length of the body in UTF-8. */
  bodyBytesAt(index: number): number {
    return this.#segmentAt(index)?.bodyBytesAt((index + this.#offset) % segmentMessages) ?? 0;
  }

  /** The messages with start <= index < end. */
  slice(start: number, end: number): Message[] {
    return Array.from({ length: end - start }, (_, index) => this.at(start + index) as Message);
  }

  /** The index of the first message with a position above `position`; the length where there is none. */
  firstAfter(position: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.positionAt(middle) ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Lets go of the first messages, as many as that. */
  dropFirst(count: number): void {
    for (let index = 0; index < count; index += 1) this.#bodyBytes -= this.bodyBytesAt(index);
    const place = this.#offset + count;
    this.#segments = this.#segments.slice(Math.floor(place / segmentMessages));
    this.#offset = place % segmentMessages;
    this.#length -= count;
    this.#segments[0]?.forgetFirst(this.#offset);
  }

  #segmentAt(index: number): MessageSegment | undefined {
    return index < 0 ? undefined : this.#segments[Math.floor((index + this.#offset) / segmentMessages)];
  }
}
