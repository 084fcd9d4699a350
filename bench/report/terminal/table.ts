/** Tables on a page: columns as wide as their widest cell. Knows alignment; nothing of what stands in the cells. */

import { cut, type Line, type Page, type Span, widthOn } from './page.ts';

export type Cell = string | Span | Line;

export interface TableShape {
  /** Of each column; the last one holds for all that follow. Default: the first to the left, the others to the right. */
  readonly align?: readonly ('left' | 'right')[];
  /** Columns before the first one. */
  readonly indent?: number;
  /** Between two columns. */
  readonly gap?: number;
  /** The column that gives way, with an ellipsis, where a row would be too long. */
  readonly shrink?: number;
}

/** Cells are padded by what is seen of them, so that colours and wide characters move nothing. */
export function table(page: Page, rows: readonly (readonly Cell[])[], shape: TableShape = {}): readonly Line[] {
  const { align = ['left', 'right'], indent = 0, gap = 2, shrink = 0 } = shape;
  const cells = rows.map((row) => row.map(spansOf));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...cells.map((row) => widthOn(page, row[column] ?? []))),
  );
  const total = indent + widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, columns - 1);
  const shrunk = Math.max(1, (widths[shrink] ?? 0) - Math.max(0, total - page.width));
  if (total > page.width) widths[shrink] = shrunk;
  return cells.map((row) => [
    { text: ' '.repeat(indent) },
    ...row.flatMap((spans, column) => [
      ...(column === 0 ? [] : [{ text: ' '.repeat(gap) }]),
      ...padded(page, spans, widths[column] ?? 0, align[Math.min(column, align.length - 1)] ?? 'left'),
    ]),
  ]);
}

function spansOf(cell: Cell): Line {
  if (typeof cell === 'string') return [{ text: cell }];
  return 'text' in cell ? [cell] : cell;
}

function padded(page: Page, spans: Line, width: number, side: 'left' | 'right'): Line {
  const missing = width - widthOn(page, spans);
  if (missing < 0) return cutSpans(page, spans, width);
  const space = { text: ' '.repeat(missing) };
  return side === 'left' ? [...spans, space] : [space, ...spans];
}

function cutSpans(page: Page, spans: Line, width: number): Line {
  const text = cut(page, spans.map((span) => span.text).join(''), width);
  const short = width - widthOn(page, [{ text }]);
  return [{ text, style: spans[0]?.style }, { text: ' '.repeat(Math.max(0, short)) }];
}
