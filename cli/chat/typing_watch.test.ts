import { mock } from 'node:test';
import test from 'ava';
import { TypingWatch } from './typing_watch.ts';

test('who types is told of until it stops, sends, or has not been heard of for ten seconds', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let changes = 0;
  using watch = new TypingWatch(() => (changes += 1));
  const type = (account: string, typing: boolean): void => watch.told({ chat: 'a', account, typing });
  type('bob', true);
  type('carol', true);
  t.deepEqual(watch.names('a'), ['bob', 'carol']);
  t.deepEqual(watch.names('b'), []);
  mock.timers.tick(9_999);
  // Told again, it holds for as long again.
  type('bob', true);
  t.is(changes, 2);
  mock.timers.tick(1);
  t.deepEqual(watch.names('a'), ['bob']);
  mock.timers.tick(9_998);
  t.deepEqual(watch.names('a'), ['bob']);
  mock.timers.tick(1);
  t.deepEqual(watch.names('a'), []);
  type('bob', true);
  type('bob', false);
  t.deepEqual(watch.names('a'), []);
  type('bob', true);
  watch.stopped('a', 'bob');
  t.deepEqual(watch.names('a'), []);
  for (let index = 0; index < 1_000; index += 1) type(`n${index}`, true);
  t.is(watch.names('a').length, 100);
  watch.clear();
  t.deepEqual(watch.names('a'), []);
  mock.timers.reset();
});
