/** Who takes part in a group, the same over every transport: added, removed, leaving, and with which role. */

import test from 'ava';
import { bodies, inboxBodies, newGroup, participantsOf, say } from './conversations.ts';
import type { SharedServer, TestAccount, Transport } from './transport.ts';

export function participantTests({ name: on }: Transport, server: SharedServer): void {
  const three = (): Promise<readonly [TestAccount, TestAccount, TestAccount]> =>
    Promise.all([server().account(), server().account(), server().account()]);

  test.serial(`${on}: who is added sees what comes after the joining, and nothing of before`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, 'before');
    const { position } = await ann.client.ask('addParticipants', { chat, accounts: [cid.name] });
    const after = await say(ann, chat, 'after');
    t.true(position < after);
    t.deepEqual(await inboxBodies(cid), ['after']);
    t.deepEqual(await bodies(cid, chat), ['after']);
    t.deepEqual(await bodies(bob, chat), ['before', 'after']);
    const { participants } = await cid.client.ask('listParticipants', { chat });
    t.like(participants[2], { name: cid.name, role: 'member', joinedPosition: position });
  });

  test.serial(`${on}: who is added with the history can read it, but has only what is new in the inbox`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, 'before');
    await ann.client.ask('addParticipants', { chat, accounts: [cid.name], withHistory: true });
    await say(bob, chat, 'after');
    t.deepEqual(await bodies(cid, chat), ['before', 'after']);
    t.deepEqual(await inboxBodies(cid), ['after']);
  });

  test.serial(`${on}: a subscriber is handed messages of a group from its joining to its removal`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    const subscription = cid.client.listen('chats');
    // Proves that the subscription is there.
    await ann.client.send(cid.name, 'direct');
    await subscription.received(1);
    await say(ann, chat, 'too early');
    await ann.client.ask('addParticipants', { chat, accounts: [cid.name] });
    await say(bob, chat, 'in time');
    await subscription.received(2);
    await ann.client.ask('removeParticipant', { chat, account: cid.name });
    await say(ann, chat, 'too late');
    await ann.client.send(cid.name, 'direct again');
    await subscription.received(3);
    t.deepEqual(subscription.bodies, ['direct', 'in time', 'direct again']);
    const changes = subscription.signalled('chatChanged').filter((changed) => changed.chat === chat);
    t.deepEqual(
      changes.map(({ change, accounts }) => [change, ...accounts]),
      [
        ['added', cid.name],
        ['removed', cid.name],
      ],
    );
  });

  test.serial(`${on}: who was removed or has left can neither read nor write`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob, cid);
    await say(ann, chat, 'seen');
    await ann.client.ask('removeParticipant', { chat, account: bob.name });
    await cid.client.ask('leaveChat', { chat });
    for (const account of [bob, cid]) {
      t.is(await account.client.refused('send', { chat, body: 'still here' }), 'NOT_FOUND');
      t.is(await account.client.refused('history', { chat }), 'NOT_FOUND');
      t.is(await account.client.refused('leaveChat', { chat }), 'NOT_FOUND');
      t.deepEqual(await inboxBodies(account), []);
      t.deepEqual((await account.client.ask('listChats')).chats, []);
    }
    t.deepEqual(await participantsOf(ann, chat), [`${ann.name} owner`]);
  });

  test.serial(
    `${on}: who is added again reads what it could read before, and what comes, but not what was between`,
    async (t) => {
      const [ann, bob] = await three();
      const chat = await newGroup(ann, bob);
      await say(ann, chat, 'seen');
      await bob.client.ask('leaveChat', { chat });
      await say(ann, chat, 'missed');
      await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
      await say(ann, chat, 'seen again');
      t.deepEqual(await bodies(bob, chat), ['seen', 'seen again']);
      t.deepEqual(await inboxBodies(bob), ['seen again']);
      await ann.client.ask('removeParticipant', { chat, account: bob.name });
      await ann.client.ask('addParticipants', { chat, accounts: [bob.name], withHistory: true });
      t.deepEqual(await bodies(bob, chat), ['seen', 'missed', 'seen again']);
    },
  );

  test.serial(`${on}: nobody is added where one of them takes part already, or is unknown`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    const add = (accounts: readonly string[]): Promise<string> =>
      ann.client.refused('addParticipants', { chat, accounts });
    t.is(await add([cid.name, bob.name]), 'FAILED_PRECONDITION');
    t.is(await add([cid.name, ann.name]), 'FAILED_PRECONDITION');
    t.is(await add([cid.name, 'nobody-has-this']), 'NOT_FOUND');
    t.is(await add([]), 'INVALID_ARGUMENT');
    t.deepEqual(await participantsOf(ann, chat), [`${ann.name} owner`, `${bob.name} member`]);
  });

  test.serial(`${on}: what is for owners is refused to members, and unknown to all others`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    const forOwners = [
      ['renameChat', { chat, title: 'mine' }],
      ['addParticipants', { chat, accounts: [cid.name] }],
      ['removeParticipant', { chat, account: ann.name }],
      ['setRole', { chat, account: bob.name, role: 'owner' }],
    ] as const;
    for (const [name, request] of forOwners) {
      t.is(await bob.client.refused(name, request), 'PERMISSION_DENIED', name);
      t.is(await cid.client.refused(name, request), 'NOT_FOUND', name);
    }
    t.is(await cid.client.refused('listParticipants', { chat }), 'NOT_FOUND');
    t.deepEqual(await participantsOf(ann, chat), [`${ann.name} owner`, `${bob.name} member`]);
  });

  test.serial(`${on}: an owner makes others owners, who may do the same, and may remove it`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob, cid);
    t.deepEqual(await ann.client.ask('setRole', { chat, account: bob.name, role: 'owner' }), {});
    await bob.client.ask('setRole', { chat, account: ann.name, role: 'member' });
    t.is(await ann.client.refused('renameChat', { chat, title: 'mine' }), 'PERMISSION_DENIED');
    await bob.client.ask('setRole', { chat, account: cid.name, role: 'owner' });
    await cid.client.ask('removeParticipant', { chat, account: bob.name });
    t.deepEqual(await participantsOf(cid, chat), [`${ann.name} member`, `${cid.name} owner`]);
  });

  test.serial(`${on}: a group keeps an owner`, async (t) => {
    const [ann, bob] = await three();
    const chat = await newGroup(ann, bob);
    t.is(await ann.client.refused('setRole', { chat, account: ann.name, role: 'member' }), 'FAILED_PRECONDITION');
    t.is(await ann.client.refused('setRole', { chat, account: ann.name, role: 'king' }), 'INVALID_ARGUMENT');
    t.is(await ann.client.refused('setRole', { chat, account: 'nobody-has-this', role: 'owner' }), 'NOT_FOUND');
    t.is(await ann.client.refused('removeParticipant', { chat, account: ann.name }), 'INVALID_ARGUMENT');
    t.is(await ann.client.refused('removeParticipant', { chat, account: 'nobody-has-this' }), 'NOT_FOUND');
    t.deepEqual(await participantsOf(ann, chat), [`${ann.name} owner`, `${bob.name} member`]);
  });

  test.serial(`${on}: the last owner who leaves, or is deleted, is followed by who joined first`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob, cid);
    const subscription = cid.client.listen('chats');
    await say(ann, chat, 'the subscription is there');
    await subscription.received(1);
    await ann.client.ask('leaveChat', { chat });
    t.deepEqual(await participantsOf(cid, chat), [`${bob.name} owner`, `${cid.name} member`]);
    const left = await subscription.told('chatChanged', ({ change }) => change === 'left');
    t.deepEqual(left.accounts, [ann.name]);
    const role = await subscription.told('chatChanged', ({ change }) => change === 'role');
    t.deepEqual(role.accounts, [bob.name]);
    await bob.client.ask('deleteAccount', { password: bob.password });
    t.deepEqual(await participantsOf(cid, chat), [`${cid.name} owner`]);
    await cid.client.ask('leaveChat', { chat });
    t.deepEqual((await cid.client.ask('listChats')).chats, []);
  });

  test.serial(
    `${on}: of two last owners who leave at once, the one behind leaves a group with another owner`,
    async (t) => {
      const [ann, bob, cid] = await three();
      const chat = await newGroup(ann, bob, cid);
      await ann.client.ask('setRole', { chat, account: bob.name, role: 'owner' });
      await Promise.all([ann.client.ask('leaveChat', { chat }), bob.client.ask('leaveChat', { chat })]);
      t.deepEqual(await participantsOf(cid, chat), [`${cid.name} owner`]);
    },
  );

  test.serial(`${on}: participants are listed in the order of their joining, and pages hold each once`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, cid);
    await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await bob.client.ask('listParticipants', { chat, pageSize: 1, pageToken });
      t.true(page.participants.length <= 1);
      seen.push(...page.participants.map(({ name }) => name));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    t.deepEqual(seen, [ann.name, cid.name, bob.name]);
  });

  test.serial(`${on}: a direct chat has no owner, no title, and those two in it`, async (t) => {
    const [ann, bob, cid] = await three();
    const { chat } = await ann.client.send(bob.name, 'hello');
    const forGroups = [
      ['renameChat', { chat, title: 'mine' }],
      ['addParticipants', { chat, accounts: [cid.name] }],
      ['removeParticipant', { chat, account: bob.name }],
      ['leaveChat', { chat }],
      ['setRole', { chat, account: bob.name, role: 'owner' }],
    ] as const;
    for (const [name, request] of forGroups) t.is(await ann.client.refused(name, request), 'FAILED_PRECONDITION', name);
    t.deepEqual(await participantsOf(ann, chat), [`${ann.name} member`, `${bob.name} member`]);
  });
}
