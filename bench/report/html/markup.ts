/**
 * Markup made from templates, HTML or SVG: what is put into one is escaped, unless it is markup itself. So that nothing
 * of the results can become an element, wherever it is shown. Knows nothing of what is written.
 */

import assert from 'node:assert/strict';

/** Text in which nothing has to be escaped any more: made by `markup`, and elsewhere only of constants. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A number is written with two decimals at most, and has to be finite; `undefined` and `false` are nothing at all. */
export type Content = string | number | Markup | undefined | false | readonly Content[];

export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...values.map(written)));
}

function written(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') {
    assert(Number.isFinite(content), 'a number of the report is not finite');
    return String(Math.round(content * 100) / 100);
  }
  return content.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Good for contents and for quoted attributes. Characters that XML has no place for become U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
