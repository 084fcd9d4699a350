/** Signal `chats`: what is told of a chat, and to whom. */

import test from 'ava';
import { CoreFixture, password, settled } from '../../testing/core_fixture.ts';
import { listen, newGroup } from '../../testing/listen.ts';

async function fourAccounts(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob, cid, dan] = [
    await fixture.create('ann'),
    await fixture.create('bob'),
    await fixture.create('cid'),
    await fixture.create('dan'),
  ];
  return { fixture, ann, bob, cid, dan };
}

test('participants are told of each change of a chat, with its position and what is true after it', async (t) => {
  const { fixture, ann, bob, cid } = await fourAccounts();
  const [listening, stranger] = [listen(bob, 'chats'), listen(await fixture.create('eve'), 'chats')];
  const { chat, position } = await ann.call('createChat', { title: 'a group', participants: ['bob'] });
  const group = { chat, kind: 'group', title: 'a group', participants: 2 };
  t.deepEqual(listening.told('chatChanged'), [{ ...group, change: 'created', position, accounts: [] }]);
  const renamed = await ann.call('renameChat', { chat, title: 'ours' });
  const ours = { ...group, title: 'ours' };
  t.deepEqual(listening.told('chatChanged'), [{ ...ours, change: 'renamed', ...renamed, accounts: [] }]);
  const added = await ann.call('addParticipants', { chat, accounts: ['cid', 'dan'], withHistory: false });
  const accounts = ['cid', 'dan'];
  t.deepEqual(listening.told('chatChanged'), [{ ...ours, change: 'added', ...added, accounts, participants: 4 }]);
  await ann.call('setRole', { chat, account: 'cid', role: 'owner' });
  t.like(listening.told('chatChanged'), [{ change: 'role', accounts: ['cid'], participants: 4 }]);
  await cid.call('removeParticipant', { chat, account: 'dan' });
  t.like(listening.told('chatChanged'), [{ change: 'removed', accounts: ['dan'], participants: 3 }]);
  await cid.call('leaveChat', { chat });
  t.like(listening.told('chatChanged'), [{ change: 'left', accounts: ['cid'], participants: 2 }]);
  await ann.call('deleteAccount', { password });
  await settled();
  t.like(listening.told('chatChanged').at(-1), { change: 'left', accounts: ['ann'], participants: 1 });
  t.deepEqual(stranger.signals, []);
  fixture.requireNoFaults();
});

test('a direct chat that its first message makes is told to both', async (t) => {
  const { ann, bob } = await fourAccounts();
  const told = [listen(ann, 'chats'), listen(bob, 'chats')];
  const { chat, position } = await ann.send('bob', 'hello');
  for (const each of told) {
    t.like(each.told('chatChanged'), [{ chat, kind: 'direct', title: '', change: 'created', position: position - 1 }]);
  }
});

test('whoever is removed, or leaves, is told of that, and then nothing more', async (t) => {
  const { ann, bob, cid } = await fourAccounts();
  const chat = await newGroup(ann, bob, cid);
  const [removed, left] = [listen(bob, 'chats'), listen(cid, 'chats')];
  await ann.call('removeParticipant', { chat, account: 'bob' });
  await cid.call('leaveChat', { chat });
  await ann.call('renameChat', { chat, title: 'without them' });
  t.deepEqual(
    removed.told('chatChanged').map(({ change }) => change),
    ['removed'],
  );
  t.deepEqual(
    left.told('chatChanged').map(({ change }) => change),
    ['removed', 'left'],
  );
});

test('in a chat of more than the bound only those are told whom a change concerns', async (t) => {
  const { ann, bob, cid, dan } = await fourAccounts({ signalParticipantsMax: 2 });
  const [bystander, concerned] = [listen(bob, 'chats'), listen(dan, 'chats')];
  const chat = await newGroup(ann, bob, cid);
  t.like(bystander.told('chatChanged'), [{ change: 'created' }], 'a chat that is new concerns all');
  await ann.call('addParticipants', { chat, accounts: ['dan'], withHistory: false });
  await ann.call('renameChat', { chat, title: 'many' });
  await ann.call('removeParticipant', { chat, account: 'dan' });
  t.deepEqual(bystander.told('chatChanged'), []);
  t.deepEqual(
    concerned.told('chatChanged').map(({ change }) => change),
    ['added', 'removed'],
  );
});

test('a ticket that is closed closes its chat', async (t) => {
  const { fixture, ann } = await fourAccounts();
  const listening = listen(ann, 'chats');
  const { chat } = await ann.call('openTicket', { subject: 'help' });
  t.like(listening.told('chatChanged'), [{ chat, kind: 'desk', title: 'help', change: 'created' }]);
  await ann.call('closeTicket', { chat });
  t.like(listening.told('chatChanged'), [{ chat, change: 'closed', position: fixture.state.position }]);
});

test('whoever asked for other signals, or none, is told of no change', async (t) => {
  const { ann, bob } = await fourAccounts();
  const deaf = [listen(bob), listen(bob, 'receipts', 'presence', 'typing', 'tickets')];
  const chat = await newGroup(ann, bob);
  await ann.call('renameChat', { chat, title: 'ours' });
  t.deepEqual(
    deaf.flatMap(({ signals }) => signals),
    [],
  );
});
