/**
 * Splits bytes into frames. Knows delimiters, UTF-8 and the limit; nothing of fields or requests. Any chunking of the
 * same bytes gives the same frames.
 */

import { isAscii, isUtf8 } from 'node:buffer';
import { ChatError } from '../shared/contract/chat_error.ts';

const lineFeed = 10;
const carriageReturn = 13;

export class FrameSplitter {
  /** Length of a frame without its delimiter; holds for what `next` has not given yet. */
  frameBytesMax: number;
  /** The chunk being split, and where its next frame starts. */
  #chunk: Buffer = Buffer.alloc(0);
  #chunkIsAscii = true;
  #at = 0;
  /** The beginning of a frame whose end has not come yet: the first #partialBytes of a buffer that grows by doubling. */
  #partial: Buffer = Buffer.alloc(0);
  #partialBytes = 0;

  constructor(frameBytesMax: number) {
    this.frameBytesMax = frameBytesMax;
  }

  /** Takes the next bytes, once `next` has said that there is no further frame in those before. Keeps a reference. */
  push(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#chunkIsAscii = isAscii(chunk);
    this.#at = 0;
  }

  /**
   * The next whole frame without its delimiter; undefined where more bytes are needed. Throws FRAME_TOO_LARGE, after
   * which where the next frame starts is anybody's guess: the connection has to end. Throws INVALID_UTF8 instead of a
   * frame, after which it can be called for the next one.
   */
  next(): string | undefined {
    const at = this.#at;
    if (at >= this.#chunk.length) return undefined;
    const found = this.#chunk.indexOf(lineFeed, at);
    const end = found === -1 ? this.#chunk.length : found;
    if (this.#partialBytes + end - at > this.frameBytesMax) {
      throw new ChatError('FRAME_TOO_LARGE', `a frame may have ${this.frameBytesMax} bytes`);
    }
    this.#at = end + 1;
    if (found !== -1 && this.#partialBytes === 0) return decode(this.#chunk, at, end, this.#chunkIsAscii);
    this.#append(this.#chunk, at, end);
    if (found === -1) return undefined;
    const bytes = this.#partialBytes;
    this.#partialBytes = 0;
    return decode(this.#partial, 0, bytes, false);
  }

  #append(chunk: Buffer, start: number, end: number): void {
    const bytes = this.#partialBytes + end - start;
    if (bytes > this.#partial.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(bytes, Math.min(this.#partial.length * 2, this.frameBytesMax)));
      this.#partial.copy(grown, 0, 0, this.#partialBytes);
      this.#partial = grown;
    }
    chunk.copy(this.#partial, this.#partialBytes, start, end);
    this.#partialBytes = bytes;
  }
}

function decode(bytes: Buffer, start: number, delimiter: number, ascii: boolean): string {
  const end = delimiter > start && bytes[delimiter - 1] === carriageReturn ? delimiter - 1 : delimiter;
  // Each frame becomes a string of its own: a slice of the whole chunk would keep 64 KiB alive for a short body.
  if (ascii) return bytes.toString('latin1', start, end);
  if (!isUtf8(bytes.subarray(start, end))) throw new ChatError('INVALID_UTF8', 'a frame is not valid UTF-8');
  return bytes.toString('utf8', start, end);
}
