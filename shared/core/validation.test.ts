/** What names, passwords, bodies, counts and positions may be. */

import test from 'ava';
import fc from 'fast-check';
import { ChatError } from '../contract/chat_error.ts';
import { defaultLimits as limits } from '../contract/limits.ts';
import {
  requireBody,
  requireBytes,
  requireCount,
  requireFullName,
  requireName,
  requirePassword,
  requirePosition,
} from './validation.ts';

/** The code of the refusal; undefined where there is none. */
function refusal(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

const goodNames = ['ab', 'a1', '0z', 'a-', 'a.b_c-d', '42', 'x'.repeat(32)];
const badNames = [
  '',
  'a',
  'A1',
  'Bob',
  '_a',
  '.a',
  '-a',
  'a b',
  'ä1',
  'a\n',
  'a\u0000',
  'x'.repeat(33),
  'bob\u200d',
  'а1',
];

test('names of 2 to 32 of a-z 0-9 _ . -, the first of a-z 0-9, are names, and others are not', (t) => {
  for (const name of goodNames)
    t.is(
      refusal(() => requireName(name, limits)),
      undefined,
      JSON.stringify(name),
    );
  for (const name of badNames)
    t.is(
      refusal(() => requireName(name, limits)),
      'INVALID_ARGUMENT',
      JSON.stringify(name),
    );
});

test('whatever passes as a name is ASCII without white space, and fits its bound', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 40 })), (name) => {
      const passes = refusal(() => requireName(name, limits)) === undefined;
      t.is(passes, /^[a-z0-9][a-z0-9_.-]{1,31}$/.test(name));
    }),
  );
});

test('a full name is given back in NFC, and counted in characters of it', (t) => {
  t.is(requireFullName('Zoe\u0308', limits), 'Zo\u00eb');
  t.is(requireFullName('', limits), '');
  t.is(requireFullName('\u{1f469}'.repeat(100), limits).length, 200, 'a character outside of the BMP counts once');
  t.is(requireFullName('e\u0301'.repeat(100), limits).length, 100, 'two that compose to one count once');
  t.is(
    refusal(() => requireFullName('x'.repeat(101), limits)),
    'INVALID_ARGUMENT',
  );
});

test('a full name of the most code points that compose to as many characters as are allowed is taken', (t) => {
  const composed = '\u1f82'.repeat(100);
  t.is(requireFullName(composed.normalize('NFD'), limits), composed);
});

test('a full name of a frame full of combining marks is refused without being put in order, which would take hours', (t) => {
  t.is(
    refusal(() => requireFullName(`a${'\u0315\u0316'.repeat(1_000_000)}`, limits)),
    'INVALID_ARGUMENT',
  );
});

test('a full name in the scripts of the world, with joiners, is allowed', (t) => {
  for (const name of [
    'محمد',
    'नेपाल क्\u200dष',
    '山田 太郎',
    'Łukasz O’Brien-Ng',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  ]) {
    t.is(
      refusal(() => requireFullName(name, limits)),
      undefined,
      name,
    );
  }
});

test('control, bidirectional, invisible and line separating characters, and half surrogates, are refused', (t) => {
  const bidi = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'];
  const isolates = ['\u2066', '\u2067', '\u2068', '\u2069'];
  const others = [
    '\u0000',
    '\t',
    '\n',
    '\r',
    '\u001b',
    '\u007f',
    '\u009b',
    '\u200b',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ud800',
    '\udc00',
  ];
  for (const character of [...bidi, ...isolates, ...others]) {
    const name = `a${character}b`;
    t.is(
      refusal(() => requireFullName(name, limits)),
      'INVALID_ARGUMENT',
      JSON.stringify(name),
    );
  }
});

test('a password is counted in bytes of UTF-8: 8 to 256', (t) => {
  for (const password of ['x'.repeat(8), 'x'.repeat(256), 'ä'.repeat(4), 'ä'.repeat(128), '\u0000'.repeat(8)]) {
    t.is(
      refusal(() => requirePassword(password, limits)),
      undefined,
    );
  }
  for (const password of ['', 'x'.repeat(7), 'x'.repeat(257), 'ä'.repeat(129)]) {
    t.is(
      refusal(() => requirePassword(password, limits)),
      'INVALID_ARGUMENT',
    );
  }
});

test('a body has at least one character, and at most so many bytes of UTF-8', (t) => {
  const small = { ...limits, bodyBytesMax: 6 };
  for (const body of ['x', '\n', 'xxxxxx', 'äää', '€€'])
    t.is(
      refusal(() => requireBody(body, small)),
      undefined,
    );
  for (const body of ['', 'xxxxxxx', 'äääx', '€€x'])
    t.is(
      refusal(() => requireBody(body, small)),
      'INVALID_ARGUMENT',
    );
});

test('bytes are bounded exactly, whatever the text', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, bytesMax) => {
      const fits = refusal(() => requireBytes('text', text, bytesMax)) === undefined;
      t.is(fits, Buffer.byteLength(text) <= bytesMax);
    }),
  );
});

test('a count of 0 stands for the default, which never exceeds the bound', (t) => {
  t.is(requireCount('limit', 0, 100, 1_000), 100);
  t.is(requireCount('limit', 0, 100, 50), 50);
  t.is(requireCount('limit', 1_000, 100, 1_000), 1_000);
  t.is(
    refusal(() => requireCount('limit', 1_001, 100, 1_000)),
    'INVALID_ARGUMENT',
  );
});

test('a position counts in the ledger it names, up to where that ledger is', (t) => {
  const here = { id: 'here', position: 10 };
  const of = (position: number, ledgerId: string): string | undefined =>
    refusal(() => requirePosition('after', position, ledgerId, here));
  t.is(of(10, 'here'), undefined);
  t.is(of(0, ''), undefined);
  t.is(of(0, 'here'), undefined);
  t.is(of(11, 'here'), 'OUT_OF_RANGE');
  t.is(of(1, ''), 'INVALID_ARGUMENT');
  t.is(of(1, 'elsewhere'), 'LEDGER_MISMATCH');
  t.is(of(0, 'elsewhere'), 'LEDGER_MISMATCH');
});
