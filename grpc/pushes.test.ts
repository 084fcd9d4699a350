/** What is pushed over gRPC: put together from parts that are encoded once, as it would be encoded whole. */

import test from 'ava';
import { encodeBytes } from './codec.ts';
import { encodeAnswer } from './messages.generated.ts';
import { newTapes } from './pushes.ts';

test('a message that is pushed with any id is the same bytes as an answer that is encoded whole', (t) => {
  const { session } = newTapes();
  const message = { position: 7, chat: 'c', sender: 'ann', timeMs: 1_700_000_000_000, body: 'ž\n' };
  for (const id of [1, 3, 127, 129, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
    const whole = encodeBytes(encodeAnswer, {
      id,
      answer: { case: 'push', value: { push: { case: 'message', value: message } } },
    });
    t.deepEqual(session.of(id).put(message).pieces.at(-1), whole);
  }
});
