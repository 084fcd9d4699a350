/** Signal `tickets`: a user is told of its tickets and their places, operators of all tickets. */

import test from 'ava';
import { type Caller, CoreFixture } from '../../testing/core_fixture.ts';
import { type Listener, listen } from '../../testing/listen.ts';

async function desk(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob, cid, olga, otto] = [
    await fixture.create('ann'),
    await fixture.create('bob'),
    await fixture.create('cid'),
    await fixture.create('olga'),
    await fixture.create('otto'),
  ];
  for (const name of ['olga', 'otto']) await fixture.core.grantRole(name, 'operator');
  return {
    ...{ fixture, ann, bob, cid, olga, otto },
    open: async (caller: Caller) => (await caller.call('openTicket', { subject: `of ${caller.name}` })).chat,
    pass: () => fixture.environment.advance(fixture.limits.ticketDebounceMs),
  };
}

/** What was told, in short. */
function brief(listener: Listener): readonly string[] {
  return listener.told('ticket').map(({ user, state, place, operator }) => `${user} ${state} ${place} ${operator}`);
}

test('a user is told of the places of its tickets as they move up, and of the operator, and of the end', async (t) => {
  const { fixture, ann, bob, olga, open, pass } = await desk();
  const listening = listen(bob, 'tickets');
  const openedMs = fixture.environment.now();
  await open(ann);
  const chat = await open(bob);
  t.deepEqual(listening.signals, [], 'places are gathered');
  pass();
  t.deepEqual(listening.told('ticket'), [
    { chat, state: 'queued', user: 'bob', subject: 'of bob', operator: '', place: 2, openedMs },
  ]);
  await olga.call('nextTicket', {});
  pass();
  t.deepEqual(brief(listening), ['bob queued 1 ']);
  pass();
  t.deepEqual(brief(listening), []);
  await olga.call('nextTicket', {});
  t.deepEqual(brief(listening), ['bob assigned 0 olga']);
  await olga.call('transferTicket', { chat, to: '' });
  pass();
  t.deepEqual(brief(listening), ['bob queued 1 ']);
  await bob.call('closeTicket', { chat });
  t.deepEqual(brief(listening), ['bob closed 0 ']);
  fixture.requireNoFaults();
});

test('operators are told of all tickets, and users of their own alone', async (t) => {
  const { fixture, ann, bob, olga, otto, open, pass } = await desk();
  const [operator, user, deaf] = [listen(otto, 'tickets'), listen(bob, 'tickets'), listen(olga, 'chats')];
  const chat = await open(ann);
  pass();
  t.deepEqual(brief(operator), ['ann queued 1 ']);
  await olga.call('nextTicket', {});
  await olga.call('transferTicket', { chat, to: 'otto' });
  t.deepEqual(brief(operator), ['ann assigned 0 olga', 'ann assigned 0 otto']);
  await fixture.core.grantRole('otto', 'user');
  brief(operator);
  pass();
  await ann.call('closeTicket', { chat });
  pass();
  t.deepEqual(brief(operator), [], 'who is no operator any more is told no more');
  t.deepEqual(user.signals, []);
  t.deepEqual(deaf.told('ticket'), []);
});

test('operators are told of places no further down than a page of tickets goes, and users of theirs anywhere', async (t) => {
  const { ann, bob, cid, olga, otto, open, pass } = await desk({ listPageTicketsMax: 1 });
  const [operator, last] = [listen(otto, 'tickets'), listen(cid, 'tickets')];
  for (const caller of [ann, bob, cid]) await open(caller);
  pass();
  t.deepEqual(brief(operator), ['ann queued 1 ', 'bob queued 2 ', 'cid queued 3 ']);
  t.deepEqual(brief(last), ['cid queued 3 ']);
  await olga.call('nextTicket', {});
  pass();
  t.deepEqual(brief(operator), ['ann assigned 0 olga', 'bob queued 1 ']);
  t.deepEqual(brief(last), ['cid queued 2 ']);
});

test('a ticket that is taken before its place was told is told as taken alone', async (t) => {
  const { ann, olga, open, pass } = await desk();
  const listening = listen(ann, 'tickets');
  await open(ann);
  await olga.call('nextTicket', {});
  pass();
  t.deepEqual(brief(listening), ['ann assigned 0 olga']);
});

test('a ticket that keeps its place is not told again', async (t) => {
  const { ann, bob, open, pass } = await desk();
  const listening = listen(ann, 'tickets');
  await open(ann);
  pass();
  t.deepEqual(brief(listening), ['ann queued 1 ']);
  await open(bob);
  pass();
  t.deepEqual(brief(listening), []);
});
