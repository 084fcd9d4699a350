/**
 * The bodies that are sent: made beforehand, each another, so that one that is lost, doubled, changed or out of order is
 * noticed. Knows their text and which are under way; nothing of who sends them. The same for every contender.
 */

import type { PayloadText, Workload } from '../plan/workload.ts';
import type { SeededRandom } from '../statistics/random.ts';

/** How many there are before they repeat: more than are ever under way, where they are not large. */
const bodiesMax = 8_192;
const bodiesMin = 64;
/** For each connection at least, where bodies are not large. */
const bodiesOfConnection = 64;
const numberBits = 18;
const poolBytesMax = 16_777_216;
/** Room for a body's number in each text. */
const payloadBytesMin = 16;

/** What a body's number is written with: its number of characters must be a power of 2. */
const digits: Readonly<Record<PayloadText, readonly string[]>> = {
  ascii: [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.'],
  incompressible: [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.'],
  multibyte: [...'абвгдежзийклмнопрстуфхцчшщъыьэюя'],
  delimiters: ['\t', '\n', '\r', '\\'],
};

const words = 'the quick brown fox jumps over the lazy dog and then it has a rest ';

export class Payloads {
  readonly #bodies: readonly string[];
  readonly #values: ReadonlyMap<number, number>;
  readonly #bitsEach: number;
  readonly #digitsCount: number;
  /** Of each body, who sends it, or -1. */
  readonly #owners: Int32Array;
  #next = 0;

  constructor({ bytesMin, bytesMax, text }: Workload['payload'], random: SeededRandom, connections: number) {
    if (bytesMin < payloadBytesMin) throw new Error(`a body has to have ${payloadBytesMin} bytes at least`);
    const wanted = Math.max(bodiesMax, connections * bodiesOfConnection);
    const count = Math.max(bodiesMin, Math.min(wanted, 2 ** numberBits, Math.floor(poolBytesMax / bytesMax)));
    const alphabet = digits[text];
    this.#bitsEach = Math.log2(alphabet.length);
    this.#digitsCount = Math.ceil(numberBits / this.#bitsEach);
    this.#values = new Map(alphabet.map((digit, value) => [digit.charCodeAt(0), value]));
    this.#owners = new Int32Array(count).fill(-1);
    const filler = fillerOf(text, bytesMax, random);
    const lengths = random.fork('lengths');
    this.#bodies = Array.from({ length: count }, (_, index) => {
      const bytes = bytesMin + lengths.integer(bytesMax - bytesMin + 1);
      const number = Buffer.from(this.#numberText(index, alphabet));
      const from = filler.starts[lengths.integer(filler.starts.length)] as number;
      return filled(number, filler.bytes.subarray(from), bytes);
    });
  }

  /** Of all that is sent over again and again. */
  get count(): number {
    return this.#bodies.length;
  }

  body(index: number): string {
    return this.#bodies[index] as string;
  }

  /** The next body that is not under way, for `owner`, 0 or more; -1 where all are. */
  take(owner: number): number {
    const count = this.#bodies.length;
    for (let tries = 0; tries < count; tries += 1) {
      const index = this.#next;
      this.#next = (index + 1) % count;
      if (this.#owners[index] !== -1) continue;
      this.#owners[index] = owner;
      return index;
    }
    return -1;
  }

  /** From the first body on again, so that a measured part sends the same whatever was sent before it. */
  restart(): void {
    this.#next = 0;
  }

  release(index: number): void {
    this.#owners[index] = -1;
  }

  /** Who sends this body, -1 where nobody does now or it is none of these to the last character. */
  ownerOf(body: string): number {
    let index = 0;
    for (let place = 0; place < this.#digitsCount; place += 1) {
      const value = this.#values.get(body.charCodeAt(place));
      if (value === undefined) return -1;
      index = (index << this.#bitsEach) | value;
    }
    return index < this.#bodies.length && body === this.#bodies[index] ? (this.#owners[index] as number) : -1;
  }

  #numberText(index: number, alphabet: readonly string[]): string {
    return Array.from({ length: this.#digitsCount }, (_, place) => {
      const shift = (this.#digitsCount - 1 - place) * this.#bitsEach;
      return alphabet[(index >>> shift) & (alphabet.length - 1)];
    }).join('');
  }
}

interface Filler {
  readonly bytes: Buffer;
  /** Where a body's text may start: at the first byte of a character. */
  readonly starts: readonly number[];
}

/** Enough text for a body from wherever it starts. */
function fillerOf(text: PayloadText, bytesMax: number, random: SeededRandom): Filler {
  const draws = random.fork('filler');
  const starts: number[] = [];
  const startsMax = 1_024;
  const bytes = Buffer.alloc(bytesMax + 4 * startsMax + 4);
  let length = 0;
  while (length < bytes.length - 4) {
    if (starts.length < startsMax) starts.push(length);
    length += bytes.write(characterOf(text, length, draws), length);
  }
  return { bytes: bytes.subarray(0, length), starts };
}

function characterOf(text: PayloadText, place: number, draws: SeededRandom): string {
  switch (text) {
    case 'ascii':
      return words[place % words.length] as string;
    case 'incompressible':
      // Printable ASCII but for the backslash, which wire would escape.
      return String.fromCharCode(0x20 + draws.integer(0x3c));
    case 'multibyte':
      return multibyte[draws.integer(multibyte.length)] as string;
    case 'delimiters':
      return digits.delimiters[draws.integer(4)] as string;
    default:
      throw new Error(`no such text: ${text satisfies never}`);
  }
}

/** Of two, three and four bytes. */
const multibyte = [...'éßñøλжשع中文字日本語한글ไทยहि€😀🎉🧪🚀'];

/** `number`, then as much of the filler as there is room for in whole characters, then dots: exactly `bytes`. */
function filled(number: Buffer, filler: Buffer, bytes: number): string {
  let end = bytes - number.length;
  while (end > 0 && ((filler[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const body = Buffer.alloc(bytes, '.');
  number.copy(body);
  filler.copy(body, number.length, 0, end);
  // Read back from bytes it is one flat text: one put together would be dear at the first sending.
  return body.toString();
}
