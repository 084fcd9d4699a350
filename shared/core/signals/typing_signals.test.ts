/** Signal `typing`: told to the others who are connected, the same once within its interval. */

import test from 'ava';
import { CoreFixture } from '../../testing/core_fixture.ts';
import { listen, newGroup } from '../../testing/listen.ts';

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
