/** The delay line: when bytes leave, in what order, and how many it holds; in a time that only the test moves. */

import test from 'ava';
import fc from 'fast-check';
import { ManualEnvironment } from '../../shared/testing/manual_environment.ts';
import { DelayLine } from './delay_line.ts';

interface Fixture {
  readonly environment: ManualEnvironment;
  readonly line: DelayLine;
  /** What has come out, and when, in milliseconds since the start. */
  readonly out: (readonly [atMs: number, text: string])[];
  /** How often there was room again. */
  readonly rooms: number[];
  /** What the outlet says of each write. */
  takes: boolean;
}

function fixture(delayMs: number, heldBytesMax = 1_000): Fixture {
  const environment = new ManualEnvironment(0);
  const out: (readonly [number, string])[] = [];
  const rooms: number[] = [];
  const outlet = {
    write: (bytes: Buffer): boolean => {
      out.push([environment.now(), bytes.toString('latin1')]);
      return made.takes;
    },
    end: (): void => void out.push([environment.now(), 'end']),
  };
  const onRoom = (): void => void rooms.push(environment.now());
  const line = new DelayLine({ delayMs, heldBytesMax, clock: environment, outlet, onRoom });
  const made: Fixture = { environment, line, out, rooms, takes: true };
  return made;
}

test('bytes and the end leave in their order, each by the delay after it came and not before', (t) => {
  const { environment, line, out } = fixture(10);
  line.take(Buffer.from('a'));
  environment.advance(4);
  line.take(Buffer.from('b'));
  line.end();
  environment.advance(5);
  t.deepEqual(out, []);
  environment.advance(1);
  t.deepEqual(out, [[10, 'a']]);
  environment.advance(100);
  t.deepEqual(out, [
    [10, 'a'],
    [14, 'b'],
    [14, 'end'],
  ]);
});

test('whenever chunks come, each leaves after the delay, whole and in its place', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), fc.array(fc.nat(20), { maxLength: 200 }), (delayMs, pauses) => {
      const { environment, line, out } = fixture(delayMs, 1_000_000);
      const expected: [number, string][] = [];
      for (const [index, pauseMs] of pauses.entries()) {
        environment.advance(pauseMs);
        line.take(Buffer.from(`${index} `));
        expected.push([environment.now() + delayMs, `${index} `]);
      }
      environment.advance(delayMs);
      t.deepEqual(out, expected);
      t.is(line.heldBytes, 0);
    }),
  );
});

test('more chunks than are kept of those that have left come out whole', (t) => {
  const { environment, line, out } = fixture(5, 1_000_000);
  for (let index = 0; index < 5_000; index += 1) {
    if (index % 1_000 === 0) environment.advance(1);
    line.take(Buffer.from(`${index}`));
  }
  environment.advance(10);
  t.deepEqual(
    out.map(([, text]) => text),
    Array.from({ length: 5_000 }, (_, index) => `${index}`),
  );
});

test('who fills it is told that it is full, and once that there is room again', (t) => {
  const { environment, line, out, rooms } = fixture(10, 4);
  t.true(line.take(Buffer.from('abc')));
  t.false(line.take(Buffer.from('def')));
  t.is(line.heldBytes, 6);
  environment.advance(10);
  t.deepEqual(rooms, [10]);
  t.is(out.length, 2);
  t.true(line.take(Buffer.from('g')));
});

test('an outlet that takes no more is written to no more until it does', (t) => {
  const made = fixture(10, 4);
  const { environment, line, out, rooms } = made;
  made.takes = false;
  line.take(Buffer.from('abcde'));
  line.take(Buffer.from('f'));
  environment.advance(20);
  t.deepEqual(out, [[10, 'abcde']]);
  made.takes = true;
  line.resume();
  t.deepEqual(out.at(-1), [20, 'f']);
  t.is(rooms.length, 1);
});

test('what is abandoned never comes out', (t) => {
  const { environment, line, out } = fixture(10);
  line.take(Buffer.from('a'));
  line.abandon();
  line.take(Buffer.from('b'));
  line.end();
  environment.advance(100);
  t.deepEqual(out, []);
});
