/** What the words of a text are, and that whatever is quick finds the same as what is plain. */

import test from 'ava';
import fc from 'fast-check';
import { holdsAll, searchedPart, searchedUnitsMax, searchWords } from './search_words.ts';

/** Word by word, as it is meant. */
function plainWords(text: string): readonly string[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map(([word]) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    .filter((word) => word !== '');
}

const pieces = fc.constantFrom(
  ...[
    'a',
    'B',
    'é',
    'e\u0301',
    'İ',
    'Σ',
    'ς',
    'ß',
    '한',
    '日本',
    'Ⅷ',
    '≠',
    '\u0301',
    '1',
    ' ',
    '-',
    '_',
    '.',
    '\0',
    '👍',
    '\ud800',
  ],
);
const texts = fc.oneof(
  fc.string({ unit: pieces, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'binary-ascii', maxLength: 12 }),
);

test('the words of any text are its runs of letters and digits, each in lower case and without accents', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(texts, (text) => {
        t.deepEqual(searchWords(text), plainWords(text));
      }),
      { numRuns: 2_000 },
    ),
  );
  t.deepEqual(searchWords('ΑΣ.ΑΣ'), ['ας', 'ας']);
});

test('a text holds a word where it is one of its words, and a beginning where one of its words begins so', (t) => {
  const wanted = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', 'e', '1'), minLength: 1, maxLength: 3 }),
    isPrefix: fc.boolean(),
  });
  t.notThrows(() =>
    fc.assert(
      fc.property(texts, fc.array(wanted, { minLength: 1, maxLength: 2 }), (text, words) => {
        const found = plainWords(text);
        const expected = words.every((word) =>
          found.some((each) => (word.isPrefix ? each.startsWith(word.text) : each === word.text)),
        );
        t.is(holdsAll(text, words), expected);
      }),
      { numRuns: 2_000 },
    ),
  );
});

test('of a body so many units are searched, and a shorter one whole', (t) => {
  t.is(searchedPart('short'), 'short');
  t.is(searchedPart('x'.repeat(searchedUnitsMax + 1)).length, searchedUnitsMax);
  const holds = (body: string) => holdsAll(body, [{ text: 'end', isPrefix: false }]);
  t.true(holds(`${'é '.repeat(searchedUnitsMax / 2 - 2)} end`));
  t.false(holds(`${'é '.repeat(searchedUnitsMax / 2 - 1)} end`));
});
