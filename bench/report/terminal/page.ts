/**
 * Lines of a report: styled text, made fit for one terminal. Knows widths, colours and what a terminal without Unicode
 * can show; nothing of results. Invariant: nothing that it gives out can drive a terminal, but the colours it adds.
 */

import { textWidth, wrapText } from '../../../cli/chat/text_width.ts';
import { visibleLine } from '../../../cli/visible_text.ts';
import type { Contender } from '../../plan/contenders.ts';

/** What a report is written for. */
export interface Page {
  /** In columns; no line is longer. */
  readonly width: number;
  readonly color: boolean;
  /** False: nothing but ASCII. */
  readonly unicode: boolean;
}

export type Style = 'heading' | 'faint' | 'good' | 'bad' | Contender;

export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

export type Line = readonly Span[];

/** Of the terminal's own sixteen colours, so that they fit what its user can read. */
const codes: Readonly<Record<Style, number>> = {
  heading: 1,
  faint: 2,
  good: 32,
  bad: 31,
  wire: 36,
  grpcUnary: 33,
  grpcSession: 35,
};

const substitutes: Readonly<Record<string, string>> = {
  '×': 'x',
  µ: 'u',
  '±': '+/-',
  '–': '-',
  '—': '-',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '…': '~',
  '·': '.',
  '←': '<-',
  '→': '->',
  '✓': '+',
  '✗': 'x',
  δ: 'margin',
  '’': "'",
  '\u00a0': ' ',
  '“': '"',
  '”': '"',
};

/** A line that ends in a number and begins the next with its unit is read wrong. */
const beforeUnit = /(\d) (?=%|(?:[µm]?s|[KMG]iB|bytes|blocks)\b)/g;

export const blank: Line = [];

export function line(text: string, style?: Style): Line {
  return [{ text, style }];
}

/** A blank line, and the title of what follows. */
export function heading(page: Page, title: string): readonly Line[] {
  return [
    blank,
    ...paragraph(page, title).map((spans) => spans.map(({ text }) => ({ text, style: 'heading' as const }))),
  ];
}

/** Text as the page can show it. Doing it twice changes nothing. */
export function shown(page: Page, text: string): string {
  const visible = visibleLine(text);
  if (page.unicode) return visible;
  return visible.replace(/[^\x20-\x7e]/gu, (character) => substitutes[character] ?? '?');
}

/** In columns of that page. */
export function widthOn(page: Page, spans: Line): number {
  return spans.reduce((sum, { text }) => sum + textWidth(shown(page, text)), 0);
}

/** Wrapped to the page; each line but the first is indented by `hanging` more. */
export function paragraph(
  page: Page,
  text: string,
  { indent = 0, hanging = 0, style }: { indent?: number; hanging?: number; style?: Style | undefined } = {},
): readonly Line[] {
  const pieces = wrapText(
    shown(page, text.replace(beforeUnit, '$1\u00a0')),
    Math.max(1, page.width - indent - hanging),
  );
  return pieces.map((piece, index) => line(' '.repeat(index === 0 ? indent : indent + hanging) + piece, style));
}

/** As the page can show it, and then at least as wide as that: what stands for one character may be two. */
export function padLeft(page: Page, text: string, columns: number): string {
  const visible = shown(page, text);
  return ' '.repeat(Math.max(0, columns - textWidth(visible))) + visible;
}

export function padRight(page: Page, text: string, columns: number): string {
  const visible = shown(page, text);
  return visible + ' '.repeat(Math.max(0, columns - textWidth(visible)));
}

/** Cut to the page, with an ellipsis: a number that is cut must not look whole. */
export function cut(page: Page, text: string, columns: number): string {
  const whole = shown(page, text);
  if (textWidth(whole) <= columns) return whole;
  let kept = '';
  for (const character of whole) {
    if (textWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return kept + shown(page, '…');
}

export function render(page: Page, lines: readonly Line[]): string {
  return lines.map((spans) => renderLine(page, spans)).join('\n');
}

function renderLine(page: Page, spans: Line): string {
  // A space that does not break is for wrapping; whoever copies a line wants the common one.
  const pieces = spans.map(({ text, style }) => ({ text: shown(page, text).replaceAll('\u00a0', ' '), style }));
  const last = pieces.findLastIndex(({ text }) => text.trim() !== '');
  return pieces
    .slice(0, last + 1)
    .map((piece, index) => (index === last ? { ...piece, text: piece.text.trimEnd() } : piece))
    .map(({ text, style }) => (page.color && style !== undefined ? `\x1b[${codes[style]}m${text}\x1b[0m` : text))
    .join('');
}
