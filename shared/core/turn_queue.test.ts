/** One piece of work a turn, in order, and no more waiting than allowed. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { TurnQueue } from './turn_queue.ts';

/** Turns that come when the test says so. */
function turns(): { startTimer(delayMs: number, callback: () => void): { cancel(): void }; next(): void } {
  const callbacks: (() => void)[] = [];
  return {
    startTimer: (_delayMs, callback) => {
      callbacks.push(callback);
      return { cancel: () => {} };
    },
    next: () => callbacks.shift()?.(),
  };
}

test('the first piece of a turn is done at once, the others one a turn, in their order', async (t) => {
  const turn = turns();
  const queue = new TurnQueue(turn, 10);
  const done: string[] = [];
  const work = (name: string) => () => done.push(name);
  t.is(queue.run(work('first')), 1);
  const second = queue.run(work('second'));
  const third = queue.run(work('third'));
  t.deepEqual(done, ['first']);
  turn.next();
  t.deepEqual(done, ['first', 'second']);
  turn.next();
  t.deepEqual(done, ['first', 'second', 'third']);
  t.deepEqual(await Promise.all([second, third]), [2, 3]);
  turn.next();
  t.is(queue.run(work('fourth')), 4, 'a queue that has run dry does the next one at once');
});

test('work that throws is told to whoever asked, and does not hold up what waits behind it', async (t) => {
  const turn = turns();
  const queue = new TurnQueue(turn, 10);
  queue.run(() => {});
  const failing = queue.run(() => {
    throw new Error('no good');
  });
  const behind = queue.run(() => 'done');
  turn.next();
  turn.next();
  await t.throwsAsync(async () => failing, { message: 'no good' });
  t.is(await behind, 'done');
});

test('one more than may wait is refused with RESOURCE_EXHAUSTED', (t) => {
  const queue = new TurnQueue(turns(), 1);
  queue.run(() => {});
  queue.run(() => {});
  const error = t.throws(() => queue.run(() => {}), { instanceOf: ChatError });
  t.is(error?.code, 'RESOURCE_EXHAUSTED');
});
