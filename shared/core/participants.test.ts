/** Who may let whom into a group, out of it, and make an owner of it; what becomes of it when owners go. */

import test from 'ava';
import { type Caller, CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';

interface Group {
  readonly fixture: CoreFixture;
  readonly alice: Caller;
  readonly bob: Caller;
  readonly carol: Caller;
  readonly dave: Caller;
  readonly chat: string;
}

/** Alice owns a group with Bob and Carol; Dave is outside. */
async function withGroup(limits: object = {}): Promise<Group> {
  const fixture = new CoreFixture({ limits });
  const create = (name: string): Promise<Caller> => fixture.create(name);
  const [alice, bob] = [await create('alice'), await create('bob')];
  const [carol, dave] = [await create('carol'), await create('dave')];
  const { chat } = await alice.call('createChat', { title: 'one', participants: ['bob', 'carol'] });
  return { fixture, alice, bob, carol, dave, chat };
}

async function roles(caller: Caller, chat: string): Promise<readonly string[]> {
  const { participants } = await caller.call('listParticipants', { chat, pageSize: 0, pageToken: '' });
  return participants.map(({ name, role }) => `${name} ${role}`);
}

async function bodies(caller: Caller, chat: string): Promise<readonly string[]> {
  const { messages } = await caller.call('history', { chat, before: 0, limit: 0, ledgerId: '', after: undefined });
  return messages.map(({ body }) => body);
}

const add = (caller: Caller, chat: string, withHistory: boolean, ...accounts: string[]) =>
  caller.call('addParticipants', { chat, accounts, withHistory });
const remove = (caller: Caller, chat: string, account: string) => caller.call('removeParticipant', { chat, account });
const setRole = (caller: Caller, chat: string, account: string, role: string) =>
  caller.call('setRole', { chat, account, role });

test('who is added without the history reads what comes after, and who is added with it everything', async (t) => {
  const { fixture, alice, dave, chat } = await withGroup();
  const erin = await fixture.create('erin');
  await alice.write(chat, 'before');
  await add(alice, chat, false, 'dave');
  await add(alice, chat, true, 'erin');
  await alice.write(chat, 'after');
  t.deepEqual(await bodies(dave, chat), ['after']);
  t.deepEqual(await bodies(erin, chat), ['before', 'after']);
  for (const caller of [dave, erin]) {
    const { messages } = await caller.call('fetch', { after: 0, limit: 0, ledgerId: '' });
    t.deepEqual(
      messages.map(({ body }) => body),
      ['after'],
      'the inbox begins with the joining',
    );
  }
});

test('who has gone reads nothing, and reads again what it could read before when it is added again', async (t) => {
  const { alice, bob, chat } = await withGroup();
  await alice.write(chat, 'one');
  await bob.call('leaveChat', { chat });
  await alice.write(chat, 'two');
  await t.throwsAsync(bodies(bob, chat), { code: 'NOT_FOUND' });
  await t.throwsAsync(bob.write(chat, 'from outside'), { code: 'NOT_FOUND' });
  await add(alice, chat, false, 'bob');
  await alice.write(chat, 'three');
  t.deepEqual(await bodies(bob, chat), ['one', 'three']);
  await remove(alice, chat, 'bob');
  await add(alice, chat, true, 'bob');
  t.deepEqual(await bodies(bob, chat), ['one', 'two', 'three']);
});

test('of many times of taking part the oldest are forgotten', async (t) => {
  const { alice, bob, chat } = await withGroup({ spansPerParticipantMax: 2 });
  for (const body of ['one', 'two', 'three']) {
    await alice.write(chat, body);
    await bob.call('leaveChat', { chat });
    await alice.write(chat, 'unseen');
    await add(alice, chat, false, 'bob');
  }
  t.deepEqual(await bodies(bob, chat), ['two', 'three']);
});

test('a live subscriber gets what comes between its joining and its removal', async (t) => {
  const { alice, dave, chat } = await withGroup();
  const subscriber = new GatheringSubscriber();
  dave.subscribe(subscriber);
  await alice.write(chat, 'before');
  await add(alice, chat, true, 'dave');
  await alice.write(chat, 'in between');
  await remove(alice, chat, 'dave');
  await alice.write(chat, 'after');
  t.deepEqual(subscriber.bodies, ['in between']);
});

test('of several accounts nobody is added where one takes part already, or does not exist', async (t) => {
  const { alice, chat } = await withGroup();
  await t.throwsAsync(add(alice, chat, false, 'dave', 'bob'), { code: 'FAILED_PRECONDITION' });
  await t.throwsAsync(add(alice, chat, false, 'dave', 'nobody'), { code: 'NOT_FOUND' });
  t.is((await roles(alice, chat)).length, 3);
  await add(alice, chat, false, 'dave', 'dave');
  t.deepEqual(await roles(alice, chat), ['alice owner', 'bob member', 'carol member', 'dave member']);
});

test('only owners let in, send away and give roles, and outside of the group nobody is told that it exists', async (t) => {
  const { bob, dave, chat } = await withGroup();
  for (const [caller, code] of [
    [bob, 'PERMISSION_DENIED'],
    [dave, 'NOT_FOUND'],
  ] as const) {
    await t.throwsAsync(add(caller, chat, false, 'dave'), { code });
    await t.throwsAsync(remove(caller, chat, 'carol'), { code });
    await t.throwsAsync(setRole(caller, chat, 'carol', 'owner'), { code });
  }
  await t.throwsAsync(dave.call('leaveChat', { chat }), { code: 'NOT_FOUND' });
});

test('a direct chat is of two, for ever', async (t) => {
  const { alice } = await withGroup();
  const { chat } = await alice.send('bob', 'hello');
  const code = 'FAILED_PRECONDITION';
  await t.throwsAsync(add(alice, chat, false, 'dave'), { code });
  await t.throwsAsync(remove(alice, chat, 'bob'), { code });
  await t.throwsAsync(setRole(alice, chat, 'bob', 'owner'), { code });
  await t.throwsAsync(alice.call('leaveChat', { chat }), { code });
});

test('an owner sends another owner away, but not itself, and nobody who takes no part', async (t) => {
  const { alice, bob, chat } = await withGroup();
  await setRole(alice, chat, 'bob', 'owner');
  await remove(bob, chat, 'alice');
  t.deepEqual(await roles(bob, chat), ['bob owner', 'carol member']);
  await t.throwsAsync(remove(bob, chat, 'bob'), { code: 'INVALID_ARGUMENT' });
  for (const account of ['dave', 'nobody']) {
    await t.throwsAsync(remove(bob, chat, account), { code: 'NOT_FOUND' });
    await t.throwsAsync(setRole(bob, chat, account, 'owner'), { code: 'NOT_FOUND' });
  }
});

test('the only owner stays one; of two, one can become a member; and a role that is none is refused', async (t) => {
  const { fixture, alice, chat } = await withGroup();
  await t.throwsAsync(setRole(alice, chat, 'alice', 'member'), { code: 'FAILED_PRECONDITION' });
  await t.throwsAsync(setRole(alice, chat, 'bob', 'admin'), { code: 'INVALID_ARGUMENT' });
  const { position } = fixture.state;
  await setRole(alice, chat, 'alice', 'owner');
  t.is(fixture.state.position, position, 'what is so already is not written');
  await setRole(alice, chat, 'bob', 'owner');
  await setRole(alice, chat, 'alice', 'member');
  t.deepEqual(await roles(alice, chat), ['alice member', 'bob owner', 'carol member']);
});

test('the last owner who leaves passes the role on to whoever joined first of those who stay', async (t) => {
  const { alice, bob, carol, chat } = await withGroup();
  const { position } = await alice.call('leaveChat', { chat });
  t.deepEqual(await roles(bob, chat), ['bob owner', 'carol member']);
  await add(bob, chat, false, 'alice');
  await bob.call('leaveChat', { chat });
  t.deepEqual(await roles(carol, chat), ['carol owner', 'alice member']);
  await bob.send('carol', 'hello');
  t.true(position > 0);
});

test('an owner who leaves others behind that own the group changes no role', async (t) => {
  const { alice, carol, chat } = await withGroup();
  await setRole(alice, chat, 'carol', 'owner');
  await alice.call('leaveChat', { chat });
  t.deepEqual(await roles(carol, chat), ['bob member', 'carol owner']);
});

test('a group that everybody has left is gone', async (t) => {
  const { fixture, alice, bob, carol, chat } = await withGroup();
  for (const caller of [alice, bob, carol]) await caller.call('leaveChat', { chat });
  t.is(fixture.state.chats.size, 0);
  for (const { formerChats } of fixture.state.accounts.values()) t.is(formerChats.size, 0);
});

test('a deleted account passes its groups on, and takes no part in them any more', async (t) => {
  const { fixture, alice, bob, carol, chat } = await withGroup();
  const { chat: left } = await alice.call('createChat', { title: 'two', participants: ['bob'] });
  await bob.call('leaveChat', { chat: left });
  await alice.call('deleteAccount', { password });
  t.deepEqual(await roles(carol, chat), ['bob owner', 'carol member']);
  t.deepEqual([...fixture.state.chats.keys()].map(String), [chat], 'a group without anybody is gone');
  const again = await fixture.create('alice');
  await t.throwsAsync(bodies(again, chat), { code: 'NOT_FOUND' }, 'another account of that name is another one');
});

test('who is being deleted is let in nowhere, and changes nothing', async (t) => {
  const { fixture, alice, dave, chat } = await withGroup();
  const tablet = await fixture.login('dave');
  const subscriber = new GatheringSubscriber(1);
  const subscription = dave.subscribe(subscriber);
  await alice.send('dave', 'this one waits until it is taken');
  const deleted = dave.call('deleteAccount', { password });
  await settled();
  await t.throwsAsync(add(alice, chat, false, 'dave'), { code: 'NOT_FOUND' });
  await t.throwsAsync(tablet.call('createChat', { title: 'x', participants: [] }), { code: 'UNAUTHENTICATED' });
  subscriber.makeRoom();
  subscription.resume();
  await deleted;
  t.is(subscriber.end?.code, 'ACCOUNT_DELETED');
});

test('nobody gives away more of the history than it may read itself', async (t) => {
  const { fixture, alice, bob, dave, chat } = await withGroup();
  const erin = await fixture.create('erin');
  await alice.write(chat, 'one');
  await bob.call('leaveChat', { chat });
  await alice.write(chat, 'two');
  await add(alice, chat, false, 'dave', 'bob');
  await alice.write(chat, 'three');
  await setRole(alice, chat, 'dave', 'owner');
  await setRole(alice, chat, 'bob', 'owner');
  await add(dave, chat, true, 'erin');
  t.deepEqual(await bodies(erin, chat), ['three']);
  await remove(alice, chat, 'erin');
  await add(bob, chat, true, 'erin');
  t.deepEqual(await bodies(erin, chat), ['one', 'three']);
  await remove(alice, chat, 'erin');
  await add(alice, chat, true, 'erin');
  t.deepEqual(await bodies(erin, chat), ['one', 'two', 'three']);
  t.deepEqual(await bodies(dave, chat), ['three']);
});
