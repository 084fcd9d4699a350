/** The bounds of conversations as a client meets them, the same over every transport: each test has small ones. */

import test from 'ava';
import type { Limits } from '../contract/limits.ts';
import { bodies, newGroup, participantsOf, say } from './conversations.ts';
import { startTestServer, type TestServer, type Transport } from './transport.ts';

export function conversationLimitTests(transport: Transport): void {
  const on = transport.name;

  /** Runs with a server of its own, which is stopped whatever happens. */
  async function withLimits(limits: Partial<Limits>, run: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startTestServer(transport, { limits });
    try {
      await run(server);
    } finally {
      await server.stop();
    }
  }

  test.serial(`${on}: a chat takes as many participants as its limit says`, (t) =>
    withLimits({ participantsPerChatMax: 2 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      const title = 'a group';
      const participants = [bob.name, cid.name];
      t.is(await ann.client.refused('createChat', { title, participants }), 'RESOURCE_EXHAUSTED');
      const chat = await newGroup(ann, bob);
      t.is(await ann.client.refused('addParticipants', { chat, accounts: [cid.name] }), 'RESOURCE_EXHAUSTED');
      await ann.client.ask('removeParticipant', { chat, account: bob.name });
      await ann.client.ask('addParticipants', { chat, accounts: [cid.name] });
      t.is((await participantsOf(cid, chat)).length, 2);
    }),
  );

  test.serial(`${on}: one request puts as many into a chat as its limit says`, (t) =>
    withLimits({ participantsPerRequestMax: 1 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      const both = [bob.name, cid.name];
      t.is(await ann.client.refused('createChat', { title: 'a group', participants: both }), 'INVALID_ARGUMENT');
      const chat = await newGroup(ann);
      t.is(await ann.client.refused('addParticipants', { chat, accounts: both }), 'INVALID_ARGUMENT');
      for (const name of both) await ann.client.ask('addParticipants', { chat, accounts: [name] });
      t.is((await participantsOf(cid, chat)).length, 3);
    }),
  );

  test.serial(`${on}: nobody is put into more chats than an account may take part in`, (t) =>
    withLimits({ chatsPerAccountMax: 1 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      await newGroup(bob);
      const chat = await newGroup(ann);
      t.is(await ann.client.refused('createChat', { title: 'another' }), 'RESOURCE_EXHAUSTED');
      t.is(await cid.client.refused('createChat', { title: 'mine', participants: [bob.name] }), 'RESOURCE_EXHAUSTED');
      t.is(await ann.client.refused('addParticipants', { chat, accounts: [bob.name] }), 'RESOURCE_EXHAUSTED');
      t.is(await bob.client.refused('openTicket', { subject: 'help' }), 'RESOURCE_EXHAUSTED');
      await ann.client.ask('leaveChat', { chat });
      await newGroup(ann);
    }),
  );

  test.serial(`${on}: unread messages are counted up to a bound`, (t) =>
    withLimits({ unreadCountMax: 3 }, async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const chat = await newGroup(ann, bob);
      const unread: number[] = [];
      for (const body of ['1', '2', '3', '4']) {
        await say(ann, chat, body);
        unread.push((await bob.client.ask('listChats')).chats[0]?.unread ?? -1);
      }
      t.deepEqual(unread, [1, 2, 3, 3]);
    }),
  );

  test.serial(`${on}: of somebody who came and went often the newest times of taking part are remembered`, (t) =>
    withLimits({ spansPerParticipantMax: 2 }, async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const chat = await newGroup(ann);
      for (const body of ['1', '2', '3']) {
        await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
        await say(ann, chat, body);
        await ann.client.ask('removeParticipant', { chat, account: bob.name });
      }
      await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
      t.deepEqual(await bodies(bob, chat), ['2', '3']);
    }),
  );

  test.serial(`${on}: of those who left a chat as many are remembered as its limit says`, (t) =>
    withLimits({ formerParticipantsPerChatMax: 1 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      const chat = await newGroup(ann, bob, cid);
      await say(ann, chat, 'seen');
      for (const { client } of [bob, cid]) await client.ask('leaveChat', { chat });
      await ann.client.ask('addParticipants', { chat, accounts: [bob.name, cid.name] });
      t.deepEqual([await bodies(bob, chat), await bodies(cid, chat)], [[], ['seen']]);
    }),
  );

  test.serial(`${on}: an account has as many open tickets, and the queue as many waiting, as their limits say`, (t) =>
    withLimits({ ticketsPerAccountMax: 1, ticketQueueMax: 2 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      const subject = 'help';
      const { chat } = await ann.client.ask('openTicket', { subject });
      t.is(await ann.client.refused('openTicket', { subject }), 'RESOURCE_EXHAUSTED');
      await bob.client.ask('openTicket', { subject });
      t.is(await cid.client.refused('openTicket', { subject }), 'RESOURCE_EXHAUSTED');
      await ann.client.ask('closeTicket', { chat });
      t.is((await cid.client.ask('openTicket', { subject })).place, 2);
    }),
  );

  test.serial(`${on}: in a large chat changes are told to those whom they name, and typing to nobody`, (t) =>
    withLimits({ signalParticipantsMax: 2 }, async (server) => {
      const [ann, bob, cid] = await Promise.all([server.account(), server.account(), server.account()]);
      const chat = await newGroup(ann, bob, cid);
      const [listening, named] = [bob.client.listen('chats', 'typing'), cid.client.listen('chats', 'typing')];
      await say(ann, chat, 'both are there');
      await Promise.all([listening.received(1), named.received(1)]);
      await ann.client.ask('setTyping', { chat, typing: true });
      await ann.client.ask('renameChat', { chat, title: 'renamed' });
      await ann.client.ask('setRole', { chat, account: cid.name, role: 'owner' });
      await say(ann, chat, 'what was before this has been told');
      await Promise.all([listening.received(2), named.received(2)]);
      t.deepEqual(
        named.signalled('chatChanged').map(({ change }) => change),
        ['role'],
      );
      t.deepEqual([...listening.signals, ...named.signalled('typing')], []);
    }),
  );

  test.serial(`${on}: one page of a search looks at so many messages, and the next goes on from there`, (t) =>
    withLimits({ searchLookedAtMax: 3 }, async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const chat = await newGroup(ann, bob);
      await say(ann, chat, 'needle');
      for (let index = 0; index < 10; index += 1) await say(ann, chat, `hay ${index}`);
      const found: string[] = [];
      let before = 0;
      do {
        const request = { query: 'needle', before, ledgerId: server.ledgerId };
        const page = await bob.client.ask('searchMessages', request);
        found.push(...page.findings.map(({ snippet }) => snippet));
        before = page.nextBefore;
      } while (before !== 0);
      t.deepEqual(found, ['needle']);
    }),
  );

  test.serial(`${on}: titles and subjects may be as long as their limit says, in characters`, (t) =>
    withLimits({ titleCharactersMax: 3 }, async (server) => {
      const ann = await server.account();
      const { chat } = await ann.client.ask('createChat', { title: '\u{1d4b3}'.repeat(3) });
      t.is(await ann.client.refused('createChat', { title: 'four' }), 'INVALID_ARGUMENT');
      t.is(await ann.client.refused('renameChat', { chat, title: 'four' }), 'INVALID_ARGUMENT');
      t.is(await ann.client.refused('openTicket', { subject: 'four' }), 'INVALID_ARGUMENT');
    }),
  );
}
