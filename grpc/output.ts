/**
 * What is on its way on one stream: parts of a repeated field, gathered into one message, which is written when it
 * is long enough or the turn of the event loop ends. Knows when the stream is full; nothing of what the parts mean.
 */

import protobuf from 'protobufjs/minimal.js';

/** The writing half of a grpc-js stream, client's or server's. */
export interface BytesStream {
  write(bytes: Buffer): boolean;
  on(event: 'drain', listener: () => void): unknown;
}

/** Tag of field 1, length-delimited: `calls`, `answers` and `pushes` are all field 1 of their message. */
const partTag = 10;
/** A message that has grown to this is written before the turn ends: the other side works on it while we go on. */
const messageBytesMax = 8_192;

export class Output {
  readonly #stream: BytesStream;
  #writer = protobuf.Writer.create();
  #scheduled = false;
  #full = false;
  #ended = false;

  /** `onRoom` is called each time a full stream has taken everything. */
  constructor(stream: BytesStream, onRoom: () => void) {
    this.#stream = stream;
    stream.on('drain', () => {
      this.#full = false;
      onRoom();
    });
  }

  /** Whether more should wait: the other side does not read as fast as we write. */
  get full(): boolean {
    return this.#full;
  }

  /** Throws what `encode` throws, and then writes nothing. */
  write<T>(encode: (part: T, writer: protobuf.Writer) => protobuf.Writer, part: T): void {
    if (this.#ended) return;
    // Encoded apart first: a part that cannot be encoded must not leave half of itself behind.
    const bytes = encode(part, protobuf.Writer.create()).finish();
    this.#writer.uint32(partTag).bytes(bytes);
    if (this.#writer.len >= messageBytesMax) this.flush();
    else this.#schedule();
  }

  flush(): void {
    if (this.#writer.len === 0 || this.#ended) return;
    const bytes = this.#writer.finish() as Buffer;
    this.#writer = protobuf.Writer.create();
    if (!this.#stream.write(bytes)) this.#full = true;
  }

  /** Writes what is gathered, and nothing after it. */
  end(): void {
    this.flush();
    this.#ended = true;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }
}
