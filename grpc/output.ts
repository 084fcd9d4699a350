/**
 * What is on its way on one stream: parts of a repeated field, gathered into one message, which is written when it
 * is long enough or the turn of the event loop ends. What is pushed to many is gathered as a run of a tape, which is
 * made into bytes once for all. Knows when the stream is full; nothing of what the parts mean.
 */

import protobuf from 'protobufjs/minimal.js';
import type { Message } from '../shared/contract/contract.generated.ts';
import type { PushTape } from '../shared/front/push_tape.ts';
import { SharedRun } from '../shared/front/shared_run.ts';

/** The writing half of a grpc-js stream, client's or server's. */
export interface BytesStream {
  write(bytes: Buffer): boolean;
  on(event: 'drain', listener: () => void): unknown;
}

/** Tag of field 1, length-delimited: `calls`, `answers` and `pushes` are all field 1 of their message. */
const partTag = 10;
/** A message that has grown to this is written before the turn ends: the other side works on it while we go on. */
export const messageBytesMax = 8_192;

export class Output {
  readonly #stream: BytesStream;
  #writer = protobuf.Writer.create();
  /** What the stream is written that others are, too. Nothing is in the writer meanwhile. */
  readonly #run = new SharedRun<Buffer>();
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
    this.#append(encode(part, protobuf.Writer.create()).finish() as Buffer);
  }

  /** Writes what others are written, too: a part without its tag and length. Throws what the tape's `encode` throws. */
  push(tape: PushTape<Buffer>, message: Message): void {
    if (this.#ended) return;
    if (this.#run.empty && this.#writer.len === 0) {
      this.#run.begin(tape, message);
      this.#flushOrSchedule(this.#run.segmentLength);
      return;
    }
    const part = this.#run.goOn(tape, message);
    if (part !== undefined) this.#append(part);
    else this.#flushOrSchedule(this.#run.segmentLength);
  }

  flush(): void {
    if (this.#ended) return;
    const bytes = this.#run.takeBytes() ?? this.#takeWritten();
    if (bytes !== undefined && !this.#stream.write(bytes)) this.#full = true;
  }

  /** Writes what is gathered, and nothing after it. */
  end(): void {
    this.flush();
    this.#ended = true;
  }

  #append(part: Buffer): void {
    for (const shared of this.#run.takePieces()) this.#writer.uint32(partTag).bytes(shared);
    this.#writer.uint32(partTag).bytes(part);
    this.#flushOrSchedule(this.#writer.len);
  }

  #takeWritten(): Buffer | undefined {
    if (this.#writer.len === 0) return undefined;
    const bytes = this.#writer.finish() as Buffer;
    this.#writer = protobuf.Writer.create();
    return bytes;
  }

  #flushOrSchedule(length: number): void {
    if (length >= messageBytesMax) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }
}

/** Parts as one message: what a tape's pieces become. */
export function joinParts(parts: readonly Buffer[]): Buffer {
  const writer = protobuf.Writer.create();
  for (const part of parts) writer.uint32(partTag).bytes(part);
  return writer.finish() as Buffer;
}
