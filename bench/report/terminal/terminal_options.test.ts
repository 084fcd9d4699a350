/** Colours, width and characters are those of the terminal, and plain where there is none. */

import test from 'ava';
import { terminalOptions } from './terminal_options.ts';

const terminal = { isTTY: true, columns: 100 };

const rows: readonly (readonly [string, Parameters<typeof terminalOptions>, ReturnType<typeof terminalOptions>])[] = [
  ['a terminal', [terminal, { TERM: 'xterm', LANG: 'en_US.UTF-8' }], { width: 100, color: true, unicode: true }],
  ['a pipe', [{}, { TERM: 'xterm' }], { width: 80, color: false, unicode: true }],
  ['NO_COLOR', [terminal, { NO_COLOR: '1' }], { width: 100, color: false, unicode: true }],
  ['an empty NO_COLOR, which counts as none', [terminal, { NO_COLOR: '' }], { width: 100, color: true, unicode: true }],
  ['a dumb terminal', [terminal, { TERM: 'dumb' }], { width: 80, color: false, unicode: true }],
  ['a console without a font', [terminal, { TERM: 'linux' }], { width: 100, color: true, unicode: false }],
  ['a narrow terminal', [{ isTTY: true, columns: 40 }, {}], { width: 80, color: true, unicode: true }],
  ['a very wide terminal', [{ isTTY: true, columns: 400 }, {}], { width: 120, color: true, unicode: true }],
  ['another character set', [terminal, { LANG: 'de_DE.ISO-8859-1' }], { width: 100, color: true, unicode: false }],
  ['the locale C', [{}, { LC_ALL: 'C', LANG: 'en_US.UTF-8' }], { width: 80, color: false, unicode: false }],
  ['LC_ALL before LANG', [{}, { LC_ALL: 'C.UTF-8', LANG: 'C' }], { width: 80, color: false, unicode: true }],
];

for (const [name, args, options] of rows) {
  test(`what is written for ${name}`, (t) => {
    t.deepEqual(terminalOptions(...args), options);
  });
}
