/**
 * Reads the positions of pushed messages from the bytes of a wire connection, and nothing else of them: a receiver so
 * lean that it is not what limits. Knows where a MESSAGE frame has its fields (wire_design.md §3); nothing of sockets.
 */

import type { OnPosition, PositionReader } from './position_reader.ts';

const lineFeed = 10;
const tab = 9;
const letterM = 77;
const letterO = 79;
const digitZero = 48;
/** Of `MESSAGE`. */
const opcodeBytes = 7;
const frameBytesMax = 4_194_304;

export class WirePositions implements PositionReader {
  readonly #onPosition: OnPosition;
  /** The beginning of a frame whose end has not come yet, in bytes of its own. */
  #tail: Buffer = Buffer.alloc(0);
  #frame: Buffer = this.#tail;
  /** Behind the position of the message that was told last. */
  #at = 0;

  constructor(onPosition: OnPosition) {
    this.#onPosition = onPosition;
  }

  /** Keeps nothing of `chunk`. Throws where a frame is neither a message nor an OK. */
  read(chunk: Buffer): void {
    let at = 0;
    if (this.#tail.length > 0) {
      const end = chunk.indexOf(lineFeed);
      const whole = Buffer.concat([this.#tail, end === -1 ? chunk : chunk.subarray(0, end)]);
      if (whole.length > frameBytesMax) throw new Error('a frame is longer than frames are');
      this.#tail = whole;
      if (end === -1) return;
      this.#tail = Buffer.alloc(0);
      this.#read(whole, 0, whole.length);
      at = end + 1;
    }
    for (;;) {
      const end = chunk.indexOf(lineFeed, at);
      if (end === -1) break;
      this.#read(chunk, at, end);
      at = end + 1;
    }
    if (at < chunk.length) this.#tail = Buffer.from(chunk.subarray(at));
  }

  /** Of the message that is being told. */
  timeMs(): number {
    // Behind the position are chat and sender.
    this.#skipField();
    this.#skipField();
    return this.#number();
  }

  #read(frame: Buffer, at: number, end: number): void {
    if (frame[at] === letterM && frame[at + opcodeBytes] === tab) {
      this.#frame = frame;
      this.#at = at + opcodeBytes + 1;
      // Version and subscription.
      this.#skipField();
      this.#skipField();
      this.#onPosition(this.#number());
    } else if (frame[at] !== letterO) {
      throw new Error(`a subscriber was told: ${frame.toString('utf8', at, Math.min(end, at + 200))}`);
    }
  }

  #skipField(): void {
    while (this.#frame[this.#at] !== tab) this.#at += 1;
    this.#at += 1;
  }

  #number(): number {
    let value = 0;
    for (let byte = this.#frame[this.#at] ?? tab; byte !== tab; byte = this.#frame[this.#at] ?? tab) {
      value = value * 10 + (byte - digitZero);
      this.#at += 1;
    }
    this.#at += 1;
    return value;
  }
}
