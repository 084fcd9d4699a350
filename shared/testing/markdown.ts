/** Finds in a Markdown document what tests hold to the code: fenced blocks and tables. Knows nothing of their meaning. */

import { readFileSync } from 'node:fs';

/** A fenced block. `line` is that of its first line of content, counted from 1. */
export interface Block {
  /** What stands behind the language on the opening fence. */
  readonly info: string;
  /** The text of the heading that it stands under. */
  readonly heading: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** A table's rows without its head, cell by cell. */
export type Table = readonly (readonly string[])[];

/** The lines of a document in the root of the project. */
export function documentLines(name: string): readonly string[] {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8').split('\n');
}

/** The fenced blocks of that language, in order. */
export function fencedBlocks(lines: readonly string[], language: string): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^```(\S+) ?(.*)$/.exec(lines[at] ?? '');
    if (opening === null) continue;
    const end = lines.indexOf('```', at + 1);
    if (end === -1) throw new Error(`line ${at + 1}: this block has no end`);
    if (opening[1] === language) {
      blocks.push({
        info: opening[2] ?? '',
        heading: headingAbove(lines, at),
        line: at + 2,
        lines: lines.slice(at + 1, end),
      });
    }
    at = end;
  }
  return blocks;
}

/** The table that starts at that line or behind one blank line; undefined where something else does. */
export function tableAt(lines: readonly string[], at: number): Table | undefined {
  const start = lines[at] === '' ? at + 1 : at;
  if (!lines[start]?.startsWith('|') || !lines[start + 1]?.startsWith('|-')) return undefined;
  const rows: string[][] = [];
  for (let line = start + 2; lines[line]?.startsWith('|'); line += 1) {
    rows.push(
      (lines[line] ?? '')
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

function headingAbove(lines: readonly string[], at: number): string {
  const heading = lines.slice(0, at).findLast((line) => /^##+ \d/.test(line)) ?? '';
  return heading.replace(/^#+ /, '');
}
