import test from 'ava';
import fc from 'fast-check';
import { visibleField, visibleLine, visibleLines } from './visible_text.ts';

/** What can drive a terminal, reorder text or hide in it, counted here by code points and not by Unicode's classes. */
const driving: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0x3164, 0x3164],
  [0xe0000, 0xe007f],
];

function drives(text: string): boolean {
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return driving.some(([first, last]) => code >= first && code <= last);
  });
}

const drivingCharacter = fc
  .constantFrom(...driving)
  .chain(([first, last]) => fc.integer({ min: first, max: last }))
  .map((code) => String.fromCodePoint(code));
const text = fc
  .array(fc.oneof(drivingCharacter, fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('\\', '\\n', '\\x1b')))
  .map((pieces) => pieces.join(''));

/** The reverse of visibleField. */
function unescaped(field: string): string {
  const short: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return field.replace(/\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|([nrt\\]))/g, (_all, byte, code, letter) =>
    letter === undefined ? String.fromCodePoint(Number.parseInt(byte ?? code, 16)) : (short[letter] ?? ''),
  );
}

test('no text drives the terminal: whatever comes in, no such character comes out', (t) => {
  fc.assert(
    fc.property(text, (input) => {
      t.false(drives(visibleLine(input)));
      t.false(drives(visibleField(input)));
      for (const line of visibleLines(input)) t.false(drives(line));
    }),
  );
});

test('a field can be read back as it was', (t) => {
  fc.assert(fc.property(text, (input) => t.is(unescaped(visibleField(input)), input)));
});

test('text without such characters stays as it is', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (input) => {
      if (!drives(input)) t.is(visibleLine(input), input);
    }),
  );
  for (const kept of ['👨‍👩‍👧', 'می‌خواهم', 'e\u0301', '日本語', 'C:\\temp', '❤️']) t.is(visibleLine(kept), kept);
});

test('what would drive the terminal is shown as an escape', (t) => {
  t.is(visibleLine('\x1b[2J\x07\x9b'), '\\x1b[2J\\x07\\x9b');
  t.is(visibleLine('a\u202eb\u2066\u2028'), 'a\\u{202e}b\\u{2066}\\u{2028}');
  t.is(visibleLine('a\tb\r\nc'), 'a\\tb\\r\\nc');
  t.is(visibleLine('\ud800'), '\\u{d800}');
  t.deepEqual(visibleLines('a\r\nb\n\nc\rd'), ['a', 'b', '', 'c\\rd']);
});
