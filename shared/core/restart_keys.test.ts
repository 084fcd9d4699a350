/** Idempotency keys when the server starts again: for their lifetime the first reply, and after that a new send. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { defaultLimits } from '../contract/limits.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const { keyLifetimeMs } = defaultLimits;
/** So that time can pass without an end of the sessions. */
const limits = { sessionIdleMs: 10 * keyLifetimeMs, sessionSweepMs: keyLifetimeMs };

for (const how of ['restart', 'kill'] as const) {
  test(`a key that is repeated after a ${how} gets the first reply and sends nothing`, async (t) => {
    await using server = new RestartedCore({ limits });
    const alice = await server.fixture.create('alice');
    await server.fixture.create('bob');
    const first = await alice.send('bob', 'the first makes the chat', 'k1');
    const second = await alice.send('bob', 'two', 'k2');
    t.deepEqual(await alice.send('bob', 'two', 'k2'), second);
    await server[how]();
    const again = server.caller(alice.token);
    const { position } = server.fixture.state;
    t.deepEqual(await again.send('bob', 'two', 'k2'), second);
    t.deepEqual(await again.send('bob', 'the first makes the chat', 'k1'), first);
    t.is(server.fixture.state.position, position, 'nothing was sent');
  });

  test(`a key that was used for another message is KEY_REUSED after a ${how}`, async (t) => {
    await using server = new RestartedCore({ limits });
    const alice = await server.fixture.create('alice');
    const bob = await server.fixture.create('bob');
    await server.fixture.create('carol');
    await alice.send('bob', 'one', 'k1');
    await server[how]();
    const again = server.caller(alice.token);
    for (const [to, body] of [
      ['bob', 'another body'],
      ['carol', 'one'],
    ] as const) {
      const error = await t.throwsAsync(again.send(to, body, 'k1'), { instanceOf: ChatError });
      t.is(error?.code, 'KEY_REUSED');
    }
    const { position } = await server.caller(bob.token).send('alice', 'another account, another key', 'k1');
    t.is(position, server.fixture.state.position);
  });

  test(`a key counts for its lifetime and no longer, whenever there was a ${how}`, async (t) => {
    await using server = new RestartedCore({ limits });
    const alice = await server.fixture.create('alice');
    await server.fixture.create('bob');
    const first = await alice.send('bob', 'one', 'k1');
    server.environment.advance(keyLifetimeMs - 1);
    await server[how]();
    t.deepEqual(await server.caller(alice.token).send('bob', 'one', 'k1'), first);
    server.environment.advance(1);
    const second = await server.caller(alice.token).send('bob', 'one', 'k1');
    t.true(second.position > first.position, 'it is a new send');
    await server[how]();
    t.deepEqual(await server.caller(alice.token).send('bob', 'one', 'k1'), second, 'and its reply counts from now on');
  });
}

test('a key whose lifetime ran out while the server was down is a new send', async (t) => {
  await using server = new RestartedCore({ limits });
  const alice = await server.fixture.create('alice');
  await server.fixture.create('bob');
  const first = await alice.send('bob', 'one', 'k1');
  await server.restart(keyLifetimeMs);
  const second = await server.caller(alice.token).send('bob', 'something else', 'k1');
  t.true(second.position > first.position);
});

test('sends under one key at the same time are one message, with one reply for all', async (t) => {
  await using server = new RestartedCore({ limits });
  const alice = await server.fixture.create('alice');
  await server.fixture.create('bob');
  for (const key of ['the first makes the chat', 'the second finds it']) {
    const { position } = server.fixture.state;
    const replies = await Promise.all(Array.from({ length: 10 }, () => alice.send('bob', key, key)));
    t.is(new Set(replies.map((reply) => JSON.stringify(reply))).size, 1);
    t.is(replies[0]?.position, server.fixture.state.position);
    t.true(server.fixture.state.position - position <= 2);
  }
});

test('after a restart no more keys are remembered than the bounds say', async (t) => {
  await using server = new RestartedCore({ limits: { ...limits, keysMax: 3, keysPerAccountMax: 2 } });
  const alice = await server.fixture.create('alice');
  const bob = await server.fixture.create('bob');
  const first = await alice.send('bob', 'one', 'k1');
  for (const key of ['k2', 'k3']) await alice.send('bob', key, key);
  for (const key of ['k4', 'k5']) await bob.send('alice', key, key);
  await server.restart();
  const { accountsByName, keys } = server.fixture.state;
  const remembered = (name: string): string[] =>
    keys.of(accountsByName.get(name)?.id ?? ('' as never)).map(({ key }) => key);
  t.deepEqual([remembered('alice'), remembered('bob')], [['k3'], ['k4', 'k5']]);
  t.true((await server.caller(alice.token).send('bob', 'one', 'k1')).position > first.position);
});
