/** Sending to an account or to a chat: where a message may go, and what a key stands for. */

import test from 'ava';
import { type Caller, CoreFixture, password } from '../testing/core_fixture.ts';

async function withGroup() {
  const fixture = new CoreFixture();
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const { chat } = await alice.call('createChat', { title: 'one', participants: ['bob'] });
  return { fixture, alice, bob, chat };
}

const sent = (caller: Caller, to: string, chat: string) => caller.call('send', { to, chat, body: 'hello', key: '' });

test('a message goes to an account or to a chat, not to both and not to neither', async (t) => {
  const { alice, chat } = await withGroup();
  await t.throwsAsync(sent(alice, '', ''), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(sent(alice, 'bob', chat), { code: 'INVALID_ARGUMENT' });
  t.is((await sent(alice, '', chat)).chat, chat);
  t.not((await sent(alice, 'bob', '')).chat, chat);
});

test('a direct chat can be written to by its id, until nobody else is left', async (t) => {
  const { fixture, alice, bob } = await withGroup();
  const { chat } = await alice.send('bob', 'hello');
  t.is((await bob.write(chat, 'hello')).chat, chat);
  await alice.call('deleteAccount', { password });
  await t.throwsAsync(bob.write(chat, 'hello'), { code: 'FAILED_PRECONDITION' });
  await fixture.create('alice');
  await t.throwsAsync(bob.write(chat, 'hello'), { code: 'FAILED_PRECONDITION' });
  t.not((await bob.send('alice', 'hello')).chat, chat);
});

test('nobody writes to a chat without taking part in it', async (t) => {
  const { fixture, alice, chat } = await withGroup();
  const carol = await fixture.create('carol');
  for (const id of [chat, 'none']) await t.throwsAsync(carol.write(id, 'hello'), { code: 'NOT_FOUND' });
  await alice.call('removeParticipant', { chat, account: 'bob' });
  t.is((await alice.write(chat, 'alone')).chat, chat, 'a group of one is written to for those who come later');
});

test('a ticket is written to while it waits, and by nobody when it is closed', async (t) => {
  const { alice } = await withGroup();
  const { chat } = await alice.call('openTicket', { subject: 'help' });
  await alice.write(chat, 'please');
  await alice.call('closeTicket', { chat });
  await t.throwsAsync(alice.write(chat, 'thanks'), { code: 'FAILED_PRECONDITION' });
});

test('a key that was used for an account is another message for a chat, and the other way round', async (t) => {
  const { alice, chat } = await withGroup();
  const first = await alice.write(chat, 'hello', 'k');
  t.deepEqual(await alice.write(chat, 'hello', 'k'), first);
  await t.throwsAsync(alice.send('bob', 'hello', 'k'), { code: 'KEY_REUSED' });
  const direct = await alice.send('bob', 'hello', 'l');
  await t.throwsAsync(alice.write(direct.chat, 'hello', 'l'), { code: 'KEY_REUSED' });
  t.deepEqual(await alice.send('bob', 'hello', 'l'), direct);
});
