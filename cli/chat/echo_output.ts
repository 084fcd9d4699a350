/**
 * The terminal as readline writes to it: while muted, what is typed is not shown. Knows nothing of lines. It tells
 * nothing of another size: readline would draw what was made for the old one.
 */

import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';

export class EchoOutput extends Writable {
  muted = false;
  readonly isTTY = true;
  readonly #terminal: WriteStream;

  constructor(terminal: WriteStream) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    if (!this.muted) this.#terminal.write(chunk);
    done();
  }
}
