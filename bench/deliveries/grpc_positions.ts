/**
 * Reads the positions of pushed messages from the messages of a Subscribe or Session stream, and nothing else of them:
 * as lean as its peer for wire. Knows the tags of chat.proto that lead to a position; nothing of streams.
 */

import type { OnPosition, PositionReader } from './position_reader.ts';

/** A field's number and its type, as protobuf writes them: 0 is a varint, 2 is what has a length. */
const tagOf = (field: number, type: 0 | 2): number => field * 8 + type;
/** `SubscribeReply.pushes` and `SessionReply.answers`. */
const partTag = tagOf(1, 2);
const answerRefusalTag = tagOf(2, 2);
const answerPushTag = tagOf(12, 2);
const pushMessageTag = tagOf(1, 2);
const pushClosedTag = tagOf(2, 2);
const messagePositionTag = tagOf(1, 0);
const messageTimeTag = tagOf(4, 0);

export class GrpcPositions implements PositionReader {
  readonly #stream: 'subscribe' | 'session';
  readonly #onPosition: OnPosition;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Of the message that is being told. */
  #messageEnd = 0;

  constructor(stream: 'subscribe' | 'session', onPosition: OnPosition) {
    this.#stream = stream;
    this.#onPosition = onPosition;
  }

  /** One message of the stream. Keeps nothing of it. Throws where it holds a refusal or an end. */
  read(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#at = 0;
    while (this.#at < bytes.length) {
      const tag = this.#varint();
      if (tag !== partTag) throw new Error(`a stream has field ${tag >>> 3}, which it should not have`);
      const end = this.#varint() + this.#at;
      if (this.#stream === 'session') this.#answer(end);
      else this.#push(end);
      this.#at = end;
    }
  }

  timeMs(): number {
    while (this.#at < this.#messageEnd) {
      const tag = this.#varint();
      if (tag === messageTimeTag) return this.#varint();
      this.#skip(tag);
    }
    return 0;
  }

  #answer(end: number): void {
    while (this.#at < end) {
      const tag = this.#varint();
      if (tag === answerRefusalTag) throw this.#told(end);
      if (tag === answerPushTag) this.#push(this.#varint() + this.#at);
      else this.#skip(tag);
    }
  }

  #push(end: number): void {
    while (this.#at < end) {
      const tag = this.#varint();
      if (tag === pushClosedTag) throw this.#told(end);
      if (tag === pushMessageTag) this.#message(this.#varint() + this.#at);
      else this.#skip(tag);
    }
  }

  #message(end: number): void {
    this.#messageEnd = end;
    if (this.#varint() !== messagePositionTag) throw new Error('a message does not begin with its position');
    this.#onPosition(this.#varint());
    this.#at = end;
  }

  #told(end: number): Error {
    return new Error(`a subscriber was told: ${this.#bytes.toString('latin1', this.#at, end)}`);
  }

  #skip(tag: number): void {
    const type = tag & 7;
    if (type !== 0 && type !== 2) throw new Error(`a field of type ${type} is not known here`);
    const value = this.#varint();
    if (type === 2) this.#at += value;
  }

  #varint(): number {
    let value = 0;
    let times = 1;
    for (;;) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 127) * times;
      if (byte < 128) return value;
      times *= 128;
    }
  }
}
