import test from 'ava';
import fc from 'fast-check';
import { CommandError } from '../command_error.ts';
import { readLines } from './line_reader.ts';

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

test('lines are the same however the bytes come', async (t) => {
  const line = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .filter((text) => text.isWellFormed() && !/[\r\n]/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.nat({ max: 5 })),
      fc.constantFrom('\n', '\r\n'),
      async (lines, sizes, end) => {
        const bytes = new TextEncoder().encode(lines.map((text) => text + end).join(''));
        t.deepEqual(await Array.fromAsync(readLines(chunks(bytes, sizes))), lines);
      },
    ),
  );
});

test('a last line needs no end', async (t) => {
  t.deepEqual(await Array.fromAsync(readLines(chunks(Buffer.from('a\n\nb'), [1, 1]))), ['a', '', 'b']);
});

test('bytes that are no UTF-8 are refused, and lines before them are not lost', async (t) => {
  const read: string[] = [];
  const all = async (): Promise<void> => {
    for await (const line of readLines(chunks(Buffer.from('one\ntwo\n\xff\n', 'latin1'), [4, 4]))) read.push(line);
  };
  await t.throwsAsync(all, { instanceOf: CommandError, message: 'line 3 of the input is not UTF-8' });
  t.deepEqual(read, ['one', 'two']);
  // Cut within a character.
  await t.throwsAsync(Array.fromAsync(readLines(chunks(Buffer.from('é').subarray(0, 1), []))), {
    instanceOf: CommandError,
  });
});

test('a line that does not end is not kept without bound', async (t) => {
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) yield new Uint8Array(1_048_576);
  };
  await t.throwsAsync(Array.fromAsync(readLines(endless())), { message: 'line 1 of the input is over 8388608 bytes' });
});
