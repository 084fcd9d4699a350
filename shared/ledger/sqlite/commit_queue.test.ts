/** What the queue of commits takes, what it refuses, and that it gives back everything once, in its order. */

import test from 'ava';
import fc from 'fast-check';
import { ChatError } from '../../contract/chat_error.ts';
import type { ChatId, LedgerEvent } from '../ledger.ts';
import { messageSent } from '../suite_events.ts';
import { bytesOf, type CommitBounds, CommitQueue, type PendingCommit } from './commit_queue.ts';

const bounds: CommitBounds = { commitQueueEventsMax: 10, commitQueueBytesMax: 1_000, commitQueueMs: 100 };
const event = messageSent('chat' as ChatId, 'alice', 'hello');

function commitOf(events: number, bytes = 1): PendingCommit {
  return { events: Array<LedgerEvent>(events).fill(event), bytes, resolve() {}, reject() {} };
}

function refusalOf(queue: CommitQueue, nowMs = 0): ChatError | undefined {
  try {
    queue.requireRoom(nowMs);
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
}

/** What each bound is about: what fills the queue up to just below it, and over it. */
const fillings = {
  events: { below: commitOf(9), over: commitOf(1) },
  bytes: { below: commitOf(1, 999), over: commitOf(1, 1) },
} as const;

for (const [what, { below, over }] of Object.entries(fillings)) {
  test(`a queue that is full of ${what} refuses until its oldest batch is answered, and says when to come again`, (t) => {
    const queue = new CommitQueue(bounds);
    queue.add(below, 0);
    queue.handOver();
    t.is(refusalOf(queue), undefined);
    queue.add(over, 0);
    const refusal = refusalOf(queue);
    t.is(refusal?.code, 'RESOURCE_EXHAUSTED');
    t.true(refusal?.retryable === true && refusal.retryAfterMs > 0);
    queue.handOver();
    t.is(refusalOf(queue)?.code, 'RESOURCE_EXHAUSTED', 'what is on its way counts as well');
    queue.take(1);
    t.is(refusalOf(queue), undefined);
  });
}

test('a queue whose oldest commit has waited for too long refuses until that is answered, however short it is', (t) => {
  const queue = new CommitQueue(bounds);
  t.is(refusalOf(queue, 1_000), undefined, 'an empty queue has no age');
  queue.add(commitOf(1), 1_000);
  queue.handOver();
  queue.add(commitOf(1), 1_090);
  t.is(refusalOf(queue, 1_100), undefined);
  const refusal = refusalOf(queue, 1_101);
  t.is(refusal?.code, 'RESOURCE_EXHAUSTED');
  t.true((refusal?.retryAfterMs ?? 0) > 0);
  queue.handOver();
  queue.take(1);
  t.is(refusalOf(queue, 1_190), undefined, 'the age is that of the next one now');
  t.is(refusalOf(queue, 1_191)?.code, 'RESOURCE_EXHAUSTED');
});

test('a commit joins those that were not handed over, and is answered with them', (t) => {
  const queue = new CommitQueue(bounds);
  const [first, second, third] = [commitOf(1), commitOf(2), commitOf(3)];
  queue.add(first, 0);
  queue.handOver();
  queue.add(second, 0);
  queue.add(third, 0);
  queue.handOver();
  t.deepEqual(queue.take(1), [first]);
  t.false(queue.empty);
  t.deepEqual(queue.take(1), [second, third]);
  t.true(queue.empty);
});

test('all of a queue is what was handed over and what was not, and afterwards it is like a new one', (t) => {
  const queue = new CommitQueue(bounds);
  const [first, second, third] = [commitOf(5), commitOf(5), commitOf(1)];
  queue.add(first, 0);
  queue.handOver();
  queue.add(second, 0);
  t.deepEqual(queue.takeAll(), [first, second]);
  t.true(queue.empty);
  t.is(refusalOf(queue, 1_000), undefined);
  queue.add(third, 1_000);
  queue.handOver();
  t.deepEqual(queue.take(1), [third]);
});

test('whatever comes and goes, each commit is given back once, in its order, and nothing of it goes on counting', (t) => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('add' as const), events: fc.nat(3), bytes: fc.nat(300) }),
    fc.record({ type: fc.constant('handOver' as const) }),
    fc.record({ type: fc.constant('take' as const), batches: fc.integer({ min: 1, max: 3 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new CommitQueue(bounds);
      const added: PendingCommit[] = [];
      const taken: PendingCommit[] = [];
      const handedOver: number[] = [];
      let gathered = 0;
      for (const step of steps) {
        if (step.type === 'add' && refusalOf(queue) === undefined) {
          const commit = commitOf(step.events, step.bytes);
          queue.add(commit, 0);
          added.push(commit);
          gathered += 1;
        } else if (step.type === 'handOver' && gathered > 0) {
          queue.handOver();
          handedOver.push(gathered);
          gathered = 0;
        } else if (step.type === 'take' && handedOver.length > 0) {
          const batches = handedOver.splice(0, step.batches);
          const commits = queue.take(batches.length);
          t.is(
            commits.length,
            batches.reduce((sum, count) => sum + count, 0),
          );
          taken.push(...commits);
        }
      }
      taken.push(...queue.takeAll());
      t.deepEqual(taken, added);
      t.true(queue.empty);
      queue.add(commitOf(9, 999), 0);
      t.is(refusalOf(queue), undefined);
    }),
  );
});

test('an event counts for at least what its texts take, whatever it is', (t) => {
  const long = 'x'.repeat(10_000);
  t.true(bytesOf([messageSent('chat' as ChatId, 'alice', long), event]) > 20_000);
  t.true(bytesOf([{ type: 'sessions_used', uses: Array(100).fill({ token: 'x'.repeat(64), usedMs: 1 }) }]) > 6_400);
  t.true(bytesOf([event]) > 0);
});
