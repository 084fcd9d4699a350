/**
 * The words of a text, as a search compares them. The one place that says what a word is, and how much of a body is
 * searched: each ledger finds what this file finds. Knows no ledger.
 */

import type { SearchWord } from './ledger.ts';

/**
 * UTF-16 units at the beginning of a body that are searched. Published (chat.proto, wire_design.md §5.28), and no limit
 * that can be set: what is indexed already would not follow.
 */
export const searchedUnitsMax = 65_536;

const onlyAscii = /^[\0-\x7f]*$/;
const asciiWord = /[a-z0-9]+/g;
/** Letters and digits; everything else parts words. */
const word = /[\p{L}\p{N}]+/gu;
const marks = /\p{M}+/gu;

/** The part of a body that is searched. */
export function searchedPart(body: string): string {
  return body.length <= searchedUnitsMax ? body : body.slice(0, searchedUnitsMax);
}

export function isAscii(text: string): boolean {
  return onlyAscii.test(text);
}

/** The words in their order, in lower case and without accents. */
export function searchWords(text: string): readonly string[] {
  if (isAscii(text)) return text.toLowerCase().match(asciiWord) ?? [];
  // A word at a time: the lower case of some letters depends on where the word ends.
  return (
    withoutMarks(text)
      .match(word)
      ?.map((found) => found.toLowerCase()) ?? []
  );
}

/** Whether what is searched of the body has each of these words, or one that begins so. */
export function holdsAll(body: string, words: readonly SearchWord[]): boolean {
  const text = searchedPart(body);
  if (isAscii(text)) {
    // Most bodies hold none of the words: that is seen without cutting them into theirs.
    const lower = text.toLowerCase();
    if (!words.every((wanted) => lower.includes(wanted.text))) return false;
  }
  const line = ` ${searchWords(text).join(' ')} `;
  return words.every(({ text: wanted, isPrefix }) => line.includes(isPrefix ? ` ${wanted}` : ` ${wanted} `));
}

function withoutMarks(text: string): string {
  // Marks go first: to put many in a row into their order takes the square of their number. Letters hold few.
  return text.replace(marks, '').normalize('NFD').replace(marks, '');
}
