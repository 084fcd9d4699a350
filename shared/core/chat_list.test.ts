/** The list of one's chats and of their participants, by pages. */

import test from 'ava';
import fc from 'fast-check';
import type { Chat, Participant } from '../contract/contract.generated.ts';
import { type Caller, CoreFixture } from '../testing/core_fixture.ts';

async function chatsOf(caller: Caller, pageSize = 0): Promise<readonly Chat[]> {
  const chats: Chat[] = [];
  let pageToken = '';
  do {
    const page = await caller.call('listChats', { pageSize, pageToken });
    chats.push(...page.chats);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return chats;
}

async function participantsOf(caller: Caller, chat: string, pageSize: number): Promise<readonly Participant[]> {
  const participants: Participant[] = [];
  let pageToken = '';
  do {
    const page = await caller.call('listParticipants', { chat, pageSize, pageToken });
    participants.push(...page.participants);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return participants;
}

test('a chat in the list says who is in it, how far it is, and what is unread of others', async (t) => {
  const fixture = new CoreFixture();
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const { chat, position, timeMs } = await alice.call('createChat', { title: 'one', participants: ['bob'] });
  await alice.write(chat, 'a');
  await bob.write(chat, 'b');
  const last = await alice.write(chat, 'c');
  const seen = { chat, kind: 'group', title: 'one', lastPosition: last.position, participants: 2, createdMs: timeMs };
  t.deepEqual(await chatsOf(alice), [{ ...seen, unread: 1, role: 'owner', others: 'bob', readPosition: position }]);
  t.deepEqual(await chatsOf(bob), [{ ...seen, unread: 2, role: 'member', others: 'alice', readPosition: position }]);
});

test('what came before the joining is not unread, and neither is more than is counted', async (t) => {
  const fixture = new CoreFixture({ limits: { unreadCountMax: 2 } });
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const { chat } = await alice.call('createChat', { title: 'one', participants: [] });
  await alice.write(chat, 'before');
  await alice.call('addParticipants', { chat, accounts: ['bob'], withHistory: true });
  t.is((await chatsOf(bob))[0]?.unread, 0);
  for (const body of ['a', 'b', 'c']) await alice.write(chat, body);
  t.is((await chatsOf(bob))[0]?.unread, 2);
});

test('pages of any size list each chat once, the one with the newest message first', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const made: string[] = [];
  for (let number = 0; number < 12; number += 1) {
    const { chat } = await alice.call('createChat', { title: `${number}`, participants: [] });
    made.push(chat);
  }
  const newest = made[3] ?? '';
  await alice.write(newest, 'hello');
  const expected = [newest, ...made.toReversed().filter((chat) => chat !== newest)];
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 14 }), async (pageSize) => {
      const listed = await chatsOf(alice, pageSize);
      t.deepEqual(
        listed.map(({ chat }) => chat),
        expected,
      );
    }),
    { numRuns: 20 },
  );
});

test('of many others the first ten are named', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const names = Array.from({ length: 12 }, (_, number) => `other${number}`);
  for (const name of names) await fixture.create(name);
  await alice.call('createChat', { title: 'many', participants: names });
  t.is((await chatsOf(alice))[0]?.others, names.slice(0, 10).join(' '));
});

test('a token that came with no page is refused', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const { chat } = await alice.call('createChat', { title: 'one', participants: [] });
  for (const pageToken of ['x', '-1', '1.', '1e3']) {
    await t.throwsAsync(alice.call('listChats', { pageSize: 0, pageToken }), { code: 'INVALID_ARGUMENT' });
    await t.throwsAsync(alice.call('listParticipants', { chat, pageSize: 0, pageToken }), { code: 'INVALID_ARGUMENT' });
  }
});

test('pages of any size list each participant once, in the order of joining', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const names = Array.from({ length: 7 }, (_, number) => `other${9 - number}`);
  for (const name of names) await fixture.create(name);
  const { chat } = await alice.call('createChat', { title: 'many', participants: names.slice(0, 3) });
  await alice.call('addParticipants', { chat, accounts: names.slice(3), withHistory: false });
  for (let pageSize = 1; pageSize < 10; pageSize += 1) {
    const listed = await participantsOf(alice, chat, pageSize);
    t.deepEqual(
      listed.map(({ name }) => name),
      ['alice', ...names],
    );
  }
});

test('whoever goes between two pages takes nobody along', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  for (const name of ['bob', 'carol', 'dave']) await fixture.create(name);
  const { chat } = await alice.call('createChat', { title: 'four', participants: ['bob', 'carol', 'dave'] });
  const first = await alice.call('listParticipants', { chat, pageSize: 2, pageToken: '' });
  await alice.call('removeParticipant', { chat, account: 'bob' });
  const second = await alice.call('listParticipants', { chat, pageSize: 4, pageToken: first.nextPageToken });
  const told = new Set([...first.participants, ...second.participants].map(({ name }) => name));
  t.deepEqual([...told].sort(), ['alice', 'bob', 'carol', 'dave']);
});
