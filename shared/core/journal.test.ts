/**
 * An event that is committed and cannot be applied: a bug of ours, after which the state is not what the ledger says. The
 * core must not go on with it.
 */

import test from 'ava';
import type { ChatError } from '../contract/chat_error.ts';
import { settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

test('an event that cannot be applied ends the core: nothing is committed or told any more, and all of it is kept', async (t) => {
  const failures: unknown[] = [];
  await using server = new RestartedCore({ onCoreFailure: (error) => failures.push(error) });
  const alice = await server.fixture.create('alice');
  const bob = await server.fixture.create('bob');
  const carol = await server.fixture.create('carol');
  const { position } = await alice.send('bob', 'before');
  const subscriber = new GatheringSubscriber();
  carol.subscribe(subscriber);
  await alice.send('carol', 'handed out');
  const { state } = server.fixture;
  // No operation does so: it stands for the bug.
  const lost = state.accountsByName.get('bob');
  state.accounts.delete(lost?.id as never);

  const { id: ledgerId } = server.fixture.ledger;
  const outcomes = await Promise.allSettled([
    bob.call('acknowledge', { position, ledgerId }),
    // In the same transaction, behind it.
    alice.send('carol', 'behind it', 'k'),
  ]);
  const codes = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? (outcome.reason as ChatError).code : 'none',
  );
  t.deepEqual(codes, ['UNAVAILABLE', 'UNAVAILABLE']);
  await t.throwsAsync(alice.send('carol', 'after it'), { code: 'UNAVAILABLE' });
  t.is(failures.length, 1, 'whoever runs the server is told, once');
  t.deepEqual(
    server.fixture.environment.faults.map(({ what }) => what),
    ['applying an event'],
  );
  await settled();
  t.deepEqual(
    subscriber.messages.map(({ body }) => body),
    ['handed out'],
  );

  await server.restart();
  t.is(server.fixture.state.accountsByName.get('bob')?.acknowledgedPosition, position);
  const again = await server.caller(alice.token).send('carol', 'behind it', 'k');
  t.is(
    again.position,
    server.fixture.state.position,
    'what was not told is there, and its repetition gets the first reply',
  );
});
