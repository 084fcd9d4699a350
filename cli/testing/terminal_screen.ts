/** What a terminal shows after all that was written to it. Knows the few sequences that readline uses; for tests. */

/** Moves of the cursor, and what clears: the rest, such as colours, changes no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what terminals obey.
const sequence = /\x1b\[(?<count>\d*)(?<kind>[A-DGJK])|\x1b\[[0-9;?]*[A-Za-z]|[\s\S]/gu;

/** Row by row, without the spaces at their ends. As high as it takes: nothing scrolls away. Narrow characters only. */
export function terminalRows(written: string, columns: number): readonly string[] {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const cells = (): string[] => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };
  const put = (character: string): void => {
    if (column === columns) {
      row += 1;
      column = 0;
    }
    const line = cells();
    while (line.length < column) line.push(' ');
    line[column] = character;
    column += 1;
  };
  for (const { 0: text, groups } of written.matchAll(sequence)) {
    const count = Number(groups?.count || 1);
    if (text === '\r') column = 0;
    else if (text === '\n') row += 1;
    else if (groups?.kind === 'A') row = Math.max(0, row - count);
    else if (groups?.kind === 'B') row += count;
    else if (groups?.kind === 'C') column = Math.min(columns - 1, column + count);
    else if (groups?.kind === 'D') column = Math.max(0, column - count);
    else if (groups?.kind === 'G') column = count - 1;
    else if (groups?.kind === 'J' || groups?.kind === 'K') {
      cells().length = Math.min(cells().length, column);
      if (groups.kind === 'J') rows.length = row + 1;
    } else if (!text.startsWith('\x1b') && text >= ' ') put(text);
  }
  return rows.map((line) => line.join('').trimEnd());
}
