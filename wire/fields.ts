/**
 * The fields of a frame as text: escaping, numbers, rows. wire_design.md §3 and §4. Pure; knows nothing of messages,
 * requests or sockets.
 */

import { ChatError } from '../shared/contract/chat_error.ts';
import { requireUint, requireWellFormed, uint64Max } from '../shared/contract/scalars.ts';
import { escapeText, unescapeText } from './escapes.ts';

/** What needs a second look: characters to escape, and surrogates, which may be halves of a pair. */
const special = /[\t\n\r\\\ud800-\udfff]/;

/** How much longer than twice a field its frame may be, for the field to be left a part of it. */
const frameCharactersKeptMax = 512;

const tab = 9;
const digitZero = 48;

/** Throws INVALID_UTF8 where the text has half a surrogate pair. */
export function textField(text: string): string {
  // One pass over the text in the common case.
  if (!special.test(text)) return `\t${text}`;
  return `\t${escapeText(requireWellFormed(text))}`;
}

/** Throws INVALID_ARGUMENT where the value is no whole number from 0 to max. */
export function numberField(value: number, max: number): string {
  return `\t${requireUint(value, max)}`;
}

/** Absent is an empty field. */
export function optionalNumberField(value: number | undefined, max: number): string {
  return value === undefined ? '\t' : numberField(value, max);
}

export function flagField(value: boolean): string {
  return value ? '\t1' : '\t0';
}

/** How many rows, how many columns each, then the rows. */
export function rowsField<Row>(rows: readonly Row[], columns: number, encodeRow: (row: Row) => string): string {
  let text = `\t${rows.length}\t${columns}`;
  for (const row of rows) text += encodeRow(row);
  return text;
}

/**
 * Reads the fields of one frame from left to right. Fields that are not there read as their defaults, as protobuf's
 * do; fields beyond those that are read are nobody's concern. Every method throws MALFORMED or INVALID_ARGUMENT, by
 * field number, where the field is not of its type.
 */
export class FieldReader {
  readonly #text: string;
  /** Where the next field starts; one beyond the end where there is none. */
  #at: number;
  /** Fields read so far, and how many may be read: within a row, only as many as the row has. */
  #count = 0;
  #countMax = Infinity;

  constructor(text: string) {
    this.#text = text;
    this.#at = 0;
  }

  get atEnd(): boolean {
    return this.#at > this.#text.length;
  }

  /** The field as it stands, without unescaping. Empty where there is none. */
  raw(): string {
    const at = this.#at;
    if (!this.#enter()) return '';
    const found = this.#text.indexOf('\t', at);
    const end = found === -1 ? this.#text.length : found;
    this.#at = end + 1;
    return this.#text.slice(at, end);
  }

  /** The text, which keeps nothing of its frame alive beyond a multiple of itself. */
  text(): string {
    const raw = this.#detached(this.raw());
    return raw.includes('\\') ? unescapeText(raw, (sequence) => this.#noEscape(sequence)) : raw;
  }

  /** A whole number, 0 to max. */
  number(max: number): number {
    if (!this.#enter()) return 0;
    const text = this.#text;
    let value = 0;
    let at = this.#at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === tab) break;
      const digit = code - digitZero;
      if (digit < 0 || digit > 9) throw this.#malformed('a whole number in decimal digits is expected');
      value = value * 10 + digit;
      if (value > max) throw new ChatError('INVALID_ARGUMENT', `field ${this.#count}: at most ${max} is allowed`);
    }
    this.#at = at + 1;
    return value;
  }

  /** Undefined where the field is empty or not there. */
  optionalNumber(max: number): number | undefined {
    const next = this.#text.charCodeAt(this.#at);
    if (next !== tab && !Number.isNaN(next) && this.#count < this.#countMax) return this.number(max);
    this.raw();
    return undefined;
  }

  flag(): boolean {
    const raw = this.raw();
    if (raw === '1') return true;
    if (raw === '0' || raw === '') return false;
    throw this.#malformed('1 or 0 is expected');
  }

  /** Rows of as many columns as the sender wrote: `decodeRow` may know fewer, or more. */
  rows<Row>(decodeRow: (fields: FieldReader) => Row): readonly Row[] {
    const count = this.number(uint64Max);
    const columns = this.number(uint64Max);
    if (count > 0 && columns === 0) throw this.#malformed('rows have at least one column');
    const rows: Row[] = [];
    for (let row = 0; row < count; row += 1) {
      if (this.atEnd) throw this.#malformed(`${count} rows are announced, and only ${row} are there`);
      this.#countMax = this.#count + columns;
      rows.push(decodeRow(this));
      while (this.#count < this.#countMax && !this.atEnd) this.raw();
    }
    this.#countMax = Infinity;
    return rows;
  }

  /** Moves on to the next field. False where there is none, or where the row has no more. */
  #enter(): boolean {
    if (this.#count >= this.#countMax || this.#at > this.#text.length) return false;
    this.#count += 1;
    return true;
  }

  /** A slice of a string keeps all of it: a key that is remembered would keep the body, or whatever else was sent with it. */
  #detached(raw: string): string {
    const small = this.#text.length <= raw.length * 2 + frameCharactersKeptMax;
    return small ? raw : Buffer.from(raw).toString();
  }

  #noEscape(sequence: string): ChatError {
    return this.#malformed(`${sequence} is no escape: \\t \\n \\r and \\\\ are`);
  }

  #malformed(message: string): ChatError {
    return new ChatError('MALFORMED', `field ${this.#count}: ${message}`);
  }
}
