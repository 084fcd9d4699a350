/** What a figure of the report is: drawn at two widths, since lettering that shrinks with the screen can't be read. */

import type { Contender } from '../../plan/contenders.ts';
import type { Markup } from './markup.ts';

export type Figure = DrawnFigure | UndrawnFigure;

export interface DrawnFigure {
  readonly kind: 'drawn';
  /** Unique in the report. */
  readonly id: string;
  readonly title: string;
  /** How to read it, in a sentence or two. */
  readonly reading: string;
  /** What it says, for those who don't see it. */
  readonly description: string;
  /** The colours and marks that it uses. */
  readonly key: Key;
  /** What is said below it. */
  readonly notes?: readonly string[];
  readonly draw: (width: number) => Drawing;
}

/** Nothing was measured that it could show. */
export interface UndrawnFigure {
  readonly kind: 'undrawn';
  readonly title: string;
  /** Completes the sentence that begins with the title. */
  readonly why: string;
}

export type Key =
  | { readonly kind: 'contenders'; readonly contenders: readonly Contender[] }
  | { readonly kind: 'parts'; readonly labels: readonly string[] };

/** The contents of an SVG that is `width` wide. */
export interface Drawing {
  readonly height: number;
  readonly content: Markup;
}

/** In pixels, as on a desk and as on a phone. */
export const figureWidths = { wide: 720, narrow: 350 } as const;

/** Where a drawing has room for figures beside each other. */
export function isWide(width: number): boolean {
  return width >= 560;
}
