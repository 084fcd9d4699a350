/**
 * Text of others, made fit for a terminal: what would drive it is shown as an escape. Invariant: what comes out holds
 * no control, bidirectional or other formatting character, no line separator, no half of a surrogate pair, and nothing
 * that cannot be seen.
 */

/**
 * Format characters hold the bidirectional ones; the default ignorable ones cannot be seen. Of both only joiners and
 * variation selectors pass, which emoji and many scripts need.
 */
const unprintable =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]/gv;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** On one line. A line break becomes `\n`, an escape character `\x1b`, a right-to-left override `\u{202e}`. */
export function visibleLine(text: string): string {
  return text.replace(unprintable, escapeOf);
}

/** Line by line: LF and CR LF separate them. There is always at least one. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map(visibleLine);
}

/** On one line, and reversible: a backslash is doubled, so that nobody can write what looks like an escape. */
export function visibleField(text: string): string {
  return visibleLine(text.replaceAll('\\', '\\\\'));
}

function escapeOf(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
