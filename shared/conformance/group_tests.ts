/** Groups, the same over every transport: made, written to, renamed and listed. */

import test from 'ava';
import { bodies, inboxBodies, nameOf, newGroup, participantsOf, say } from './conversations.ts';
import type { SharedServer, TestAccount, Transport } from './transport.ts';

export function groupTests({ name: on }: Transport, server: SharedServer): void {
  const three = (): Promise<readonly [TestAccount, TestAccount, TestAccount]> =>
    Promise.all([server().account(), server().account(), server().account()]);

  test.serial(`${on}: what is said in a group is in the inbox of all who take part, in one order`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob, cid);
    await say(ann, chat, 'from ann');
    await say(bob, chat, 'from bob');
    await say(cid, chat, 'from cid');
    for (const account of [ann, bob, cid]) {
      t.deepEqual(await inboxBodies(account), ['from ann', 'from bob', 'from cid']);
      t.deepEqual(await bodies(account, chat), ['from ann', 'from bob', 'from cid']);
    }
  });

  test.serial(`${on}: who creates a group owns it, and the others are members in the order named`, async (t) => {
    const [ann, bob, cid] = await three();
    const request = { title: 'Re\u0301union', participants: [cid.name, bob.name] };
    const { chat, position, timeMs } = await ann.client.ask('createChat', request);
    t.is(timeMs, server().environment.now());
    t.deepEqual(await participantsOf(bob, chat), [`${ann.name} owner`, `${cid.name} member`, `${bob.name} member`]);
    const { chats } = await bob.client.ask('listChats');
    t.deepEqual(chats, [
      {
        chat,
        kind: 'group',
        title: 'R\u00e9union',
        lastPosition: position,
        unread: 0,
        role: 'member',
        participants: 3,
        others: `${ann.name} ${cid.name}`,
        readPosition: position,
        createdMs: timeMs,
      },
    ]);
  });

  test.serial(`${on}: a group may begin with its owner alone`, async (t) => {
    const ann = await server().account();
    const chat = await newGroup(ann);
    await say(ann, chat, 'a note to myself');
    t.deepEqual(await inboxBodies(ann), ['a note to myself']);
  });

  test.serial(`${on}: a group with somebody unknown is not made`, async (t) => {
    const [ann, bob] = await three();
    const request = { title: 'a group', participants: [bob.name, 'nobody-has-this'] };
    t.is(await ann.client.refused('createChat', request), 'NOT_FOUND');
    t.deepEqual((await ann.client.ask('listChats')).chats, []);
    t.deepEqual((await bob.client.ask('listChats')).chats, []);
  });

  test.serial(`${on}: a key holds for a group as for an account`, async (t) => {
    const [ann, bob, cid] = await three();
    const [chat, other] = [await newGroup(ann, bob), await newGroup(ann, cid)];
    const send = { body: 'once', key: 'key' };
    const first = await ann.client.ask('send', { ...send, chat });
    t.deepEqual(await ann.client.ask('send', { ...send, chat }), first);
    t.is(await ann.client.refused('send', { ...send, chat: other }), 'KEY_REUSED');
    t.is(await ann.client.refused('send', { ...send, to: bob.name }), 'KEY_REUSED');
    t.deepEqual(await inboxBodies(bob), ['once']);
  });

  test.serial(`${on}: a direct chat can be written to by its id, too`, async (t) => {
    const [ann, bob] = await three();
    const { chat } = await ann.client.send(bob.name, 'by name');
    t.is((await bob.client.ask('send', { chat, body: 'by id' })).chat, chat);
    t.deepEqual(await inboxBodies(ann), ['by name', 'by id']);
    const { chats } = await ann.client.ask('listChats');
    t.like(chats[0], { chat, kind: 'direct', title: '', others: bob.name, participants: 2 });
  });

  test.serial(`${on}: a message goes to an account or to a chat, not to both`, async (t) => {
    const [ann, bob] = await three();
    const chat = await newGroup(ann, bob);
    t.is(await ann.client.refused('send', { to: bob.name, chat, body: 'hello' }), 'INVALID_ARGUMENT');
    t.deepEqual(await inboxBodies(bob), []);
  });

  test.serial(`${on}: only an owner renames a group`, async (t) => {
    const [ann, bob, cid] = await three();
    const chat = await newGroup(ann, bob);
    const { position } = await ann.client.ask('renameChat', { chat, title: 'renamed' });
    t.true(position > 0);
    t.is((await bob.client.ask('listChats')).chats[0]?.title, 'renamed');
    t.is(await bob.client.refused('renameChat', { chat, title: 'mine' }), 'PERMISSION_DENIED');
    t.is(await cid.client.refused('renameChat', { chat, title: 'mine' }), 'NOT_FOUND');
    for (const title of ['', 'x'.repeat(101), 'line\n', 'bidi \u202e']) {
      t.is(await ann.client.refused('renameChat', { chat, title }), 'INVALID_ARGUMENT', JSON.stringify(title));
    }
    t.is((await ann.client.ask('listChats')).chats[0]?.title, 'renamed');
  });

  test.serial(`${on}: chats are listed by their newest message, and pages hold each once`, async (t) => {
    const [ann, bob] = await three();
    const chats: string[] = [];
    for (let index = 0; index < 5; index += 1) chats.push(await newGroup(ann, bob));
    const [first = ''] = chats;
    await say(bob, first, 'this one now is the newest');
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await ann.client.ask('listChats', { pageSize: 2, pageToken });
      t.true(page.chats.length <= 2);
      seen.push(...page.chats.map(({ chat }) => chat));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    t.deepEqual(seen, [first, ...chats.slice(1).reverse()]);
  });

  test.serial(`${on}: unread is what others said since one last read, and not what one said oneself`, async (t) => {
    const [ann, bob] = await three();
    const { ledgerId } = server();
    const chat = await newGroup(ann, bob);
    const first = await say(ann, chat, '1');
    const second = await say(ann, chat, '2');
    await say(bob, chat, 'mine');
    const unread = async (account: TestAccount): Promise<readonly number[]> =>
      (await account.client.ask('listChats')).chats.map((row) => row.unread);
    t.deepEqual([await unread(ann), await unread(bob)], [[1], [2]]);
    await bob.client.ask('markRead', { chat, position: first, ledgerId });
    t.deepEqual(await unread(bob), [1]);
    await bob.client.ask('markRead', { chat, position: second, ledgerId });
    t.deepEqual([await unread(ann), await unread(bob)], [[1], [0]]);
    t.is((await bob.client.ask('listChats')).chats[0]?.readPosition, second);
  });

  test.serial(
    `${on}: of a chat with many the names of ten others are shown, in the order of their joining`,
    async (t) => {
      const accounts = await Promise.all(Array.from({ length: 12 }, () => server().account()));
      const [ann] = accounts;
      if (ann === undefined) throw new Error('there are twelve');
      await newGroup(ann, ...accounts.slice(1));
      const row = (await ann.client.ask('listChats')).chats[0];
      t.is(row?.participants, 12);
      t.is(row?.others, accounts.slice(1, 11).map(nameOf).join(' '));
    },
  );

  test.serial(`${on}: those who listen for chats are told of a new title, and no one else`, async (t) => {
    const [ann, bob] = await three();
    const chat = await newGroup(ann, bob);
    const [listening, deaf] = [bob.client.listen('chats'), bob.client.listen('typing')];
    await say(ann, chat, 'both are there');
    await Promise.all([listening.received(1), deaf.received(1)]);
    const { position } = await ann.client.ask('renameChat', { chat, title: 'renamed' });
    const told = await listening.told('chatChanged', ({ change }) => change === 'renamed');
    const expected = {
      chat,
      kind: 'group',
      title: 'renamed',
      change: 'renamed',
      position,
      accounts: [],
      participants: 2,
    };
    t.deepEqual(told, expected);
    await say(ann, chat, 'what was before this has been told');
    await deaf.received(2);
    t.deepEqual(deaf.signals, []);
  });
}
