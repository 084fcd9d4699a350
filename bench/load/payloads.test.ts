/** Bodies: as long as asked for, of the text asked for, each another, and the same for the same seed. */

import test from 'ava';
import { payloadTexts } from '../plan/workload.ts';
import { SeededRandom } from '../statistics/random.ts';
import { Payloads } from './payloads.ts';

for (const text of payloadTexts) {
  test(`${text}: bodies have the lengths that were asked for, and no two are the same`, (t) => {
    const payloads = new Payloads({ bytesMin: 16, bytesMax: 19, text }, new SeededRandom(3), 4);
    const bodies = Array.from({ length: payloads.count }, (_, index) => payloads.body(index));
    const lengths = new Set(bodies.map((body) => Buffer.byteLength(body)));
    t.deepEqual([...lengths].sort(), [16, 17, 18, 19]);
    t.is(new Set(bodies).size, bodies.length);
    t.true(bodies.every((body) => body.isWellFormed() && !body.includes('\ufffd')));
  });

  test(`${text}: a body is known to the last character, and only while it is under way`, (t) => {
    const payloads = new Payloads({ bytesMin: 300, bytesMax: 300, text }, new SeededRandom(3), 4);
    const body = payloads.body(payloads.take(42));
    t.is(payloads.ownerOf(body), 42);
    t.is(payloads.ownerOf(`${body.slice(0, -1)}#`), -1);
    t.is(payloads.ownerOf(`#${body.slice(1)}`), -1);
    t.is(payloads.ownerOf(body.slice(0, -1)), -1);
    t.is(payloads.ownerOf(''), -1);
    t.is(payloads.ownerOf(payloads.body(1)), -1, 'nobody sends that one now');
  });
}

test('delimiters are nothing but what wire has to escape', (t) => {
  const payloads = new Payloads({ bytesMin: 64, bytesMax: 64, text: 'delimiters' }, new SeededRandom(3), 1);
  t.regex(payloads.body(0), /^[\t\n\r\\]{64}$/);
});

test('random text does not compress, and plain text does not need escaping', (t) => {
  const payloads = new Payloads({ bytesMin: 64, bytesMax: 64, text: 'incompressible' }, new SeededRandom(3), 1);
  t.regex(payloads.body(0), /^[ -[\]-~]{64}$/);
});

test('bodies of a mebibyte are few enough to be kept, and more than are under way', (t) => {
  const payload = { bytesMin: 1_048_576, bytesMax: 1_048_576, text: 'multibyte' } as const;
  const payloads = new Payloads(payload, new SeededRandom(3), 4);
  t.is(payloads.count, 64);
  t.is(Buffer.byteLength(payloads.body(63)), 1_048_576);
});

test('a body that is under way is not sent again until it is released', (t) => {
  const payloads = new Payloads({ bytesMin: 500_000, bytesMax: 500_000, text: 'ascii' }, new SeededRandom(3), 1);
  const taken = Array.from({ length: payloads.count }, (_, owner) => payloads.take(owner));
  t.is(new Set(taken).size, payloads.count);
  t.is(payloads.take(1), -1);
  payloads.release(7);
  t.is(payloads.take(1), 7);
});

test('the same seed gives the same bodies', (t) => {
  const payload = { bytesMin: 16, bytesMax: 200, text: 'multibyte' } as const;
  const bodies = (seed: number): readonly string[] => {
    const payloads = new Payloads(payload, new SeededRandom(seed), 1);
    return Array.from({ length: 50 }, (_, index) => payloads.body(index));
  };
  t.deepEqual(bodies(1), bodies(1));
  t.notDeepEqual(bodies(1), bodies(2));
});
