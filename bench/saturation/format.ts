/** Figures and tables as text. Pure. */

/** The first cell of each row to the left, the others to the right, in columns of these widths at least. */
export function table(rows: readonly (readonly string[])[], widthsMin: readonly number[]): readonly string[] {
  const [firstMin = 0] = widthsMin;
  const first = Math.max(firstMin, ...rows.map(([cell = '']) => cell.length));
  return rows.map(([head = '', ...cells]) => {
    const others = cells.map((cell, index) => cell.padStart(widthsMin[index + 1] ?? 0));
    return [head.padEnd(first), ...others].join('').trimEnd();
  });
}

export function times(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)}×`;
}

export function duration(us: number): string {
  if (us >= 1_000_000) return `${(us / 1_000_000).toFixed(2)} s`;
  if (us >= 1_000) return `${(us / 1_000).toFixed(us >= 10_000 ? 0 : 1)} ms`;
  return `${us.toFixed(us >= 100 ? 0 : us >= 10 ? 1 : 2)} µs`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 24 ? 1 : 0)} MiB`;
}
