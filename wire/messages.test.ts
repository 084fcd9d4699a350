/** Every message that travels in frames: out as it went in, and readable by and from newer contracts. */

import test from 'ava';
import fc from 'fast-check';
import {
  chunkings,
  type MessageName,
  messageArbitrary,
  messageNames,
} from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { type FieldDescription, messageFields, operations } from '../shared/contract/contract.generated.ts';
import type { FieldReader } from './fields.ts';
import { decodeReplyFrame, decodeRequestFrame, encodeReplyFrame } from './frame.ts';
import { FrameSplitter } from './frame_splitter.ts';
import * as codecs from './messages.generated.ts';
import { operationOf } from './opcodes.ts';

type Encode = (message: object) => string;
type Decode = (fields: FieldReader) => object;

/** Of gRPC's streams: what they gather, a frame each carries. */
const notFramed: readonly string[] = ['SubscribeReply', 'SessionRequest', 'SessionReply', 'Refusal'];
const framed = messageNames.filter((name) => !notFramed.includes(name));

/** By name: a codec and its message belong together by their names alone. */
function codecOf(name: MessageName): { readonly encode: Encode; readonly decode: Decode } {
  const table = codecs as unknown as Readonly<Record<string, unknown>>;
  return { encode: table[`encode${name}`] as Encode, decode: table[`decode${name}`] as Decode };
}

/** The message in a reply frame, as its bytes come in these chunks. */
function decodeChunks(decode: Decode, chunks: readonly Buffer[]): object {
  const splitter = new FrameSplitter(1_000_000);
  for (const chunk of chunks) {
    splitter.push(chunk);
    const text = splitter.next();
    if (text !== undefined) return decode(decodeReplyFrame(text).fields);
  }
  throw new Error('no frame came');
}

for (const name of framed) {
  const { encode, decode } = codecOf(name);

  test(`${name}: any value comes out of its frame as it went in, in any chunking`, (t) => {
    const framedValue = messageArbitrary(name).chain((message) => {
      const bytes = Buffer.from(encodeReplyFrame(1, encode(message)));
      return fc.tuple(fc.constant(message), chunkings(bytes));
    });
    const property = fc.property(framedValue, ([message, chunks]) => {
      t.deepEqual(decodeChunks(decode, chunks), message);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test(`${name}: what a newer contract appends is passed over`, (t) => {
    const property = fc.property(messageArbitrary(name), (message) => {
      const newer = Buffer.from(encodeReplyFrame(1, `${encode(message)}\tnew field\t2\t1\ta\tb\t99`));
      t.deepEqual(decodeChunks(decode, [newer]), message);
    });
    fc.assert(property, { numRuns: 20 });
  });

  test(`${name}: a frame of an older contract, with fields missing, reads as their defaults`, (t) => {
    const empty = Object.fromEntries(messageFields[name].map((field) => [field.name, defaultOf(field)]));
    t.deepEqual(decodeChunks(decode, [Buffer.from(encodeReplyFrame(1, ''))]), empty);
  });
}

function defaultOf(field: FieldDescription): unknown {
  if (field.repeated) return [];
  if (field.optional) return undefined;
  if (field.type === 'string') return '';
  return field.type === 'bool' ? false : 0;
}

test('every message of the contract but those of gRPC’s streams has a codec', (t) => {
  for (const name of messageNames) {
    const { encode, decode } = codecOf(name);
    const expected = framed.includes(name) ? 'function' : 'undefined';
    t.deepEqual([typeof encode, typeof decode], [expected, expected], name);
  }
});

test('rows of a newer contract, with more columns, are read by today’s code', (t) => {
  const text = 'OK\t1\t5\t2\t7\t11\tc1\tann\t1000\thello\tnew\tnewer\t12\tc1\tbob\t1001\thi\tnew\tnewer\t1\tnewest';
  t.deepEqual(codecs.decodeFetchReply(decodeReplyFrame(text).fields), {
    messages: [
      { position: 11, chat: 'c1', sender: 'ann', timeMs: 1000, body: 'hello' },
      { position: 12, chat: 'c1', sender: 'bob', timeMs: 1001, body: 'hi' },
    ],
    more: true,
  });
});

test('rows of an older contract, with fewer columns, are read by today’s code', (t) => {
  const text = 'OK\t1\t5\t2\t2\tann\tAnn\tbob\tBob\tbob';
  t.deepEqual(codecs.decodeListAccountsReply(decodeReplyFrame(text).fields), {
    accounts: [
      { name: 'ann', fullName: 'Ann', online: false, role: '', lastSeenMs: 0 },
      { name: 'bob', fullName: 'Bob', online: false, role: '', lastSeenMs: 0 },
    ],
    nextPageToken: 'bob',
  });
});

test('a request cut off anywhere is read with defaults or refused, never misread', (t) => {
  const text = 'FETCH\t1\t5\t-\t17\t100\tledger\\tid';
  const seen = new Set<string>();
  for (let end = 0; end <= text.length; end += 1) {
    try {
      const { fields } = decodeRequestFrame(text.slice(0, end));
      const { after, limit, ledgerId } = codecs.decodeFetchRequest(fields);
      t.true([undefined, 1, 17].includes(after) && [0, 1, 10, 100].includes(limit), text.slice(0, end));
      t.true('ledger\tid'.startsWith(ledgerId), text.slice(0, end));
      seen.add('read');
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      seen.add(error.code);
    }
  }
  t.deepEqual([...seen].sort(), ['MALFORMED', 'read']);
});

test('every operation is found by its opcode, and no other text is one', (t) => {
  for (const { name, opcode } of Object.values(operations)) t.is(operationOf(opcode), name);
  for (const opcode of ['', 'send', 'SEND ', 'OK', 'MESSAGE', 'constructor', '__proto__']) {
    t.is(t.throws<ChatError>(() => operationOf(opcode))?.code, 'UNKNOWN_OPERATION');
  }
});
