/** Tokens and sessions: what is kept of them, when they expire, which gives way. */

import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import { type Caller, CoreFixture, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';

const hourMs = 3_600_000;

async function counts(t: ExecutionContext, caller: Caller): Promise<void> {
  await t.notThrowsAsync(caller.call('listAccounts', { pattern: '', pageSize: 0, pageToken: '' }));
}

async function countsNoMore(t: ExecutionContext, caller: Caller): Promise<void> {
  const error = await t.throwsAsync(caller.call('listAccounts', { pattern: '', pageSize: 0, pageToken: '' }), {
    instanceOf: ChatError,
  });
  t.is(error?.code, 'UNAUTHENTICATED');
}

test('nothing that is kept, in events or state, holds a token; the SHA-256 of it is what is kept', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const tablet = await fixture.login('alice');
  await tablet.call('logout', {});
  const options = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, showHidden: true };
  const kept = inspect([fixture.state, fixture.ledger.events], options);
  for (const { token } of [alice, tablet]) {
    const bytes = Buffer.from(token, 'base64url');
    t.is(bytes.length, 32);
    for (const form of [token, bytes.toString('hex'), bytes.toString('base64')]) t.false(kept.includes(form));
    t.true(kept.includes(createHash('sha256').update(token).digest('hex')));
  }
});

test('a token counts until an hour after its last use, and not a moment longer', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  fixture.environment.advance(hourMs - 1);
  await counts(t, alice);
  fixture.environment.advance(hourMs - 1);
  fixture.core.resume(alice.token);
  fixture.environment.advance(hourMs);
  await countsNoMore(t, alice);
  t.throws(() => fixture.core.resume(alice.token), {
    instanceOf: ChatError,
    message: /unknown, ended or expired|expired/,
  });
});

test('a login is told when its session expires', async (t) => {
  const fixture = new CoreFixture();
  const { environment, core } = fixture;
  await fixture.create('alice');
  const { expiresAtMs } = await core.operations.login(undefined, { name: 'alice', password: 'a password' });
  t.is(expiresAtMs, environment.now() + hourMs);
});

test('the sweep ends expired sessions for good, with an event, and leaves the others', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  fixture.environment.advance(hourMs / 2);
  await counts(t, bob);
  fixture.environment.advance(hourMs / 2);
  await settled();
  t.deepEqual(
    [...fixture.state.sessions.values()].map((session) => session.account.name),
    ['bob'],
  );
  const ended = fixture.ledger.events.filter((event) => event.type === 'session_ended');
  t.deepEqual(
    ended.map((event) => event.reason),
    ['SESSION_EXPIRED'],
  );
  await counts(t, bob);
  await countsNoMore(t, alice);
  fixture.requireNoFaults();
});

test('a session does not expire while a subscription of it is open, and not before an hour after that', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const subscriber = new GatheringSubscriber();
  const subscription = alice.subscribe(subscriber);
  fixture.environment.advance(3 * hourMs);
  await settled();
  t.is(subscriber.end, undefined);
  subscription.abandon();
  fixture.environment.advance(hourMs - 1);
  await settled();
  await counts(t, alice);
  fixture.environment.advance(hourMs + fixture.limits.sessionSweepMs);
  await settled();
  t.is(fixture.state.sessions.size, 0);
});

test('at the bound of sessions the one unused for longest gives way, and its subscribers are told', async (t) => {
  const fixture = new CoreFixture({ limits: { sessionsPerAccountMax: 2 } });
  const first = await fixture.create('alice');
  fixture.environment.advance(1_000);
  const second = await fixture.login('alice');
  fixture.environment.advance(1_000);
  await counts(t, first);
  fixture.environment.advance(1_000);
  const third = await fixture.login('alice');
  await countsNoMore(t, second);
  await counts(t, first);
  await counts(t, third);
});

test('a session that is subscribed is in use: another one gives way first, however long ago its last call', async (t) => {
  const fixture = new CoreFixture({ limits: { sessionsPerAccountMax: 2 } });
  const listener = await fixture.create('alice');
  const subscriber = new GatheringSubscriber();
  listener.subscribe(subscriber);
  fixture.environment.advance(1_000);
  const second = await fixture.login('alice');
  fixture.environment.advance(1_000);
  const third = await fixture.login('alice');
  t.is(subscriber.end, undefined);
  await countsNoMore(t, second);
  third.subscribe(new GatheringSubscriber());
  await fixture.login('alice');
  t.is(subscriber.end?.code, 'SESSION_ENDED', 'where all are in use, one of them gives way');
  t.is(fixture.state.sessions.size, 2);
});

test('a handle of another core, or a made-up one, is no session', async (t) => {
  const fixture = new CoreFixture();
  await fixture.create('alice');
  for (const handle of [undefined, { account: 'alice' }]) {
    const list = (): unknown =>
      fixture.core.operations.listAccounts(handle, { pattern: '', pageSize: 0, pageToken: '' });
    const error = t.throws(list, { instanceOf: ChatError });
    t.is(error?.code, 'UNAUTHENTICATED');
  }
});
