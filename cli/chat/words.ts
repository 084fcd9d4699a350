/** Splits what follows a command into words. Pure. */

/** Separated by spaces; "double quotes" hold several together. Undefined where a quote is left open. */
export function words(text: string): readonly string[] | undefined {
  const found: string[] = [];
  const word = /\s*(?:"([^"]*)"|([^\s"]\S*))(?=\s|$)/uy;
  while (word.lastIndex < text.length && text.slice(word.lastIndex).trim() !== '') {
    const match = word.exec(text);
    if (match === null) return undefined;
    found.push(match[1] ?? match[2] ?? '');
  }
  return found;
}
