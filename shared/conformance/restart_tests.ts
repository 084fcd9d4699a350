/** What of conversations lives through a restart, over each ledger that keeps anything. */

import test from 'ava';
import { bodies, inboxBodies, newGroup, participantsOf, say } from './conversations.ts';
import { startTestServer, type TestAccount, type TestServer, type Transport } from './transport.ts';

export function restartTests(transport: Transport): void {
  const on = transport.name;
  // Over a ledger that keeps nothing there is nothing to see.
  if (transport.openLedger === undefined) return;

  async function withRestart(
    before: (
      server: TestServer,
      accounts: readonly [TestAccount, TestAccount, TestAccount],
    ) => Promise<() => Promise<void>>,
  ): Promise<void> {
    const server = await startTestServer(transport);
    try {
      const accounts = [await server.account(), await server.account('operator'), await server.account()] as const;
      const after = await before(server, accounts);
      await server.restart();
      await after();
    } finally {
      await server.stop();
    }
  }

  /** The account on a channel to the server as it is now. */
  const again = async (server: TestServer, account: TestAccount): Promise<TestAccount> => ({
    ...account,
    client: await server.open({ token: account.token }),
  });

  test.serial(`${on}: groups, roles, what each may read and what each has read live through a restart`, (t) =>
    withRestart(async (server, [ann, bob, cid]) => {
      const { ledgerId } = server;
      const chat = await newGroup(ann, bob);
      await say(ann, chat, 'one needle');
      await ann.client.ask('setRole', { chat, account: bob.name, role: 'owner' });
      await ann.client.ask('renameChat', { chat, title: 'renamed' });
      await bob.client.ask('leaveChat', { chat });
      await say(ann, chat, 'missed needle');
      await ann.client.ask('addParticipants', { chat, accounts: [cid.name], withHistory: true });
      await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
      const read = await say(ann, chat, 'two needles');
      await say(cid, chat, 'three');
      await ann.client.ask('setPresence', { hidden: true });
      await bob.client.ask('acknowledge', { position: read, ledgerId });
      await bob.client.ask('markRead', { chat, position: read, ledgerId });
      const look = async (accounts: readonly TestAccount[]): Promise<unknown> => {
        const seen: unknown[] = [];
        for (const account of accounts) {
          seen.push(await bodies(account, chat), await inboxBodies(account), await participantsOf(account, chat));
          seen.push(
            await account.client.ask('listChats'),
            await account.client.ask('searchMessages', { query: 'needle' }),
          );
        }
        seen.push(await accounts[0]?.client.ask('getReceipts', { chat, position: read, ledgerId }));
        return seen;
      };
      const expected = await look([ann, bob, cid]);
      return async () => {
        const accounts = [await again(server, ann), await again(server, bob), await again(server, cid)];
        t.deepEqual(await look(accounts), expected);
        const [, second] = accounts;
        if (second === undefined) throw new Error('there are three');
        t.deepEqual(await bodies(second, chat), ['one needle', 'two needles', 'three']);
        t.is((await second.client.ask('listChats')).chats[0]?.unread, 1);
      };
    }),
  );

  test.serial(`${on}: who left before a restart is remembered when it comes back`, (t) =>
    withRestart(async (server, [ann, bob]) => {
      const chat = await newGroup(ann, bob);
      await say(ann, chat, 'seen');
      await bob.client.ask('leaveChat', { chat });
      await say(ann, chat, 'missed');
      return async () => {
        const [owner, former] = [await again(server, ann), await again(server, bob)];
        t.is(await former.client.refused('history', { chat }), 'NOT_FOUND');
        await owner.client.ask('addParticipants', { chat, accounts: [bob.name] });
        t.deepEqual(await bodies(former, chat), ['seen']);
      };
    }),
  );

  test.serial(`${on}: tickets keep their operators, their places and their time through a restart`, (t) =>
    withRestart(async (server, [ann, eve, cid]) => {
      const open = async ({ client }: TestAccount): Promise<string> => {
        server.environment.advance(1_000);
        return (await client.ask('openTicket', { subject: 'help' })).chat;
      };
      const opened = [await open(ann), await open(cid), await open(ann)] as const;
      await eve.client.ask('nextTicket');
      await eve.client.ask('nextTicket');
      await eve.client.ask('transferTicket', { chat: opened[1], to: '' });
      const expected = await eve.client.ask('listTickets');
      t.deepEqual(
        expected.tickets.map(({ chat }) => chat),
        [opened[1], opened[2], opened[0]],
      );
      return async () => {
        const operator = await again(server, eve);
        t.deepEqual(await operator.client.ask('listTickets'), expected);
        t.is((await operator.client.ask('nextTicket')).chat, opened[1]);
        await say(operator, opened[0], 'still yours');
        t.deepEqual(await inboxBodies(await again(server, ann)), ['still yours']);
      };
    }),
  );
}
