/** What is escaped reads as it was: texts with little to escape and with much go different ways to the same end. */

import test from 'ava';
import fc from 'fast-check';
import { escapeText, unescapeText } from './escapes.ts';

const malformed = (sequence: string): Error => new Error(`no escape: ${sequence}`);
/** Long, and dense enough, for the other way, whatever comes after it. */
const before = '\n\t\\a'.repeat(300);
const beforeEscaped = String.raw`\n\t\\a`.repeat(300);
const text = fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '\\', 't', 'n', 'x', 'é', '€', '😀'), maxLength: 40 });

test('a short text and the same text within a long one are escaped alike, and read as they were', (t) => {
  fc.assert(
    fc.property(text, (short) => {
      const long = `${before}${short}`;
      t.is(escapeText(long), `${beforeEscaped}${escapeText(short)}`);
      t.notRegex(escapeText(long), /[\t\n\r]/);
      t.is(unescapeText(escapeText(short), malformed), short);
      t.is(unescapeText(escapeText(long), malformed), long);
    }),
  );
});

test('what is no escape is told alike in a short text and in a long one', (t) => {
  fc.assert(
    fc.property(text, (raw) => {
      const outcomeOf = (all: string, from: number): string => {
        try {
          return unescapeText(all, malformed).slice(from);
        } catch (error) {
          return (error as Error).message;
        }
      };
      t.is(outcomeOf(`${beforeEscaped}${raw}`, before.length), outcomeOf(raw, 0));
    }),
  );
  for (const prefix of ['', beforeEscaped]) {
    t.throws(() => unescapeText(`${prefix}\\`, malformed), { message: 'no escape: \\' });
    t.throws(() => unescapeText(`${prefix}\\😀`, malformed), { message: 'no escape: \\😀' });
  }
});
