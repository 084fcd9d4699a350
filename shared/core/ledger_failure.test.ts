/** A thread of the ledger that ends by itself: what is under way is refused, the operator is told, and nothing is lost. */

import type { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

/** What `start` makes, and the threads that it starts for that, in their order. */
async function withThreads<T>(start: () => T): Promise<{ readonly result: T; readonly threads: readonly Worker[] }> {
  const threads: Worker[] = [];
  const note = (thread: Worker): void => void threads.push(thread);
  process.on('worker', note);
  const result = start();
  // It is told of in the next tick.
  await settled();
  process.off('worker', note);
  return { result, threads };
}

async function isUnavailable(t: ExecutionContext, work: Promise<unknown>): Promise<void> {
  const error = await t.throwsAsync(work, { instanceOf: ChatError });
  t.is(error?.code, 'UNAVAILABLE');
}

for (const [index, which] of ['reads', 'writes'].entries()) {
  test.serial(
    `when the thread that ${which} ends, what is under way is UNAVAILABLE, and all that was acknowledged is kept`,
    async (t) => {
      const failures: Error[] = [];
      const failed = Promise.withResolvers<void>();
      const onFailure = (error: Error): void => {
        failures.push(error);
        failed.resolve();
      };
      const { result, threads } = await withThreads(
        () => new RestartedCore({ onFailure, limits: { pageMessagesMax: 1 } }),
      );
      await using server = result;
      t.is(threads.length, 2);
      const alice = await server.fixture.create('alice');
      const bob = await server.fixture.create('bob');
      const acknowledged = await alice.send('bob', 'acknowledged', 'k1');
      await alice.send('bob', 'and another');
      const ledgerId = server.fixture.ledger.id;

      const ended = threads[index]?.terminate();
      const catchingUp = new GatheringSubscriber();
      const underWay = [
        alice.send('bob', 'under way'),
        bob.call('acknowledge', { position: acknowledged.position, ledgerId }),
        bob.call('fetch', { after: 0, limit: 0, ledgerId }),
      ];
      bob.subscribe(catchingUp, { after: 0, ledgerId, signals: [] });
      const outcomes = await Promise.allSettled(underWay);
      await Promise.all([ended, failed.promise]);
      // What the other thread had answered before is answered, and nothing else.
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') t.is((outcome.reason as ChatError).code, 'UNAVAILABLE');
      }
      t.is(outcomes[which === 'writes' ? 0 : 2]?.status, 'rejected');
      await server.fixture.ledger.quiet();
      t.is(catchingUp.end?.code, 'UNAVAILABLE');
      await isUnavailable(t, alice.send('bob', 'too late'));
      await isUnavailable(t, bob.call('fetch', { after: 0, limit: 0, ledgerId }));
      t.is(failures.length, 1);
      t.regex(failures[0]?.message ?? '', /ended with status/);

      await server.restart();
      t.deepEqual(await server.caller(alice.token).send('bob', 'acknowledged', 'k1'), acknowledged);
      const all = { after: 0, limit: 1, ledgerId: server.fixture.ledger.id };
      t.is((await server.caller(bob.token).call('fetch', all)).messages[0]?.body, 'acknowledged');
    },
  );
}
