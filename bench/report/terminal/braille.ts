/**
 * A canvas of dots, two by four in each character cell, in the Unicode block of braille patterns; letters go over it.
 * Knows dots and cells; nothing of scales. Without Unicode a cell with any dot in it is one ASCII dot.
 */

import type { Line, Page, Style } from './page.ts';

/** The bit of each dot of a cell, by row from above and column: Unicode 16.0, chapter 21.1. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

const dotsAcross = 2;
const dotsDown = 4;

export class BrailleCanvas {
  readonly #columns: number;
  readonly #rows: number;
  readonly #dots: Uint8Array;
  readonly #styles: (Style | undefined)[];
  readonly #letters = new Map<number, string>();

  /** In character cells. */
  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#dots = new Uint8Array(columns * rows);
    this.#styles = Array.from({ length: columns * rows }, () => undefined);
  }

  get dotsWide(): number {
    return this.#columns * dotsAcross;
  }

  get dotsHigh(): number {
    return this.#rows * dotsDown;
  }

  /** From the upper left, in dots. What lies outside is not drawn. */
  dot(x: number, y: number, style?: Style): void {
    const cell = this.#cellAt(x, y);
    const bit = bits[Math.round(y) % dotsDown]?.[Math.round(x) % dotsAcross];
    if (cell === undefined || bit === undefined) return;
    this.#dots[cell] = (this.#dots[cell] ?? 0) | bit;
    this.#styles[cell] = style ?? this.#styles[cell];
  }

  /** A straight line, with every `step`th dot of it. */
  segment(fromX: number, fromY: number, toX: number, toY: number, style?: Style, step = 1): void {
    const length = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let done = 0; done <= length; done += step) {
      const share = done / length;
      this.dot(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share, style);
    }
  }

  /** Over the cell in which that dot lies; an asterisk where another letter is there already. */
  letter(x: number, y: number, letter: string, style?: Style): void {
    const cell = this.#cellAt(x, y);
    if (cell === undefined) return;
    const there = this.#letters.get(cell);
    const shared = there !== undefined && there !== letter;
    this.#letters.set(cell, shared ? '*' : letter);
    this.#styles[cell] = shared ? undefined : style;
  }

  /** From above; neighbours of one style in one span. */
  lines(page: Page): readonly Line[] {
    return Array.from({ length: this.#rows }, (_, row) => {
      const spans: { text: string; style?: Style | undefined }[] = [];
      for (let cell = row * this.#columns; cell < (row + 1) * this.#columns; cell += 1) {
        const style = this.#styles[cell];
        const last = spans.at(-1);
        if (last !== undefined && last.style === style) last.text += this.#character(cell, page);
        else spans.push({ text: this.#character(cell, page), style });
      }
      return spans;
    });
  }

  #cellAt(x: number, y: number): number | undefined {
    const column = Math.floor(Math.round(x) / dotsAcross);
    const row = Math.floor(Math.round(y) / dotsDown);
    const inside = column >= 0 && column < this.#columns && row >= 0 && row < this.#rows;
    return inside ? row * this.#columns + column : undefined;
  }

  #character(cell: number, { unicode }: Page): string {
    const letter = this.#letters.get(cell);
    if (letter !== undefined) return letter;
    const dots = this.#dots[cell] ?? 0;
    if (dots === 0) return ' ';
    return unicode ? String.fromCodePoint(0x2800 + dots) : '.';
  }
}
