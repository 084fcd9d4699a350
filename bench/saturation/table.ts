/** Tables as text. Pure. */

/** The first cell of each row to the left, the others to the right, in columns of these widths at least. */
export function table(rows: readonly (readonly string[])[], widthsMin: readonly number[]): readonly string[] {
  const [firstMin = 0] = widthsMin;
  const first = Math.max(firstMin, ...rows.map(([cell = '']) => cell.length));
  return rows.map(([head = '', ...cells]) => {
    const others = cells.map((cell, index) => cell.padStart(widthsMin[index + 1] ?? 0));
    return [head.padEnd(first), ...others].join('').trimEnd();
  });
}
