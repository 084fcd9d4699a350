/** Presence: who is seen to be connected, by whom, when they are told, and what of it lives through a restart. */

import test from 'ava';
import { ChatError } from '../../contract/chat_error.ts';
import { CoreFixture, password, settled } from '../../testing/core_fixture.ts';
import { listen, newGroup } from '../../testing/listen.ts';
import { RestartedCore } from '../../testing/restarted_core.ts';

async function pair(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob, cid] = [await fixture.create('ann'), await fixture.create('bob'), await fixture.create('cid')];
  const chat = await newGroup(ann, bob);
  return {
    ...{ fixture, ann, bob, cid, chat },
    pass: () => fixture.environment.advance(fixture.limits.presenceDebounceMs),
    shown: async () => {
      const { accounts } = await bob.call('listAccounts', { pattern: '^ann$', pageSize: 0, pageToken: '' });
      return accounts.map(({ online, lastSeenMs }) => ({ online, lastSeenMs }))[0];
    },
  };
}

test('those who share a chat and ask are told once somebody has been connected, or away, for long enough', async (t) => {
  const { fixture, ann, bob, cid, pass } = await pair();
  const [listening, deaf, stranger] = [listen(bob, 'presence'), listen(bob, 'chats'), listen(cid, 'presence')];
  const first = listen(ann);
  fixture.environment.advance(fixture.limits.presenceDebounceMs - 1);
  t.deepEqual(listening.signals, []);
  fixture.environment.advance(1);
  const cameMs = fixture.environment.now();
  t.deepEqual(listening.told('presence'), [{ account: 'ann', online: true, lastSeenMs: cameMs }]);
  const second = listen(ann);
  first.subscription.unsubscribe();
  pass();
  t.deepEqual(listening.told('presence'), [], 'another device is still there');
  second.subscription.abandon();
  const wentMs = fixture.environment.now();
  pass();
  t.deepEqual(listening.told('presence'), [{ account: 'ann', online: false, lastSeenMs: wentMs }]);
  t.deepEqual([...deaf.signals, ...stranger.signals], []);
  fixture.requireNoFaults();
});

test('whoever comes or goes for a moment is not told of, unless somebody saw it', async (t) => {
  const { ann, bob, pass, shown } = await pair();
  const listening = listen(bob, 'presence');
  listen(ann).subscription.unsubscribe();
  pass();
  t.deepEqual(listening.told('presence'), []);
  const brief = listen(ann);
  t.like(await shown(), { online: true });
  brief.subscription.unsubscribe();
  pass();
  t.like(listening.told('presence'), [{ account: 'ann', online: false }], 'bob would take ann for connected');
});

test('whoever comes and goes all the time delays nobody else', async (t) => {
  const { fixture, ann, bob, cid, pass } = await pair();
  await newGroup(bob, cid);
  const listening = listen(bob, 'presence');
  pass();
  listen(ann).subscription.unsubscribe();
  listen(cid);
  fixture.environment.advance(fixture.limits.presenceDebounceMs - 1);
  listen(ann);
  fixture.environment.advance(1);
  t.like(listening.told('presence'), [{ account: 'cid', online: true }]);
  pass();
  t.like(listening.told('presence'), [{ account: 'ann', online: true }]);
});

test('when many come at once others are told over several turns, and all of them are', async (t) => {
  const fixture = new CoreFixture();
  const names = Array.from({ length: 60 }, (_, index) => `account-${index}`);
  const callers = await Promise.all(names.map((name) => fixture.create(name)));
  const [owner, ...others] = callers;
  if (owner === undefined) throw new Error('all were made');
  await newGroup(owner, ...others);
  const listening = callers.map((caller) => listen(caller, 'presence'));
  const told = (): number => listening.reduce((sum, { signals }) => sum + signals.length, 0);
  fixture.environment.advance(fixture.limits.presenceDebounceMs);
  t.true(told() > 0 && told() < 60 * 59, `${told()} at once`);
  while (told() < 60 * 59) await settled();
  t.is(told(), 60 * 59);
  fixture.requireNoFaults();
});

test('each is told once, however many chats are shared, and nobody of themselves', async (t) => {
  const { ann, bob, pass } = await pair();
  await newGroup(bob, ann);
  await ann.send('bob', 'hello');
  const listening = listen(bob, 'presence');
  const own = listen(ann, 'presence');
  pass();
  t.deepEqual(
    listening.told('presence').map(({ account }) => account),
    ['ann'],
  );
  t.deepEqual(
    own.told('presence').map(({ account }) => account),
    ['bob'],
  );
});

test('sharing a chat of more than the bound is no reason to be told', async (t) => {
  const { ann, bob, pass } = await pair({ signalParticipantsMax: 1 });
  const listening = listen(bob, 'presence');
  listen(ann);
  pass();
  t.deepEqual(listening.signals, []);
});

test('of who hides it others are told that it has gone, at once, and nothing more until it shows itself', async (t) => {
  const { fixture, ann, bob, pass, shown } = await pair();
  const listening = listen(bob, 'presence');
  const device = listen(ann);
  pass();
  listening.told('presence');
  await ann.call('setPresence', { hidden: true });
  await settled();
  t.deepEqual(listening.told('presence'), [{ account: 'ann', online: false, lastSeenMs: 0 }]);
  t.deepEqual(await shown(), { online: false, lastSeenMs: 0 });
  const position = fixture.state.position;
  await ann.call('setPresence', { hidden: true });
  t.is(fixture.state.position, position, 'what is so already is no event');
  device.subscription.unsubscribe();
  pass();
  listen(ann);
  pass();
  t.deepEqual(listening.told('presence'), []);
  await ann.call('setPresence', { hidden: false });
  t.deepEqual(listening.signals, []);
  pass();
  const nowMs = fixture.environment.now();
  t.deepEqual(listening.told('presence'), [{ account: 'ann', online: true, lastSeenMs: nowMs }]);
});

test('of who is deleted others are told that it has gone', async (t) => {
  const { ann, bob, pass } = await pair();
  const listening = listen(bob, 'presence');
  listen(ann);
  pass();
  listening.told('presence');
  await ann.call('deleteAccount', { password });
  await settled();
  t.deepEqual(listening.told('presence'), [{ account: 'ann', online: false, lastSeenMs: 0 }]);
  pass();
  t.deepEqual(listening.signals, []);
});

test('when somebody was last connected is written down once it has gone, in one event for all', async (t) => {
  const { fixture, ann, cid, pass } = await pair();
  const devices = [listen(ann), listen(cid)];
  pass();
  for (const { subscription } of devices) subscription.unsubscribe();
  const seenMs = fixture.environment.now();
  const before = fixture.state.position;
  pass();
  await settled();
  t.is(fixture.state.position, before + 1);
  t.is(fixture.state.accountsByName.get('ann')?.seenMs, seenMs);
  t.is(fixture.state.accountsByName.get('cid')?.seenMs, seenMs);
});

test('what could not be written of who was seen is known all the same, and written when that is possible', async (t) => {
  const { fixture, ann, cid, pass, shown } = await pair();
  const { commit } = fixture.ledger;
  const failing = Object.assign(fixture.ledger, {
    commit: () => {
      throw new ChatError('RESOURCE_EXHAUSTED', 'no room');
    },
  });
  listen(ann).subscription.unsubscribe();
  const seenMs = fixture.environment.now();
  pass();
  await settled();
  t.deepEqual(await shown(), { online: false, lastSeenMs: seenMs });
  Object.assign(failing, { commit });
  listen(cid).subscription.unsubscribe();
  pass();
  await settled();
  t.is(fixture.state.accountsByName.get('ann')?.seenMs, seenMs);
  fixture.requireNoFaults();
});

test('who was connected when the server stopped was last seen then, and so is known after the restart', async (t) => {
  await using server = new RestartedCore({});
  const ann = await server.fixture.create('ann');
  const bob = await server.fixture.create('bob');
  await newGroup(ann, bob);
  listen(ann);
  server.fixture.environment.advance(60_000);
  const seenMs = server.fixture.environment.now();
  await server.restart();
  const again = await server.fixture.login('bob');
  server.fixture.environment.advance(60_000);
  const { accounts } = await again.call('listAccounts', { pattern: '^ann$', pageSize: 0, pageToken: '' });
  t.like(accounts[0], { online: false, lastSeenMs: seenMs });
});

test('of who was connected when the server was killed the last use that is written stands in', async (t) => {
  await using server = new RestartedCore({});
  const ann = await server.fixture.create('ann');
  await newGroup(ann, await server.fixture.create('bob'));
  listen(ann);
  const startMs = server.fixture.environment.now();
  const { sessionIdleMs } = server.fixture.limits;
  await server.pass(sessionIdleMs / 2);
  const killedMs = server.fixture.environment.now();
  await server.kill();
  const again = await server.fixture.login('bob');
  const { accounts } = await again.call('listAccounts', { pattern: '^ann$', pageSize: 0, pageToken: '' });
  const lastSeenMs = accounts[0]?.lastSeenMs ?? 0;
  t.true(lastSeenMs >= startMs + sessionIdleMs / 4 && lastSeenMs <= killedMs, `${lastSeenMs - startMs} ms`);
});

test('whoever hides and shows itself without end is told of once within the time, and who is away of nothing', async (t) => {
  const { ann, bob, cid, pass } = await pair();
  const listening = listen(bob, 'presence');
  listen(ann);
  pass();
  t.is(listening.told('presence').length, 1);
  for (let time = 0; time < 50; time += 1) {
    await ann.call('setPresence', { hidden: true });
    await ann.call('setPresence', { hidden: false });
  }
  await settled();
  t.is(listening.told('presence').length, 1);
  pass();
  t.like(listening.told('presence'), [{ account: 'ann', online: true }]);
  await newGroup(cid, bob);
  await cid.call('setPresence', { hidden: true });
  await cid.call('setPresence', { hidden: false });
  pass();
  await settled();
  t.deepEqual(listening.signals, []);
});

test('a clock that is set back keeps nobody from being seen', async (t) => {
  const { fixture, ann, bob, pass } = await pair();
  const listening = listen(bob, 'presence');
  const dan = await fixture.create('dan');
  await newGroup(bob, dan);
  listen(ann);
  const { now } = fixture.environment;
  Object.assign(fixture.environment, { now: () => now() - 3_600_000 });
  listen(dan);
  pass();
  pass();
  t.deepEqual(
    listening.told('presence').map(({ account }) => account),
    ['ann', 'dan'],
  );
});
