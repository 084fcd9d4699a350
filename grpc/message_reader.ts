/**
 * protobufjs' reader with what the contract demands beyond it: text is checked, numbers are exact. Throws ChatErrors
 * for bytes that are no message, so that both transports refuse alike.
 */

import { isUtf8 } from 'node:buffer';
import protobuf from 'protobufjs/minimal.js';
import { ChatError } from '../shared/contract/chat_error.ts';

const replacementCharacter = '\ufffd';

export class MessageReader extends protobuf.BufferReader {
  /** INVALID_UTF8 where protobufjs would put U+FFFD in place of what is no text. */
  override string(): string {
    const start = this.pos;
    const text = super.string();
    // Only a text with a replacement character can have had one put in.
    if (text.includes(replacementCharacter) && !isUtf8(this.#fieldBytes(start))) {
      throw new ChatError('INVALID_UTF8', 'a text is not valid UTF-8');
    }
    return text;
  }

  /** A uint64 that a number holds exactly; INVALID_ARGUMENT otherwise. */
  safeUint64(): number {
    const value = this.uint64();
    const number = typeof value === 'number' ? value : (value.high >>> 0) * 2 ** 32 + (value.low >>> 0);
    if (Number.isSafeInteger(number)) return number;
    throw new ChatError('INVALID_ARGUMENT', `a number is beyond ${Number.MAX_SAFE_INTEGER}`);
  }

  /** Reads the length of an embedded message: the offset at which it ends. MALFORMED where that is past the bytes. */
  messageEnd(): number {
    const length = this.uint32();
    const end = this.pos + length;
    if (end > this.len) throw malformed();
    return end;
  }

  /** MALFORMED where a message's last field went on past the end of the message. */
  requireEnd(end: number): void {
    if (this.pos !== end) throw malformed();
  }

  /** Passes over a field that this version does not know. MALFORMED for field 0, which protobuf has not. */
  skipUnknown(tag: number): void {
    if (tag >>> 3 === 0) throw malformed();
    this.skipType(tag & 7);
  }

  /** The bytes of the length-delimited field that started at `start` and has just been read. */
  #fieldBytes(start: number): Uint8Array {
    const end = this.pos;
    this.pos = start;
    const bytes = this.bytes();
    this.pos = end;
    return bytes;
  }
}

/** The message in these bytes. Throws MALFORMED, INVALID_UTF8 or INVALID_ARGUMENT. */
export function decodeMessageBytes<T>(decode: (reader: MessageReader, end: number) => T, bytes: Buffer): T {
  const reader = new MessageReader(bytes);
  try {
    return decode(reader, bytes.length);
  } catch (error) {
    throw error instanceof ChatError ? error : malformed(error);
  }
}

function malformed(cause?: unknown): ChatError {
  return new ChatError('MALFORMED', 'these bytes are no message of the contract', { cause });
}
