/** Signal `typing`: told to the others who are connected, the same once within its interval. */

import test from 'ava';
import { CoreFixture } from '../../testing/core_fixture.ts';
import { Listener, listen, newGroup } from '../../testing/listen.ts';
import type { ManualEnvironment } from '../../testing/manual_environment.ts';

async function typists(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob, cid] = [await fixture.create('ann'), await fixture.create('bob'), await fixture.create('cid')];
  const chat = await newGroup(ann, bob);
  const type = (typing: boolean) => ann.call('setTyping', { chat, typing });
  return { fixture, ann, bob, cid, chat, type };
}

test('typing is told to the others who take part, not to the devices of who types, nor to strangers', async (t) => {
  const { fixture, ann, bob, cid, chat, type } = await typists();
  const [own, other, stranger] = [listen(ann, 'typing'), listen(bob, 'typing'), listen(cid, 'typing')];
  await type(true);
  await type(false);
  t.deepEqual(other.told('typing'), [{ chat, account: 'ann', typing: true }]);
  fixture.environment.advance(fixture.limits.typingIntervalMs);
  t.deepEqual(other.told('typing'), [{ chat, account: 'ann', typing: false }]);
  t.deepEqual([...own.signals, ...stranger.signals], []);
  await t.throwsAsync(cid.call('setTyping', { chat, typing: true }), { message: /no chat/ });
});

test('the same typing is told once within the interval, and again after it', async (t) => {
  const { fixture, bob, type } = await typists();
  const other = listen(bob, 'typing');
  await type(true);
  fixture.environment.advance(fixture.limits.typingIntervalMs - 1);
  await type(true);
  t.is(other.told('typing').length, 1);
  fixture.environment.advance(1);
  await type(true);
  await type(true);
  t.is(other.told('typing').length, 1);
});

test('in a chat of more than the bound nobody is told who is typing', async (t) => {
  const { bob, type } = await typists({ signalParticipantsMax: 1 });
  const other = listen(bob, 'typing');
  await type(true);
  t.deepEqual(other.signals, []);
});

test('what nobody was told counts for nothing when somebody asks', async (t) => {
  const { bob, type } = await typists();
  await type(true);
  const other = listen(bob, 'typing');
  await type(true);
  t.is(other.told('typing').length, 1);
});

test('whoever types and stops without end is told of once within the interval, and at its end with what it said last', async (t) => {
  const { fixture, chat, bob, type } = await typists();
  const other = listen(bob, 'typing');
  for (let time = 0; time < 100; time += 1) {
    await type(true);
    await type(false);
  }
  t.deepEqual(other.told('typing'), [{ chat, account: 'ann', typing: true }]);
  fixture.environment.advance(fixture.limits.typingIntervalMs);
  t.deepEqual(other.told('typing'), [{ chat, account: 'ann', typing: false }]);
  fixture.environment.advance(fixture.limits.typingIntervalMs * 3);
  t.deepEqual(other.signals, [], 'and nothing after that');
});

test('whoever left before its interval was over is not told of', async (t) => {
  const { fixture, ann, bob, chat, type } = await typists();
  const other = listen(bob, 'typing');
  await type(true);
  await type(false);
  await ann.call('leaveChat', { chat });
  fixture.environment.advance(fixture.limits.typingIntervalMs);
  t.is(other.told('typing').length, 1);
});

test('a subscriber that has no room is not told later who was typing', async (t) => {
  const { bob, ann, chat, type } = await typists();
  const full = new Listener(bob, ['typing'], 1);
  await ann.write(chat, '1');
  await type(true);
  full.makeRoom();
  full.subscription.resume();
  t.deepEqual(full.signals, []);
});

test('a clock that is set back keeps nobody from being told', async (t) => {
  const { fixture, bob, type } = await typists();
  const other = listen(bob, 'typing');
  await type(true);
  setBack(fixture.environment, 3_600_000);
  await type(false);
  t.deepEqual(
    other.told('typing').map(({ typing }) => typing),
    [true, false],
  );
});

test('nobody types in the chat of a ticket that is closed', async (t) => {
  const { ann } = await typists();
  const { chat } = await ann.call('openTicket', { subject: 'help' });
  await ann.call('setTyping', { chat, typing: true });
  await ann.call('closeTicket', { chat });
  await t.throwsAsync(ann.call('setTyping', { chat, typing: true }), { code: 'FAILED_PRECONDITION' });
});

function setBack(environment: ManualEnvironment, ms: number): void {
  const { now } = environment;
  Object.assign(environment, { now: () => now() - ms });
}
