/**
 * The words of a text, as a search compares them: what SQLite's tokenizer `unicode61` with `remove_diacritics 2` makes
 * of it, as nearly as Unicode in JavaScript comes to that. Knows no ledger.
 */

/** Letters and digits; everything else parts words. */
const word = /[\p{L}\p{N}\p{M}]+/gu;
const marks = /\p{M}/gu;

/** The words in their order, in lower case and without accents. */
export function searchWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [found] of text.normalize('NFC').matchAll(word)) {
    const folded = found.normalize('NFD').replace(marks, '').toLowerCase();
    if (folded !== '') words.push(folded);
  }
  return words;
}
