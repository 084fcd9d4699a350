/** The part of a body that a search shows. Pure; knows how words compare, and nothing of who searches. */

import type { SearchWord } from '../ledger/ledger.ts';
import { isAscii, searchWords } from '../ledger/search_words.ts';

export interface SnippetBounds {
  /** Characters (code points) of the snippet, with the marks at its cut ends. */
  readonly charactersMax: number;
  /** UTF-16 units of the body that are looked at for a word; where it comes later, the beginning is shown. */
  readonly lookedAtMax: number;
}

const cut = '…';

/** As `searchWords` parts them, but where they stand. */
const word = /[\p{L}\p{N}\p{M}]+/gu;
const asciiWord = /[a-z0-9]+/gi;

/**
 * Of each body, in their order. All together look at no more of the bodies than `lookedAtMax`, in fair shares: what a
 * short body leaves, the following ones have.
 */
export function snippets(
  bodies: readonly string[],
  words: readonly SearchWord[],
  { charactersMax, lookedAtMax }: SnippetBounds,
): readonly string[] {
  let left = lookedAtMax;
  return bodies.map((body, index) => {
    const share = Math.min(body.length, Math.floor(left / (bodies.length - index)));
    left -= share;
    return snippet(body, words, { charactersMax, lookedAtMax: share });
  });
}

/** What comes before the word that was found is about a quarter. */
const leadPart = 4;

/**
 * On one line: white space is shown as a blank each. Around the first of the words that is found; the beginning of the
 * body where none is.
 */
export function snippet(body: string, words: readonly SearchWord[], bounds: SnippetBounds): string {
  const { charactersMax } = bounds;
  const at = placeOfFirst(body.slice(0, bounds.lookedAtMax), words);
  // A character is one or two units: what a window cuts in two lies beyond what can be shown.
  const window = charactersMax * 2;
  const before = [...body.slice(Math.max(0, at - window), at)];
  const characters = [...before, ...body.slice(at, at + window)];
  const lead = Math.floor(charactersMax / leadPart);
  const end = Math.min(characters.length, Math.max(0, before.length - lead) + charactersMax);
  const start = Math.max(0, end - charactersMax);
  const cutBefore = start > 0;
  const cutAfter = end < characters.length;
  const shown = characters.slice(cutBefore ? start + 1 : start, cutAfter ? end - 1 : end).join('');
  return `${cutBefore ? cut : ''}${shown.replace(/\s/gu, ' ')}${cutAfter ? cut : ''}`;
}

/** Where the first word stands that is one of these; 0 where none is. */
function placeOfFirst(text: string, words: readonly SearchWord[]): number {
  const whole = new Set(words.filter(({ isPrefix }) => !isPrefix).map((sought) => sought.text));
  const prefixes = words.filter(({ isPrefix }) => isPrefix).map((sought) => sought.text);
  const isSought = (folded: string): boolean =>
    whole.has(folded) || prefixes.some((prefix) => folded.startsWith(prefix));
  if (isAscii(text)) {
    for (const found of text.matchAll(asciiWord)) if (isSought(found[0].toLowerCase())) return found.index;
    return 0;
  }
  for (const found of text.matchAll(word)) if (searchWords(found[0]).some(isSought)) return found.index;
  return 0;
}
