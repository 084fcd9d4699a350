/** What the terminal that a report is written to can show. Pure: knows the stream and the environment that it is given. */

import type { Page } from './page.ts';

/** A report needs so many columns, and gains nothing from more. */
export const columnsMin = 80;
const columnsMax = 120;

/**
 * Colours only for a terminal and without NO_COLOR (no-color.org), as wide as the terminal from 80 to 120 columns, and
 * Unicode unless the locale names another character set or the terminal is known to have no font for it.
 */
export function terminalOptions(
  stream: { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Page {
  const isTerminal = stream.isTTY === true && environment.TERM !== 'dumb';
  const columns = isTerminal && stream.columns !== undefined ? stream.columns : columnsMin;
  const noColor = environment.NO_COLOR ?? '';
  return {
    width: widthWithin(columns),
    color: isTerminal && noColor === '',
    unicode: hasUnicode(isTerminal, environment),
  };
}

export function widthWithin(columns: number): number {
  return Math.min(columnsMax, Math.max(columnsMin, Math.floor(columns)));
}

function hasUnicode(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  // The console of Linux has 512 glyphs, and none of braille.
  if (isTerminal && environment.TERM === 'linux') return false;
  const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find(
    (name) => name !== undefined && name !== '',
  );
  return locale === undefined || /utf-?8/i.test(locale);
}
