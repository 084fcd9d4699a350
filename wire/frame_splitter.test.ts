/** Frames come out of any chunking of their bytes alike. Each row runs whole, byte by byte, and in random chunks. */

import test from 'ava';
import fc from 'fast-check';
import { chunkings, textArbitrary } from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { FrameSplitter } from './frame_splitter.ts';

const frameBytesMax = 16;

/** What came out: each frame, or the code of the error that came instead; nothing is read behind one that is too long. */
function split(chunks: Iterable<Buffer>, bytesMax: number): readonly string[] {
  const splitter = new FrameSplitter(bytesMax);
  const out: string[] = [];
  for (const chunk of chunks) {
    splitter.push(chunk);
    for (let frame = next(splitter); frame !== undefined; frame = next(splitter)) {
      out.push(frame);
      if (frame === '!FRAME_TOO_LARGE') return out;
    }
  }
  return out;
}

function next(splitter: FrameSplitter): string | undefined {
  try {
    return splitter.next();
  } catch (error) {
    if (error instanceof ChatError) return `!${error.code}`;
    throw error;
  }
}

function bytewise(bytes: Buffer): readonly Buffer[] {
  return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}

const rows: readonly { readonly what: string; readonly bytes: Buffer | string; readonly frames: readonly string[] }[] =
  [
    { what: 'nothing', bytes: '', frames: [] },
    { what: 'one frame', bytes: 'one\n', frames: ['one'] },
    { what: 'several frames', bytes: 'one\ntwo\nthree\n', frames: ['one', 'two', 'three'] },
    { what: 'an empty frame', bytes: 'one\n\ntwo\n', frames: ['one', '', 'two'] },
    { what: 'only a delimiter', bytes: '\n', frames: [''] },
    { what: 'a frame whose end has not come', bytes: 'one\ntw', frames: ['one'] },
    { what: 'CR before LF', bytes: 'one\r\ntwo\r\n', frames: ['one', 'two'] },
    { what: 'only CR LF', bytes: '\r\n', frames: [''] },
    { what: 'two CRs before LF, of which one is the frame’s', bytes: 'one\r\r\n', frames: ['one\r'] },
    { what: 'a CR elsewhere', bytes: 'o\rne\n', frames: ['o\rne'] },
    { what: 'TABs', bytes: 'a\tb\t\n', frames: ['a\tb\t'] },
    { what: 'characters of two, three and four bytes', bytes: 'ä€😀\n😀\n', frames: ['ä€😀', '😀'] },
    { what: 'a byte order mark, which is a character', bytes: '\ufeffa\n', frames: ['\ufeffa'] },
    { what: 'a NUL', bytes: 'a\0b\n', frames: ['a\0b'] },
    {
      what: 'as long as allowed',
      bytes: `${'x'.repeat(frameBytesMax)}\ny\n`,
      frames: ['x'.repeat(frameBytesMax), 'y'],
    },
    { what: 'a byte too long', bytes: `a\n${'x'.repeat(frameBytesMax + 1)}\n`, frames: ['a', '!FRAME_TOO_LARGE'] },
    { what: 'too long without an end', bytes: 'x'.repeat(frameBytesMax * 3), frames: ['!FRAME_TOO_LARGE'] },
    { what: 'too long in bytes, not in characters', bytes: `${'€'.repeat(6)}\n`, frames: ['!FRAME_TOO_LARGE'] },
    {
      what: 'a byte that UTF-8 has not',
      bytes: Buffer.from([97, 10, 0xff, 10, 98, 10]),
      frames: ['a', '!INVALID_UTF8', 'b'],
    },
    {
      what: 'no UTF-8 between characters of several bytes',
      bytes: Buffer.concat([Buffer.from('ä\n'), Buffer.from([0xc3, 13, 10]), Buffer.from('€\n')]),
      frames: ['ä', '!INVALID_UTF8', '€'],
    },
    { what: 'an overlong form', bytes: Buffer.from([0xc0, 0xaf, 10]), frames: ['!INVALID_UTF8'] },
    { what: 'half a surrogate pair', bytes: Buffer.from([0xed, 0xa0, 0x80, 10]), frames: ['!INVALID_UTF8'] },
    { what: 'a character cut off by the delimiter', bytes: Buffer.from([0xe2, 0x82, 10]), frames: ['!INVALID_UTF8'] },
    { what: 'beyond U+10FFFF', bytes: Buffer.from([0xf4, 0x90, 0x80, 0x80, 10]), frames: ['!INVALID_UTF8'] },
  ];

for (const { what, bytes: given, frames } of rows) {
  test(`${what}: the same frames in any chunking`, (t) => {
    const bytes = Buffer.from(given);
    t.deepEqual(split([bytes], frameBytesMax), frames);
    t.deepEqual(split(bytewise(bytes), frameBytesMax), frames);
    const property = fc.property(chunkings(bytes), (chunks) => {
      t.deepEqual(split(chunks, frameBytesMax), frames);
    });
    fc.assert(property, { numRuns: 50 });
  });
}

test('any text without delimiters comes out as it went in, in any chunking', (t) => {
  const line = textArbitrary.map((text) => text.replaceAll(/[\n\r]/g, ' '));
  const stream = fc
    .array(line, { maxLength: 10 })
    .chain((lines) => fc.tuple(fc.constant(lines), chunkings(Buffer.from(lines.map((text) => `${text}\n`).join('')))));
  fc.assert(fc.property(stream, ([lines, chunks]) => void t.deepEqual(split(chunks, 1_000), lines)));
});

test('a frame that grows over many chunks is whole, and the next one starts afresh', (t) => {
  const long = 'abcdefghij'.repeat(10_000);
  const bytes = Buffer.from(`${long}\nshort\n${long}\n`);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 997) chunks.push(bytes.subarray(at, at + 997));
  t.deepEqual(split(chunks, 200_000), [long, 'short', long]);
});
