/** Sessions when the server starts again: what was in use goes on, what was idle ends, however often it starts. */

import test, { type ExecutionContext } from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { defaultLimits } from '../contract/limits.ts';
import { password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const { sessionIdleMs, sessionSweepMs } = defaultLimits;
const minuteMs = 60_000;
/** A use that is not written down is at most so old. */
const unwrittenMs = sessionIdleMs / 4 + sessionSweepMs;

function counts(t: ExecutionContext, server: RestartedCore, token: string): void {
  t.notThrows(() => server.caller(token));
}

function countsNoMore(t: ExecutionContext, server: RestartedCore, token: string): void {
  const error = t.throws(() => server.caller(token), { instanceOf: ChatError });
  t.is(error?.code, 'UNAUTHENTICATED');
}

for (const how of ['restart', 'kill'] as const) {
  test(`a token counts after a ${how}, and those that have ended do not`, async (t) => {
    await using server = new RestartedCore();
    const alice = await server.fixture.create('alice');
    const [second, third] = [await server.fixture.login('alice'), await server.fixture.login('alice')];
    await second.call('logout', {});
    await server[how]();
    const again = server.caller(alice.token);
    t.is(again.name, 'alice');
    countsNoMore(t, server, second.token);
    counts(t, server, third.token);
    await again.call('changePassword', { oldPassword: password, newPassword: 'another password' });
    await server[how]();
    counts(t, server, alice.token);
    countsNoMore(t, server, third.token);
    await t.throwsAsync(server.fixture.login('alice'), { instanceOf: ChatError });
    await server.fixture.login('alice', 'another password');
  });

  test(`a token that was used all the time counts after a ${how}, for as long again as it may be idle`, async (t) => {
    await using server = new RestartedCore();
    const { token } = await server.fixture.create('alice');
    for (let passedMs = 0; passedMs < 5 * sessionIdleMs; passedMs += 20 * minuteMs) {
      await server.pass(20 * minuteMs);
      server.caller(token);
    }
    // What is killed has not written down what was used since the last sweep.
    if (how === 'kill') await server.pass(sessionSweepMs);
    await server[how]();
    await server.pass(sessionIdleMs - 2 * minuteMs);
    counts(t, server, token);
  });

  test(`a session that is only subscribed, hour after hour, is alive after a ${how}`, async (t) => {
    await using server = new RestartedCore();
    const alice = await server.fixture.create('alice');
    const subscriber = new GatheringSubscriber();
    alice.subscribe(subscriber);
    await server.pass(5 * sessionIdleMs);
    t.is(subscriber.end, undefined);
    await server[how]();
    await server.pass(sessionIdleMs - minuteMs);
    counts(t, server, alice.token);
  });
}

test('a session that expired before does not come back with a restart', async (t) => {
  await using server = new RestartedCore();
  const { token } = await server.fixture.create('alice');
  await server.pass(sessionIdleMs + sessionSweepMs);
  countsNoMore(t, server, token);
  t.is(server.fixture.state.sessions.size, 0);
  await server.restart();
  countsNoMore(t, server, token);
  t.is(server.fixture.state.sessions.size, 0);
});

test('a session that nobody uses expires although the server starts again and again, and its row goes', async (t) => {
  await using server = new RestartedCore();
  const { token } = await server.fixture.create('alice');
  const stepMs = 10 * minuteMs;
  for (let passedMs = 0; passedMs < sessionIdleMs + unwrittenMs; passedMs += stepMs) {
    t.is(server.fixture.state.sessions.size, 1);
    await server.pass(stepMs / 2);
    await server.restart(stepMs / 2);
  }
  countsNoMore(t, server, token);
  await server.pass(sessionSweepMs);
  t.is(server.fixture.state.sessions.size, 0);
  await server.restart();
  t.is(server.fixture.state.sessions.size, 0);
});

test('a session that was idle for too long while the server was down does not come back', async (t) => {
  await using server = new RestartedCore();
  const { token } = await server.fixture.create('alice');
  await server.restart(sessionIdleMs + unwrittenMs);
  countsNoMore(t, server, token);
});

test('the sweep writes a use down only where it is news, and not one by one', async (t) => {
  await using server = new RestartedCore({ limits: { sessionsPerAccountMax: 2_000 } });
  const alice = await server.fixture.create('alice');
  const other = await server.fixture.create('bob');
  await settled();
  const events = server.fixture.ledger.events;
  const before = events.length;
  alice.subscribe(new GatheringSubscriber());
  other.subscribe(new GatheringSubscriber());
  await server.pass(sessionIdleMs);
  const uses = events.slice(before);
  t.deepEqual([...new Set(uses.map((event) => event.type))], ['sessions_used']);
  t.true(uses.length <= 4, `${uses.length} events in an hour in which nothing happened`);
  t.true(uses.every((event) => event.type === 'sessions_used' && event.uses.length === 2));
});
