/** Tables as comma-separated values, by RFC 4180, except that lines end in LF as other files here do. */

/** Undefined is an empty cell. */
export type Cell = string | number | boolean | undefined;

/** With a line of names first. */
export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join('');
}

function cellText(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
