/** Groups: making and renaming them, and who may. */

import test from 'ava';
import { type Caller, CoreFixture, password } from '../testing/core_fixture.ts';
import { listen } from '../testing/listen.ts';

/** Alice owns a group with Bob; Carol is outside. */
async function withGroup(limits: CoreFixture['limits'] | object = {}) {
  const fixture = new CoreFixture({ limits });
  const [alice, bob, carol] = [
    await fixture.create('alice'),
    await fixture.create('bob'),
    await fixture.create('carol'),
  ];
  const { chat } = await alice.call('createChat', { title: 'one', participants: ['bob'] });
  return { fixture, alice, bob, carol, chat };
}

const create = (caller: Caller, title: string, ...participants: string[]) =>
  caller.call('createChat', { title, participants });

test('whoever makes a group owns it, and the others are members, each once', async (t) => {
  const { alice, fixture } = await withGroup();
  const { chat, position, timeMs } = await create(alice, 'two', 'carol', 'bob', 'carol', 'alice');
  const { participants } = await alice.call('listParticipants', { chat, pageSize: 0, pageToken: '' });
  t.deepEqual(
    participants.map(({ name, role, joinedPosition }) => [name, role, joinedPosition]),
    [
      ['alice', 'owner', position],
      ['carol', 'member', position],
      ['bob', 'member', position],
    ],
  );
  t.is(timeMs, fixture.environment.now());
});

/** A joiner, fillers, the blank of Braille, and an accent on nothing. */
const unseen = ['\u200d', '\u3164', '\u115f \u1160', '\uffa0', '\u2800', '\u0301', '\u034f', ' \u0301\u3164 '];

test('a title is kept in NFC, and refused where nothing of it can be seen or it is too long', async (t) => {
  const { alice, chat } = await withGroup();
  await alice.call('renameChat', { chat, title: 'Cafe\u0301' });
  const { chats } = await alice.call('listChats', { pageSize: 0, pageToken: '' });
  t.is(chats[0]?.title, 'Caf\u00e9');
  for (const title of ['', '  ', 'x'.repeat(101), 'a\nb', '\u202e', ...unseen]) {
    await t.throwsAsync(create(alice, title), { code: 'INVALID_ARGUMENT' }, JSON.stringify(title));
    await t.throwsAsync(alice.call('renameChat', { chat, title }), { code: 'INVALID_ARGUMENT' }, JSON.stringify(title));
  }
});

test('a group with somebody who does not exist is not made', async (t) => {
  const { alice, fixture } = await withGroup();
  await t.throwsAsync(create(alice, 'two', 'bob', 'nobody'), { code: 'NOT_FOUND' });
  t.is(fixture.state.chats.size, 1);
});

test('a member may not rename, somebody outside is not told that the group exists, and a direct chat has no title', async (t) => {
  const { alice, bob, carol, chat } = await withGroup();
  await t.throwsAsync(bob.call('renameChat', { chat, title: 'x' }), { code: 'PERMISSION_DENIED' });
  await t.throwsAsync(carol.call('renameChat', { chat, title: 'x' }), { code: 'NOT_FOUND' });
  const direct = await alice.send('bob', 'hello');
  await t.throwsAsync(alice.call('renameChat', { chat: direct.chat, title: 'x' }), { code: 'FAILED_PRECONDITION' });
});

test('a group has as many participants as it may, and an account as many chats', async (t) => {
  const { alice, bob, carol, chat } = await withGroup({ participantsPerChatMax: 2, chatsPerAccountMax: 2 });
  await t.throwsAsync(create(alice, 'three', 'bob', 'carol'), { code: 'RESOURCE_EXHAUSTED' });
  const add = () => alice.call('addParticipants', { chat, accounts: ['carol'], withHistory: false });
  await t.throwsAsync(add(), { code: 'RESOURCE_EXHAUSTED' });
  await create(bob, 'his own');
  await t.throwsAsync(create(alice, 'one too many for bob', 'bob'), { code: 'RESOURCE_EXHAUSTED' });
  await bob.call('leaveChat', { chat });
  await create(carol, 'hers');
  await create(carol, 'hers, too');
  await t.throwsAsync(add(), { code: 'RESOURCE_EXHAUSTED' }, 'carol takes part in two chats');
});

test('one request names as many accounts as it may', async (t) => {
  const { alice, chat } = await withGroup({ participantsPerRequestMax: 1 });
  await t.throwsAsync(create(alice, 'two', 'bob', 'carol'), { code: 'INVALID_ARGUMENT' });
  for (const accounts of [[], ['carol', 'alice']]) {
    await t.throwsAsync(alice.call('addParticipants', { chat, accounts, withHistory: false }), {
      code: 'INVALID_ARGUMENT',
    });
  }
});

test('others put an account into so many groups, and the rest of its chats is for itself', async (t) => {
  const { alice, bob, carol } = await withGroup({ chatsPerAccountMax: 4, groupsPerAccountMax: 2 });
  await create(alice, 'two', 'bob');
  await t.throwsAsync(create(alice, 'three', 'bob'), { code: 'RESOURCE_EXHAUSTED' });
  const own = await create(carol, 'hers');
  const add = () => carol.call('addParticipants', { chat: own.chat, accounts: ['bob'], withHistory: false });
  await t.throwsAsync(add(), { code: 'RESOURCE_EXHAUSTED' });
  const { chat } = await carol.send('bob', 'hello');
  t.truthy(chat);
  const his = await create(bob, 'his own');
  await bob.call('leaveChat', { chat: his.chat });
  await t.throwsAsync(add(), { code: 'RESOURCE_EXHAUSTED' }, 'still two groups of others');
});

test('all groups together have as many participants as they may, with those that they remember', async (t) => {
  const { fixture, alice, bob, carol, chat } = await withGroup({ participantsMax: 4 });
  const add = (name: string) => alice.call('addParticipants', { chat, accounts: [name], withHistory: false });
  await t.throwsAsync(create(alice, 'two', 'bob', 'carol'), { code: 'RESOURCE_EXHAUSTED' });
  const own = await create(carol, 'hers');
  t.is(fixture.state.groupParticipants, 3);
  await add('carol');
  await carol.call('leaveChat', { chat });
  t.is(fixture.state.groupParticipants, 4);
  await t.throwsAsync(create(bob, 'his'), { code: 'RESOURCE_EXHAUSTED' });
  await add('carol');
  t.is(fixture.state.groupParticipants, 4, 'whoever comes back had been remembered');
  await alice.send('carol', 'direct chats do not count');
  await carol.call('leaveChat', { chat: own.chat });
  t.is(fixture.state.groupParticipants, 3);
  await create(bob, 'his');
  await carol.call('deleteAccount', { password });
  t.is(fixture.state.groupParticipants, 3);
});

test('a title of a single emoji, mark or digit is one', async (t) => {
  const { alice } = await withGroup();
  for (const title of ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u2764\ufe0f', '?', '7', '\u0d05', '\u05d0']) {
    await t.notThrowsAsync(create(alice, title), title);
  }
});

test('a list of chats, and what is told of a change, name as many accounts as the bound says', async (t) => {
  const { alice, chat } = await withGroup({ chatNamesMax: 1 });
  const listening = listen(alice, 'chats');
  await alice.call('removeParticipant', { chat, account: 'bob' });
  await alice.call('addParticipants', { chat, accounts: ['carol', 'bob'], withHistory: false });
  const { chats } = await alice.call('listChats', { pageSize: 0, pageToken: '' });
  t.deepEqual(
    chats.map(({ others, participants }) => [others, participants]),
    [['carol', 3]],
  );
  t.deepEqual(
    listening.told('chatChanged').map(({ accounts, participants }) => [accounts, participants]),
    [
      [['bob'], 1],
      [['carol'], 3],
    ],
  );
});
