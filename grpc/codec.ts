/** Messages to bytes and back, for the rpcs. Pure. */

import protobuf from 'protobufjs/minimal.js';
import { ChatError } from '../shared/contract/chat_error.ts';
import { decodeMessageBytes, type MessageReader } from './message_reader.ts';

/** Throws INVALID_UTF8 or INVALID_ARGUMENT where protobuf cannot hold a value. */
export function encodeBytes<T>(encode: (message: T, writer: protobuf.Writer) => protobuf.Writer, message: T): Buffer {
  // Under Node the writer is protobufjs' BufferWriter, whose bytes are a Buffer.
  return encode(message, protobuf.Writer.create()).finish() as Buffer;
}

/** Throws FRAME_TOO_LARGE, MALFORMED, INVALID_UTF8 or INVALID_ARGUMENT. */
export function decodeBytes<T>(
  decode: (reader: MessageReader, end: number) => T,
  bytes: Buffer,
  messageBytesMax: number,
): T {
  if (bytes.length > messageBytesMax) {
    throw new ChatError('FRAME_TOO_LARGE', `a message may have ${messageBytesMax} bytes, not ${bytes.length}`);
  }
  return decodeMessageBytes(decode, bytes);
}
