/** Columns are below each other, whatever stands in them. */

import test from 'ava';
import { type Page, render, shown, widthOn } from './page.ts';
import { table } from './table.ts';

const page: Page = { width: 40, color: false, unicode: true };

test('the first column is to the left, the others to the right, each as wide as its widest cell', (t) => {
  const lines = table(page, [
    ['', 'p50', 'samples'],
    ['wire', '1.2 ms', '9'],
  ]);
  t.is(render(page, lines), '         p50  samples\nwire  1.2 ms        9');
});

test('colours and wide characters move nothing', (t) => {
  const rows = [
    [{ text: 'wire', style: 'wire' as const }, '1'],
    ['会話', '22'],
    ['é', '333'],
  ];
  const plain = table(page, rows);
  t.deepEqual(
    plain.map((spans) => widthOn(page, spans)),
    [9, 9, 9],
  );
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, 'g');
  t.is(render({ ...page, color: true }, plain).replace(escapes, ''), render(page, plain));
});

test('what takes two characters in ASCII is padded as two', (t) => {
  const ascii = { ...page, unicode: false };
  t.is(
    render(
      ascii,
      table(ascii, [
        ['≥ 5', '1 µs'],
        ['12345', '10 µs'],
      ]),
    ),
    '>= 5    1 us\n12345  10 us',
  );
});

test('a table that is too wide gives way in one column, with an ellipsis', (t) => {
  const lines = table({ ...page, width: 20 }, [['a very long name of a workload', '12,345/s']]);
  t.is(render(page, lines), 'a very lo…  12,345/s');
});

test('text of others cannot drive the terminal', (t) => {
  const text = 'cpu\x1b[2J\u202e\n\x07';
  t.is(shown(page, text), 'cpu\\x1b[2J\\u{202e}\\n\\x07');
  t.is(shown({ ...page, unicode: false }, 'µs × 2 → ü'), 'us x 2 -> ?');
});
