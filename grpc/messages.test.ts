/** Every message of the rpcs in protobuf: out as it went in, the same bytes as the library's own, and what is refused. */

import test from 'ava';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { messageArbitrary, messageNames, oneofNames, protoSource } from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { type ContractMessage, readContract } from '../shared/contract/generator/read_contract.ts';
import { decodeBytes, encodeBytes } from './codec.ts';
import type { MessageReader } from './message_reader.ts';
import * as codecs from './messages.generated.ts';

type Encode = (message: object, writer: protobuf.Writer) => protobuf.Writer;
type Decode = (reader: MessageReader, end: number) => object;
type Fields = Readonly<Record<string, unknown>>;

const messageBytesMax = 1_000_000;
const contract = readContract(protoSource);
const reflection = protobuf.parse(protoSource).root;

/** Of wire's connections alone. */
const notInRpcs: readonly string[] = ['HelloRequest', 'HelloReply', 'PingRequest', 'PingReply'];
const names: readonly string[] = [...messageNames, ...oneofNames].filter((name) => !notInRpcs.includes(name));

/** By name: a codec and its message belong together by their names alone. */
function codecOf(name: string): { readonly encode: Encode; readonly decode: Decode } {
  const table = codecs as unknown as Readonly<Record<string, unknown>>;
  return { encode: table[`encode${name}`] as Encode, decode: table[`decode${name}`] as Decode };
}

function contractMessage(name: string): ContractMessage {
  const found = contract.messages.find((message) => message.name === name);
  if (found === undefined) throw new Error(`the contract has no message ${name}`);
  return found;
}

/** The message as protobufjs has it: a member of a oneof is a field, and what is at its default is not set. */
function toLibrary(name: string, message: Fields): object {
  const { fields, oneof } = contractMessage(name);
  const plain: Record<string, unknown> = {};
  for (const field of fields) {
    const value = message[field.name];
    if (field.repeated && !field.scalar) {
      plain[field.name] = (value as readonly Fields[]).map((row) => toLibrary(field.type, row));
    } else if (field.optional ? value !== undefined : value !== 0 && value !== '' && value !== false) {
      plain[field.name] = value;
    }
  }
  const member = oneof && (message[oneof.name] as { readonly case: string; readonly value: Fields } | undefined);
  if (oneof !== undefined && member !== undefined) {
    const type = oneof.members.find((candidate) => candidate.name === member.case)?.type ?? '';
    plain[member.case] = toLibrary(type, member.value);
  }
  return plain;
}

function codeOf(run: () => unknown): string {
  try {
    return `no refusal but ${JSON.stringify(run())}`;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

function decodeHex(decode: Decode, hex: string): object {
  return decodeBytes(decode, Buffer.from(hex.replaceAll(' ', ''), 'hex'), messageBytesMax);
}

for (const name of names) {
  const { encode, decode } = codecOf(name);
  const type = reflection.lookupType(`duet.v1.${name}`);

  test(`${name}: any value comes out of its bytes as it went in`, (t) => {
    const property = fc.property(messageArbitrary(name), (message) => {
      t.deepEqual(decodeBytes(decode, encodeBytes(encode, message), messageBytesMax), message);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test(`${name}: our bytes are those of the library’s own reflection, which reads the same value from them`, (t) => {
    const property = fc.property(messageArbitrary(name), (message) => {
      const plain = toLibrary(name, message as Fields);
      const ours = encodeBytes(encode, message);
      t.deepEqual(ours, Buffer.from(type.encode(type.fromObject(plain)).finish()));
      const read = type.toObject(type.decode(ours), { longs: Number, arrays: true });
      t.deepEqual(type.fromObject(read).toJSON(), type.fromObject(plain).toJSON());
    });
    fc.assert(property, { numRuns: 50 });
  });

  test(`${name}: bytes cut off anywhere are read or refused, and never a fault`, (t) => {
    const property = fc.property(messageArbitrary(name), fc.nat(), (message, at) => {
      const bytes = encodeBytes(encode, message);
      const cut = bytes.subarray(0, bytes.length === 0 ? 0 : at % bytes.length);
      try {
        t.is(typeof decodeBytes(decode, cut, messageBytesMax), 'object');
      } catch (error) {
        t.true(error instanceof ChatError && ['MALFORMED', 'INVALID_UTF8'].includes(error.code), String(error));
      }
    });
    fc.assert(property, { numRuns: 50 });
  });

  test(`${name}: random bytes are read or refused, and never a fault`, (t) => {
    const property = fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        t.is(typeof decodeBytes(decode, Buffer.from(bytes), messageBytesMax), 'object');
      } catch (error) {
        t.true(error instanceof ChatError, String(error));
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  test(`${name}: fields of a newer contract are passed over, whatever their type`, (t) => {
    // Fields 2,000 to 2,003: varint 5, 64 bits, "new", 32 bits.
    const newer = Buffer.from('807d05 897d0102030405060708 927d036e6577 9d7d01020304'.replaceAll(' ', ''), 'hex');
    const property = fc.property(messageArbitrary(name), (message) => {
      const bytes = Buffer.concat([newer, encodeBytes(encode, message), newer]);
      t.deepEqual(decodeBytes(decode, bytes, messageBytesMax), message);
    });
    fc.assert(property, { numRuns: 20 });
  });
}

test('every message of the contract but those of wire’s connections has a codec', (t) => {
  for (const name of [...messageNames, ...oneofNames]) {
    const { encode, decode } = codecOf(name);
    const expected = notInRpcs.includes(name) ? 'undefined' : 'function';
    t.deepEqual([typeof encode, typeof decode], [expected, expected], name);
  }
});

test('a member of a oneof that a newer contract put in reads as undefined', (t) => {
  t.deepEqual(decodeHex(codecs.decodeCall, '0805 9a0600'), { id: 5, token: '', request: undefined });
  t.deepEqual(decodeHex(codecs.decodePush, '9a0600'), { push: undefined });
  t.deepEqual(decodeHex(codecs.decodeAnswer, '0805 9a0600'), { id: 5, answer: undefined });
});

test('of several members of a oneof the last one counts, as protobuf has it', (t) => {
  const hex = '0805 2a00 7200';
  t.deepEqual(decodeHex(codecs.decodeCall, hex), { id: 5, token: '', request: { case: 'serverInfo', value: {} } });
});

test('text that is not UTF-8 is refused, and U+FFFD that was sent is kept', (t) => {
  const bodies = ['ff', 'c0af', 'eda080', 'e282', 'f4908080'];
  for (const body of bodies) {
    const length = (body.length / 2).toString(16).padStart(2, '0');
    t.is(
      codeOf(() => decodeHex(codecs.decodeSendRequest, `12${length}${body}`)),
      'INVALID_UTF8',
      body,
    );
  }
  t.deepEqual(decodeHex(codecs.decodeSendRequest, '1203efbfbd'), { to: '', body: '\ufffd', key: '', chat: '' });
});

test('half a surrogate pair is refused before it is written', (t) => {
  const request = { to: 'bob', body: 'half \ud83d', key: '', chat: '' };
  t.is(
    codeOf(() => encodeBytes(codecs.encodeSendRequest, request)),
    'INVALID_UTF8',
  );
});

test('numbers are exact up to 2^53 - 1, and refused beyond', (t) => {
  const request = { position: Number.MAX_SAFE_INTEGER, ledgerId: '' };
  const bytes = encodeBytes(codecs.encodeAcknowledgeRequest, request);
  t.deepEqual(decodeBytes(codecs.decodeAcknowledgeRequest, bytes, messageBytesMax), request);
  for (const beyond of ['08 8080808080808010', '08 ffffffffffffffff7f', '08 ffffffffffffffffff01']) {
    t.is(
      codeOf(() => decodeHex(codecs.decodeAcknowledgeRequest, beyond)),
      'INVALID_ARGUMENT',
      beyond,
    );
  }
  for (const position of [-1, 0.5, Number.NaN, 2 ** 53]) {
    t.is(
      codeOf(() => encodeBytes(codecs.encodeAcknowledgeRequest, { position, ledgerId: '' })),
      'INVALID_ARGUMENT',
    );
  }
});

/** Bytes that are no message: each breaks the encoding in another way. */
const malformed: readonly (readonly [string, string])[] = [
  ['a length past the end', '120568656c'],
  ['a length past the end of 4 GiB', '12ffffffff0f'],
  ['a tag cut off', '80'],
  ['a varint without an end', '08ffffffffffffffffffffffff01'],
  ['field number 0', '0001'],
  ['a wire type that protobuf has not', '0f00'],
  ['a group without an end', '9b06'],
];

for (const [what, hex] of malformed) {
  test(`${what} is MALFORMED`, (t) => {
    t.is(
      codeOf(() => decodeHex(codecs.decodeSendReply, hex)),
      'MALFORMED',
    );
  });
}

test('an embedded message that ends beyond its own length is MALFORMED', (t) => {
  // Call.send of two bytes, whose body says that it has five: they would be taken from the call.
  t.is(
    codeOf(() => decodeHex(codecs.decodeCall, '0805 4a02 1205 6162636465')),
    'MALFORMED',
  );
});

test('more bytes than are allowed are FRAME_TOO_LARGE, and exactly as many are not', (t) => {
  const bytes = encodeBytes(codecs.encodeSendRequest, { to: 'bob', body: 'hello', key: '', chat: '' });
  t.is(
    codeOf(() => decodeBytes(codecs.decodeSendRequest, bytes, bytes.length - 1)),
    'FRAME_TOO_LARGE',
  );
  t.is(decodeBytes(codecs.decodeSendRequest, bytes, bytes.length).body, 'hello');
});
