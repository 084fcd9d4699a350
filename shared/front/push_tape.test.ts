/** The tape: what is encoded once, what is shared, and what nobody has to share. */

import test from 'ava';
import type { Message } from '../contract/contract.generated.ts';
import { EncodedOnce, PushTape, PushTapes } from './push_tape.ts';
import { SharedRun } from './shared_run.ts';

const message = (position: number, body = `${position}`): Message => ({
  position,
  chat: 'c',
  sender: 'ann',
  timeMs: 0,
  body,
});

function tapeOf(lengthMax = 100): { readonly tape: PushTape<string>; readonly encoded: number[] } {
  const encoded: number[] = [];
  const encode = ({ position, body }: Message): string => {
    if (body === '') throw new Error('cannot be encoded');
    encoded.push(position);
    return `<${body}>`;
  };
  return { tape: new PushTape({ encode, join: (pieces) => Buffer.from(pieces.join('')) }, lengthMax), encoded };
}

/** Writes the messages as one connection does; what it cannot share is told. */
function written(run: SharedRun<string>, tape: PushTape<string>, ...messages: readonly Message[]): string[] {
  const alone: string[] = [];
  for (const next of messages) {
    if (run.empty) {
      run.begin(tape, next);
      continue;
    }
    const piece = run.goOn(tape, next);
    if (piece !== undefined) alone.push(piece);
  }
  return alone;
}

test('a message is encoded once for all who are handed it, and they are written the very same bytes', (t) => {
  const { tape, encoded } = tapeOf();
  const runs = Array.from({ length: 3 }, () => new SharedRun<string>());
  for (const next of [message(1), message(2)]) for (const run of runs) t.deepEqual(written(run, tape, next), []);
  const [first, ...others] = runs.map((run) => run.takeBytes());
  t.is(first?.toString(), '<1><2>');
  for (const other of others) t.is(other, first);
  t.deepEqual(encoded, [1, 2]);
});

test('equal messages that are not the same one are two', (t) => {
  const { tape, encoded } = tapeOf();
  const run = new SharedRun<string>();
  written(run, tape, message(1), message(1));
  t.is(run.takeBytes()?.toString(), '<1><1>');
  t.deepEqual(encoded, [1, 1]);
});

test('one who comes later is written only what came since', (t) => {
  const { tape } = tapeOf();
  const [early, late] = [new SharedRun<string>(), new SharedRun<string>()];
  const [one, two, three] = [message(1), message(2), message(3)];
  written(early, tape, one);
  for (const next of [two, three]) for (const run of [early, late]) written(run, tape, next);
  t.is(early.takeBytes()?.toString(), '<1><2><3>');
  t.is(late.takeBytes()?.toString(), '<2><3>');
});

test('one who is not handed what another is goes on alone, with all that is its own and nothing else', (t) => {
  const { tape } = tapeOf();
  const [mine, yours] = [new SharedRun<string>(), new SharedRun<string>()];
  written(mine, tape, message(1));
  written(yours, tape, message(2));
  t.deepEqual(written(mine, tape, message(3)), ['<3>']);
  t.deepEqual(mine.takePieces(), ['<1>']);
  t.true(mine.empty);
  t.is(mine.takeBytes(), undefined);
  t.is(yours.takeBytes()?.toString(), '<2>');
});

test('bytes that were handed out stay as they are when the tape goes on', (t) => {
  const { tape } = tapeOf();
  const [first, second] = [new SharedRun<string>(), new SharedRun<string>()];
  const one = message(1);
  written(first, tape, one);
  written(second, tape, one);
  const bytes = first.takeBytes();
  written(second, tape, message(2));
  t.is(second.takeBytes()?.toString(), '<1><2>');
  t.is(bytes?.toString(), '<1>');
});

test('a segment that is long enough gets no more: who is in it is not handed what came after as if it were', (t) => {
  const { tape } = tapeOf(6);
  const run = new SharedRun<string>();
  t.deepEqual(written(run, tape, message(1), message(2)), []);
  t.is(run.segmentLength, 6);
  t.deepEqual(written(run, tape, message(3)), ['<3>']);
  t.is(run.takeBytes()?.toString(), '<1><2>');
});

test('the last message of a full segment is still the same for the next who is handed it', (t) => {
  const { tape, encoded } = tapeOf(3);
  const [first, second] = [new SharedRun<string>(), new SharedRun<string>()];
  const one = message(1);
  written(first, tape, one);
  const bytes = first.takeBytes();
  written(second, tape, one);
  t.is(second.takeBytes(), bytes);
  t.deepEqual(encoded, [1]);
});

test('a message that cannot be encoded leaves nothing behind', (t) => {
  const { tape } = tapeOf();
  const run = new SharedRun<string>();
  const bad = message(2, '');
  t.throws(() => written(run, tape, bad));
  t.true(run.empty);
  written(run, tape, message(1));
  t.throws(() => written(run, tape, bad));
  written(run, tape, message(3));
  t.is(run.takeBytes()?.toString(), '<1><3>');
});

test('with the turn the tape lets go of what it holds, and a run that is left keeps its own', async (t) => {
  const { tape, encoded } = tapeOf();
  const [run, later] = [new SharedRun<string>(), new SharedRun<string>()];
  const one = message(1);
  written(run, tape, one);
  await new Promise((resolve) => setImmediate(resolve));
  written(later, tape, one);
  t.deepEqual(encoded, [1, 1]);
  t.is(run.takeBytes()?.toString(), '<1>');
  t.is(later.takeBytes()?.toString(), '<1>');
});

test('those who subscribed with the same id share a tape; another id never gets it', (t) => {
  const tapes = new PushTapes((id) => new PushTape({ encode: () => `${id}`, join: () => Buffer.alloc(0) }, 1));
  const four = tapes.of(4);
  t.is(tapes.of(4), four);
  for (const id of [5, 68, 132]) t.not(tapes.of(id), four);
  const run = new SharedRun<string>();
  run.begin(tapes.of(132), message(1));
  t.deepEqual(run.takePieces(), ['132']);
});

test('what is behind the id of a message is encoded once for all ids, and let go of with the turn', async (t) => {
  const encoded: number[] = [];
  const once = new EncodedOnce(({ position }) => encoded.push(position));
  const [one, two] = [message(1), message(2)];
  for (const each of [one, one, two, two]) once.of(each);
  t.deepEqual(encoded, [1, 2]);
  await new Promise((resolve) => setImmediate(resolve));
  once.of(two);
  t.deepEqual(encoded, [1, 2, 2]);
});
