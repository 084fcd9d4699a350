/** The frames' headers, errors and checksums: written, read, and what is refused with which id. */

import test from 'ava';
import fc from 'fast-check';
import { textArbitrary } from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { type ErrorCode, errorCodes } from '../shared/contract/contract.generated.ts';
import { textField } from './fields.ts';
import {
  addChecksum,
  damageOf,
  decodeError,
  decodeReplyFrame,
  decodeRequestFrame,
  encodeErrorFrame,
  encodePushFrame,
  encodeReplyFrame,
  encodeRequestFrame,
  FrameError,
  removeChecksum,
} from './frame.ts';

/** Code and id of the refusal that a request frame gets. */
function refusalOf(text: string, decode: (text: string) => unknown = decodeRequestFrame): string {
  try {
    return `no refusal but ${JSON.stringify(decode(text))}`;
  } catch (error) {
    if (error instanceof FrameError) return `${error.code} ${error.id}`;
    throw error;
  }
}

test('a request frame is opcode, version, id, token and fields, and ends with LF', (t) => {
  const frame = encodeRequestFrame('SEND', 42, '-', `${textField('bob')}${textField('hello')}${textField('k7')}`);
  t.is(frame, 'SEND\t1\t42\t-\tbob\thello\tk7\n');
  const { opcode, version, id, token, fields } = decodeRequestFrame(frame.slice(0, -1));
  t.deepEqual({ opcode, version, id, token }, { opcode: 'SEND', version: 1, id: 42, token: '-' });
  t.deepEqual([fields.text(), fields.text(), fields.text()], ['bob', 'hello', 'k7']);
  t.true(fields.atEnd);
});

test('replies and pushes are told apart by their opcodes, and both carry the id', (t) => {
  t.is(encodeReplyFrame(7, '\t12'), 'OK\t1\t7\t12\n');
  t.is(encodePushFrame('MESSAGE', 7, '\t12'), 'MESSAGE\t1\t7\t12\n');
  const { opcode, id, fields } = decodeReplyFrame('MESSAGE\t1\t7\t12');
  t.deepEqual([opcode, id, fields.text()], ['MESSAGE', 7, '12']);
});

/** What is wrong with a header, and the refusal: the id is told as soon as it could be read. */
const badHeaders: readonly (readonly [string, string])[] = [
  ['', 'MALFORMED 0'],
  ['SEND', 'MALFORMED 0'],
  ['\t1\t1\t-', 'MALFORMED 0'],
  ['SEND\tone\t1\t-', 'MALFORMED 0'],
  ['SEND\t4294967296\t1\t-', 'INVALID_ARGUMENT 0'],
  ['SEND\t1', 'MALFORMED 0'],
  ['SEND\t1\t', 'MALFORMED 0'],
  ['SEND\t1\t0\t-', 'MALFORMED 0'],
  ['SEND\t1\t-5\t-', 'MALFORMED 0'],
  ['SEND\t1\tx\t-', 'MALFORMED 0'],
  ['SEND\t1\t9007199254740992\t-', 'INVALID_ARGUMENT 0'],
  ['SEND\t1\t5', 'MALFORMED 5'],
  ['SEND\t1\t5\t-\ta\rb', 'MALFORMED 0'],
  ['\r', 'MALFORMED 0'],
];

for (const [text, refusal] of badHeaders) {
  test(`the frame ${JSON.stringify(text)} is refused: ${refusal}`, (t) => {
    t.is(refusalOf(text), refusal);
  });
}

test('a frame of another version is read as far as its header: the answer needs its id', (t) => {
  const { version, id } = decodeRequestFrame('SEND\t2\t5\t-\twhatever\tversion\t2\tputs\there');
  t.deepEqual([version, id], [2, 5]);
});

for (const code of Object.keys(errorCodes) as ErrorCode[]) {
  test(`the error ${code} comes out of its frame as it went in`, (t) => {
    const property = fc.property(textArbitrary, fc.maxSafeNat(), fc.maxSafeNat(), (message, retryAfterMs, id) => {
      const frame = encodeErrorFrame(id, new ChatError(code, message, { retryAfterMs }));
      const reply = decodeReplyFrame(frame.slice(0, -1));
      t.is(reply.opcode, 'ERR');
      t.is(reply.id, id);
      const error = decodeError(reply.fields);
      t.deepEqual(
        [error.code, error.message, error.retryAfterMs, error.retryable],
        [code, message, retryAfterMs, errorCodes[code].retryable],
      );
    });
    fc.assert(property, { numRuns: 20 });
  });
}

test('an error is told even where its message has no UTF-8 form', (t) => {
  const frame = encodeErrorFrame(1, new ChatError('NOT_FOUND', 'no account \ud83d'));
  t.is(frame, 'ERR\t1\t1\tNOT_FOUND\t0\t0\tno account \ufffd\n');
});

test('a code of a newer contract is read as UNSPECIFIED, with its message', (t) => {
  const error = decodeError(decodeReplyFrame('ERR\t1\t1\tNEWER_CODE\t1\t50\tsay it again').fields);
  t.deepEqual([error.code, error.retryAfterMs, error.message], ['UNSPECIFIED', 50, 'say it again']);
});

test('a checksum is the CRC-32 of the frame before it, as eight hex digits', (t) => {
  // The check value of CRC-32 that every table of checksums lists: crc32("123456789") = cbf43926.
  t.is(addChecksum('123456789\n'), '123456789\tcbf43926\n');
  t.is(removeChecksum('123456789\tcbf43926'), '123456789');
  const leadingZeros = addChecksum('frame 0\n');
  t.is(removeChecksum(leadingZeros.slice(0, -1)), 'frame 0');
});

test('checksums with leading zeros are written in full', (t) => {
  const lengths = new Set<number>();
  for (let index = 0; index < 1_000; index += 1)
    lengths.add(addChecksum(`frame ${index}\n`).split('\t')[1]?.length ?? 0);
  t.deepEqual([...lengths], [9]);
});

test('any frame comes out of its checksum as it went in', (t) => {
  const property = fc.property(fc.array(textArbitrary), (texts) => {
    const frame = encodeRequestFrame('SEND', 1, '-', texts.map(textField).join(''));
    t.is(removeChecksum(addChecksum(frame).slice(0, -1)), frame.slice(0, -1));
  });
  fc.assert(property);
});

test('a byte that was flipped anywhere in a frame is a CHECKSUM_MISMATCH with id 0', (t) => {
  const bytes = Buffer.from(addChecksum('SEND\t1\t42\t-\tbob\thello 😀\tk7\n').slice(0, -1));
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
      t.is(refusalOf(flipped.toString(), removeChecksum), 'CHECKSUM_MISMATCH 0', `bit ${bit} of byte ${at}`);
    }
  }
});

test('where frames have checksums, one that is no UTF-8 is damaged, and nothing else that was thrown is', (t) => {
  const damage = damageOf(new ChatError('INVALID_UTF8', 'a frame is not valid UTF-8'));
  t.deepEqual([damage?.code, damage?.id], ['CHECKSUM_MISMATCH', 0]);
  t.is(damageOf(new ChatError('FRAME_TOO_LARGE', 'a frame may have 1 bytes')), undefined);
  t.is(damageOf(new TypeError('a fault')), undefined);
});

test('a frame without a checksum is a CHECKSUM_MISMATCH where one is expected', (t) => {
  for (const text of ['', 'PING', 'PING\t1\t1\t-', 'PING\t1\t1\t-\t', 'PING\t1\t1\t-\tCBF43926']) {
    t.is(refusalOf(text, removeChecksum), 'CHECKSUM_MISMATCH 0', text);
  }
});
