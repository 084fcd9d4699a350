/** How wide text is on a terminal, and how it breaks into lines. Knows graphemes; expects text without control characters. */

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const narrowOnly = /^[\x20-\x7e]*$/;
/** What terminals give two columns: emoji, and the full-width characters of East Asian scripts. */
const wide =
  /^(?:\p{RGI_Emoji}|[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/v;
const widthless = /^\p{Mn}+$/v;

/** In columns. */
export function textWidth(text: string): number {
  if (narrowOnly.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** How many rows a line takes that is typed on a terminal of so many columns, with the one that the cursor goes on to. */
export function rowsOf(text: string, columns: number): number {
  return Math.floor(textWidth(text) / columns) + 1;
}

/** As much of the text as fits. */
export function clipText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let clipped = '';
  let width = 0;
  for (const grapheme of graphemes(text)) {
    width += graphemeWidth(grapheme);
    if (width > columns - 1) break;
    clipped += grapheme;
  }
  return `${clipped}…`;
}

/**
 * Lines of at most `columns`, broken between words where that is possible, else within them: a word that the terminal
 * broke would go on in its first column, where it could pass for a line of ours.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  if (textWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  let width = 0;
  const breakLine = (): void => {
    lines.push(line.trimEnd());
    line = '';
    width = 0;
  };
  for (const word of text.split(/(?<= )(?! )/)) {
    const wordWidth = textWidth(word.trimEnd());
    if (width > 0 && width + wordWidth > columns && wordWidth <= columns) breakLine();
    for (const piece of wordWidth > columns ? graphemes(word) : [word]) {
      const pieceWidth = textWidth(piece);
      if (width > 0 && width + textWidth(piece.trimEnd()) > columns) breakLine();
      line += piece;
      width += pieceWidth;
    }
  }
  if (line !== '') breakLine();
  return lines;
}

function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}

function graphemeWidth(grapheme: string): number {
  if (wide.test(grapheme)) return 2;
  return widthless.test(grapheme) ? 0 : 1;
}
