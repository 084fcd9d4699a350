/** What a search shows of a body: bounds that hold for any text, and the word that was found. */

import test from 'ava';
import fc from 'fast-check';
import { searchWords } from '../ledger/search_words.ts';
import { snippet, snippets } from './snippet.ts';

const lookedAtMax = 1_000_000;
const whole = (text: string) => ({ text, isPrefix: false });

function shown(body: string, word: string, charactersMax: number): string {
  return snippet(body, [whole(word)], { charactersMax, lookedAtMax });
}

const characters = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'ab cé\n\t-*') },
  { weight: 1, arbitrary: fc.constantFrom('👍', '👩‍🚀', 'é', '…', 'ß', 'İ', '한', '\u2028') },
);
const bodies = fc.string({ unit: characters, minLength: 1, maxLength: 400 });
const bounds = fc.integer({ min: 8, max: 200 });

test('a snippet is at most so many characters, on one line, and a piece of the body between marks of where it is cut', (t) => {
  const property = fc.property(bodies, bounds, (body, charactersMax) => {
    const [word = 'none'] = searchWords(body).toSorted();
    const text = shown(body, word, charactersMax);
    const line = body.replace(/\s/gu, ' ');
    if ([...text].length > charactersMax || /[\n\r\t\u2028]/u.test(text) || !text.isWellFormed()) return false;
    if ([...body].length <= charactersMax) return text === line;
    const pieces = [text, text.slice(1), text.slice(0, -1), text.slice(1, -1)];
    return [...text].length === charactersMax && pieces.some((piece) => line.includes(piece));
  });
  t.notThrows(() => fc.assert(property, { numRuns: 500 }));
});

test('a snippet holds the word that was found, wherever it stands', (t) => {
  const fillers = fc.string({ unit: fc.constantFrom('a', ' ', '.', '👍', '\n'), maxLength: 400 });
  const property = fc.property(fillers, fillers, fc.integer({ min: 32, max: 200 }), (before, after, charactersMax) => {
    const text = shown(`${before} Wörtchen ${after}`, 'wortchen', charactersMax);
    return text.includes('Wörtchen');
  });
  t.notThrows(() => fc.assert(property, { numRuns: 500 }));
});

test('a snippet begins at the beginning where the word stands there, and ends with the body where it stands at the end', (t) => {
  t.is(shown('0123 56789 and so on', '0123', 10), '0123 5678…');
  t.is(shown('so it ends with 0123', '0123', 10), '…with 0123');
  t.is(shown('somewhere in 0123 the middle', '0123', 10), '… 0123 th…');
  t.is(shown('somewhere in the middle', 'absent', 10), 'somewhere…');
});

test('of several words the one that comes first is shown; a prefix finds what begins so', (t) => {
  const body = `${'. '.repeat(50)}gamma ${'. '.repeat(50)}alphabet`;
  const within = { charactersMax: 16, lookedAtMax };
  t.regex(snippet(body, [whole('alphabet'), whole('gamma')], within), /gamma/);
  t.regex(snippet(body, [{ text: 'alpha', isPrefix: true }], within), /alphabet/);
  t.notRegex(snippet(body, [whole('alpha')], within), /alpha/);
});

test('a word that comes after what may be looked at is not shown: the beginning is', (t) => {
  const body = `${'a '.repeat(1_000)}needle`;
  t.regex(snippet(body, [whole('needle')], { charactersMax: 20, lookedAtMax: 10_000 }), /needle$/);
  t.regex(snippet(body, [whole('needle')], { charactersMax: 20, lookedAtMax: 100 }), /^a a/);
});

test('the snippets of a page look at so much of all its bodies together: what short ones leave goes to those that follow', (t) => {
  const long = `${'a '.repeat(45)}needle`;
  const within = (bodies: readonly string[], lookedAtMax: number) =>
    snippets(bodies, [whole('needle')], { charactersMax: 20, lookedAtMax }).map((text) => text.includes('needle'));
  t.deepEqual(within([long, long, long, long], 4 * long.length), [true, true, true, true]);
  t.deepEqual(within([long, long, long, long], 4 * long.length - 4), [false, false, false, false]);
  t.deepEqual(within(['short', 'needle', long, long], 2 * long.length + 11), [false, true, true, true]);
  t.deepEqual(within([long], 0), [false]);
  t.deepEqual(within([], 100), []);
});

test('a word is found at its place in any case, in bodies of ASCII and in others', (t) => {
  for (const filler of ['. ', 'é ']) {
    const body = `${filler.repeat(100)}unneedled NEEDLE ${filler.repeat(100)}`;
    t.regex(shown(body, 'needle', 16), / NEEDLE /);
  }
});
