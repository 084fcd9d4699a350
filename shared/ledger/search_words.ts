/**
 * The words of a text, as a search compares them. The one place that says what a word is: each ledger finds what this
 * file finds. Knows no ledger.
 */

import type { SearchWord } from './ledger.ts';

/** Letters and digits; everything else parts words. */
const word = /[\p{L}\p{N}\p{M}]+/gu;
const marks = /\p{M}/gu;

/** The words in their order, in lower case and without accents. */
export function searchWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [found] of text.matchAll(word)) {
    // Marks go first: to put many in a row into their order takes the square of their number. Letters hold few.
    const folded = found.replace(marks, '').normalize('NFD').replace(marks, '').toLowerCase();
    if (folded !== '') words.push(folded);
  }
  return words;
}

/** Whether the text has each of these words, or one that begins so. */
export function holdsAll(text: string, words: readonly SearchWord[]): boolean {
  const found = new Set(searchWords(text));
  return words.every(({ text: wanted, isPrefix }) => {
    if (found.has(wanted)) return true;
    return isPrefix && [...found].some((each) => each.startsWith(wanted));
  });
}
