import test from 'ava';
import fc from 'fast-check';
import { messageText, noticeText, usesColours } from './message_text.ts';
import { textWidth, wrapText } from './text_width.ts';

const nowMs = new Date(2026, 4, 1, 14, 3).getTime();
const look = { columns: 40, colours: false, nowMs };
const message = { timeMs: nowMs, body: 'hi', label: 'bob', own: false };

test('a message is a line: time, sender, text', (t) => {
  t.is(messageText(message, look), '14:03 bob: hi');
  t.is(messageText({ ...message, label: 'bob in Team\x07', own: true }, look), '14:03 bob in Team\\x07: hi');
});

test('a message of another day shows the day, and one without a date no time', (t) => {
  const timeMs = new Date(2026, 3, 30, 23, 59).getTime();
  t.is(messageText({ ...message, timeMs }, look), '2026-04-30 23:59 bob: hi');
  t.is(messageText({ ...message, timeMs: 1e300 }, look), '--:-- bob: hi');
});

test('long lines break between words, and go on indented', (t) => {
  const body = 'one two three four five six seven eight nine ten';
  t.is(messageText({ ...message, body }, look), '14:03 bob: one two three four five six\n      seven eight nine ten');
});

test('no line of a body, and no width of terminal, begins where a message begins', (t) => {
  const body = fc
    .array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n14:03 bob: fake', 'x'.repeat(90), '\r', '日本語')),
    )
    .map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(body, fc.integer({ min: 0, max: 200 }), (text, columns) => {
      const [first, ...rest] = messageText({ ...message, body: text }, { ...look, columns }).split('\n');
      t.true(first?.startsWith('14:03 bob:'));
      for (const line of rest) t.regex(line, /^ {6}/);
    }),
  );
});

test('wrapping keeps every character but the spaces it breaks at, and no line is wider than asked', (t) => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '👨‍👩‍👧', 'é'), maxLength: 200 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (input, columns) => {
      const lines = wrapText(input, columns);
      for (const line of lines) t.true(textWidth(line) <= columns, line);
      t.is(lines.join('').replaceAll(' ', ''), input.replaceAll(' ', ''));
    }),
  );
});

test('widths are those of a terminal', (t) => {
  t.deepEqual(['abc', '日本', '👨‍👩‍👧', 'e\u0301', '❤️', '', 'é'].map(textWidth), [3, 4, 2, 1, 2, 0, 1]);
});

test('names are coloured where colours are wanted, and then only', (t) => {
  t.regex(messageText(message, { ...look, colours: true }), /\[\d+mbob/);
  t.true(noticeText('so', { ...look, colours: true }).includes('\u001b['));
  t.true(usesColours({ isTTY: true }, {}));
  t.true(usesColours({ isTTY: true }, { NO_COLOR: '' }));
  t.false(usesColours({ isTTY: true }, { NO_COLOR: '1' }));
  t.false(usesColours({ isTTY: true }, { TERM: 'dumb' }));
  t.false(usesColours({}, {}));
});
