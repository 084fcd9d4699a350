/**
 * The four characters that cannot occur raw in a field, and what stands for them (wire_design.md §2). Knows text; nothing of
 * fields and frames. Pure.
 *
 * Most texts go through a regular expression, which passes over what is plain the fastest. Long ones with much to escape go
 * character by character into a buffer: of a text that is nothing but delimiters the expression makes a string for each, and
 * putting 64 KiB of those together took tens of milliseconds, in which a server does nothing else.
 */

const specials = /[\t\n\r\\]/g;
const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
const escaped = /\\(.?)/gsu;
const unescapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };

const shortCharactersMax = 512;
/** A text is dense where more than one in so many of its characters is escaped. */
const sparseCharacters = 16;
const backslash = 92;
const latin1Max = 255;
/** By the code of the character, the letter that stands for it; 0: none does. */
const letterOf = tableOf(Object.entries(escapes).map(([character, text]) => [character, text.charAt(1)]));
/** By the code of the letter, the character that it stands for. */
const characterOf = tableOf(Object.entries(unescapes));
const backslashes = tableOf([['\\', '\\']]);

/** As it may stand in a field. */
export function escapeText(text: string): string {
  if (!isDense(text, letterOf)) return text.replace(specials, (character) => escapes[character] ?? '');
  const units = new Uint16Array(text.length * 2);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const letter = letterOf[unit] ?? 0;
    if (letter === 0) {
      units[count] = unit;
      count += 1;
    } else {
      units[count] = backslash;
      units[count + 1] = letter;
      count += 2;
    }
  }
  return textOf(units, count);
}

/** As it was. Throws what `malformed` makes of an escape that is none, such as `\x`. */
export function unescapeText(text: string, malformed: (sequence: string) => Error): string {
  if (!isDense(text, backslashes)) {
    return text.replace(escaped, (whole, letter: string) => {
      const character = unescapes[letter];
      if (character === undefined) throw malformed(whole);
      return character;
    });
  }
  const units = new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1, count += 1) {
    const unit = text.charCodeAt(at);
    units[count] = unit;
    if (unit !== backslash) continue;
    const character = characterOf[text.charCodeAt(at + 1)] ?? 0;
    if (character === 0) throw malformed(`\\${codePointAt(text, at + 1)}`);
    units[count] = character;
    at += 1;
  }
  return textOf(units, count);
}

/** Whether a long text has many characters that are in the table. */
function isDense(text: string, table: Uint8Array): boolean {
  if (text.length <= shortCharactersMax) return false;
  let left = text.length / sparseCharacters;
  for (let at = 0; at < text.length && left >= 0; at += 1) {
    if ((table[text.charCodeAt(at)] ?? 0) !== 0) left -= 1;
  }
  return left < 0;
}

function tableOf(pairs: readonly (readonly [from: string, to: string])[]): Uint8Array {
  const table = new Uint8Array(128);
  for (const [from, to] of pairs) table[from.charCodeAt(0)] = to.charCodeAt(0);
  return table;
}

/** Empty behind the end. */
function codePointAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Of one byte a character where it can be: half the memory for as long as the text is kept. */
function textOf(units: Uint16Array, count: number): string {
  let all = 0;
  for (let at = 0; at < count; at += 1) all |= units[at] as number;
  if (all <= latin1Max) return Buffer.from(units.subarray(0, count)).toString('latin1');
  return Buffer.from(units.buffer, 0, count * 2).toString('utf16le');
}
