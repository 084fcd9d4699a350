/** Dots come out where they were put, as pictures drawn by hand. */

import test from 'ava';
import { BrailleCanvas } from './braille.ts';
import { type Page, render } from './page.ts';

const page: Page = { width: 80, color: false, unicode: true };

function picture(canvas: BrailleCanvas, on: Page = page): readonly string[] {
  return render(on, canvas.lines(on)).split('\n');
}

/** From a drawing with a character a dot, four rows and two columns to each cell. */
function drawn(rows: readonly string[]): BrailleCanvas {
  const canvas = new BrailleCanvas((rows[0]?.length ?? 0) / 2, rows.length / 4);
  for (const [y, row] of rows.entries()) {
    for (const [x, character] of [...row].entries()) if (character === '#') canvas.dot(x, y);
  }
  return canvas;
}

test('each dot of a cell has its own bit, as Unicode numbers them', (t) => {
  const eight = [0, 1, 2, 3].flatMap((y) => [0, 1].map((x) => ({ x, y })));
  const characters = eight.map(({ x, y }) => {
    const canvas = new BrailleCanvas(1, 1);
    canvas.dot(x, y);
    return picture(canvas)[0];
  });
  t.deepEqual(characters, ['⠁', '⠈', '⠂', '⠐', '⠄', '⠠', '⡀', '⢀']);
});

test('a drawing comes out as the braille that a hand would choose', (t) => {
  const rows = [
    '#.......', //
    '.#......',
    '..#.....',
    '...#....',
    '....#...',
    '.....#..',
    '......#.',
    '########',
  ];
  t.deepEqual(picture(drawn(rows)), ['⠑⢄', '⣀⣀⣑⣄']);
});

test('a segment from corner to corner is a diagonal, and from either end the same', (t) => {
  const falling = new BrailleCanvas(4, 2);
  falling.segment(0, 0, 7, 7);
  t.deepEqual(picture(falling), ['⠑⢄', '  ⠑⢄']);
  const rising = new BrailleCanvas(4, 2);
  rising.segment(7, 7, 0, 0);
  t.deepEqual(picture(rising), picture(falling));
});

test('what lies outside of the canvas is not drawn, and moves nothing', (t) => {
  const canvas = new BrailleCanvas(2, 1);
  for (const [x, y] of [
    [-1, 0],
    [4, 0],
    [0, -1],
    [0, 4],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    canvas.dot(x, y);
    canvas.letter(x, y, 'x');
  }
  t.deepEqual(picture(canvas), ['']);
});

test('a letter covers the dots of its cell, and two letters in one cell are an asterisk', (t) => {
  const canvas = new BrailleCanvas(3, 1);
  canvas.segment(0, 0, 5, 0);
  canvas.letter(2, 3, 'w', 'wire');
  t.deepEqual(picture(canvas), ['⠉w⠉']);
  canvas.letter(3, 0, 'w', 'wire');
  t.deepEqual(picture(canvas), ['⠉w⠉']);
  canvas.letter(3, 0, 'u', 'grpcUnary');
  t.deepEqual(picture(canvas), ['⠉*⠉']);
});

test('without Unicode a cell with dots is an ASCII one', (t) => {
  t.deepEqual(picture(drawn(['#..#', '....', '....', '....']), { ...page, unicode: false }), ['..']);
});

test('with colours, neighbours of one style are one span', (t) => {
  const canvas = new BrailleCanvas(4, 1);
  canvas.segment(0, 0, 3, 0, 'wire');
  canvas.segment(4, 0, 7, 0, 'grpcUnary');
  t.deepEqual(picture(canvas, { ...page, color: true }), ['\x1b[36m⠉⠉\x1b[0m\x1b[33m⠉⠉\x1b[0m']);
});
