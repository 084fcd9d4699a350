/** A table as markup. Knows rows and cells; nothing of what they say. */

import { type Content, type Markup, markup } from '../markup.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'number' | 'text';
}

/** The first cell of each row is its heading. `cards`: on a phone every row is a card of its own. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  { cards = false, caption }: { cards?: boolean; caption?: string } = {},
): Markup {
  const heads = columns.map(({ title, align }) => markup`<th scope="col"${alignment(align)}>${title}</th>`);
  return markup`<div class="${cards ? 'table cards' : 'table'}"><table>
${caption !== undefined && markup`<caption>${caption}</caption>`}
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((cells) => row(columns, cells))}</tbody>
</table></div>`;
}

function row(columns: readonly Column[], [heading, ...cells]: readonly Content[]): Markup {
  const others = cells.map((cell, index) => {
    const { title = '', align } = columns[index + 1] ?? {};
    return markup`<td data-label="${title}"${alignment(align)}><span>${cell}</span></td>`;
  });
  // What goes on from the row above has no heading of its own.
  return markup`<tr${heading === '' && markup` class="more"`}><th scope="row">${heading}</th>${others}</tr>
`;
}

function alignment(align: Column['align']): Markup | undefined {
  return align === 'number' ? markup` class="number"` : undefined;
}
