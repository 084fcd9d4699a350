/** The desk, the same over every transport: a queue of tickets, each of which one operator gets. Each test has its own. */

import test from 'ava';
import { defaultLimits } from '../contract/limits.ts';
import { bodies, inboxBodies, participantsOf, say } from './conversations.ts';
import { startTestServer, type TestAccount, type TestServer, type Transport } from './transport.ts';

export function deskTests(transport: Transport): void {
  const on = transport.name;

  /** Runs with a desk of its own, which is closed whatever happens. */
  async function withDesk(run: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startTestServer(transport);
    try {
      await run(server);
    } finally {
      await server.stop();
    }
  }

  const open = async ({ client }: TestAccount, subject = 'help'): Promise<string> =>
    (await client.ask('openTicket', { subject })).chat;
  const queueOf = async ({ client }: TestAccount): Promise<readonly string[]> =>
    (await client.ask('listTickets')).tickets.map(({ state, user, operator, place }) =>
      [state, user, operator, place].join(' '),
    );

  test.serial(`${on}: the ticket that has waited longest is next`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      const { chat, place, position } = await ann.client.ask('openTicket', { subject: 'the printer' });
      t.is(place, 1);
      t.true(position > 0);
      const openedMs = server.environment.now();
      server.environment.advance(1_000);
      t.is((await bob.client.ask('openTicket', { subject: 'the phone' })).place, 2);
      server.environment.advance(2_000);
      t.deepEqual(await eve.client.ask('nextTicket'), {
        chat,
        user: ann.name,
        subject: 'the printer',
        openedMs,
        waitingMs: 3_000,
        queued: 1,
      });
      t.like(await eve.client.ask('nextTicket'), { user: bob.name, waitingMs: 2_000, queued: 0 });
      t.is(await eve.client.refused('nextTicket'), 'NOT_FOUND');
    }),
  );

  test.serial(`${on}: user and operator chat, and the operator can read what was written before it came`, (t) =>
    withDesk(async (server) => {
      const [ann, eve] = await Promise.all([server.account(), server.account('operator')]);
      const chat = await open(ann, 'the printer');
      await say(ann, chat, 'it is on fire');
      await eve.client.ask('nextTicket');
      await say(eve, chat, 'get out');
      t.deepEqual(await bodies(eve, chat), ['it is on fire', 'get out']);
      t.deepEqual(await inboxBodies(ann), ['it is on fire', 'get out']);
      t.deepEqual(await inboxBodies(eve), ['get out']);
      t.deepEqual(await participantsOf(ann, chat), [`${ann.name} member`, `${eve.name} member`]);
      const { chats } = await ann.client.ask('listChats');
      t.like(chats[0], { chat, kind: 'desk', title: 'the printer', others: eve.name });
    }),
  );

  test.serial(`${on}: however many operators ask at once, each ticket is given to one`, (t) =>
    withDesk(async (server) => {
      const users = await Promise.all(Array.from({ length: 5 }, () => server.account()));
      const operators = await Promise.all(Array.from({ length: 8 }, () => server.account('operator')));
      const opened = await Promise.all(users.map((user) => open(user)));
      const asked = await Promise.allSettled(operators.map(({ client }) => client.ask('nextTicket')));
      const given = asked.flatMap((result) => (result.status === 'fulfilled' ? [result.value.chat] : []));
      t.deepEqual([...given].sort(), [...opened].sort());
      for (const result of asked) if (result.status === 'rejected') t.is(result.reason.code, 'NOT_FOUND');
    }),
  );

  test.serial(`${on}: the desk is for operators and admins, and a ticket for its own`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      const [dan, root] = await Promise.all([server.account('operator'), server.account('admin')]);
      const chat = await open(ann);
      await say(ann, chat, 'hello');
      t.is(await bob.client.refused('nextTicket'), 'PERMISSION_DENIED');
      t.is(await bob.client.refused('closeTicket', { chat }), 'NOT_FOUND');
      t.is(await bob.client.refused('transferTicket', { chat, to: '' }), 'NOT_FOUND');
      t.is(await bob.client.refused('history', { chat }), 'NOT_FOUND');
      t.is(await bob.client.refused('send', { chat, body: 'me too' }), 'NOT_FOUND');
      await eve.client.ask('nextTicket');
      t.is(await ann.client.refused('transferTicket', { chat, to: dan.name }), 'PERMISSION_DENIED');
      t.is(await dan.client.refused('transferTicket', { chat, to: dan.name }), 'PERMISSION_DENIED');
      t.is(await dan.client.refused('closeTicket', { chat }), 'PERMISSION_DENIED');
      t.deepEqual(await bodies(dan, chat), ['hello'], 'operators may read any desk chat');
      t.is(await dan.client.refused('send', { chat, body: 'and me' }), 'NOT_FOUND');
      await root.client.ask('transferTicket', { chat, to: dan.name });
      await root.client.ask('closeTicket', { chat });
    }),
  );

  test.serial(`${on}: tickets are listed with their places: all for operators, one's own for others`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      await open(ann);
      const second = await open(bob, 'the phone');
      await open(ann);
      await eve.client.ask('nextTicket');
      server.environment.advance(5_000);
      const all = [`queued ${bob.name}  1`, `queued ${ann.name}  2`, `assigned ${ann.name} ${eve.name} 0`];
      t.deepEqual(await queueOf(eve), all);
      t.deepEqual(await queueOf(ann), all.slice(1));
      const { tickets, queued } = await bob.client.ask('listTickets');
      const openedMs = server.environment.now() - 5_000;
      const ticket = { chat: second, state: 'queued', user: bob.name, subject: 'the phone', operator: '', place: 1 };
      t.deepEqual(tickets, [{ ...ticket, openedMs, waitingMs: 5_000 }]);
      t.is(queued, 2);
      const seen: string[] = [];
      let pageToken = '';
      do {
        const page = await eve.client.ask('listTickets', { pageSize: 1, pageToken });
        seen.push(...page.tickets.map(({ state, user }) => `${state} ${user}`));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      t.deepEqual(seen, [`queued ${bob.name}`, `queued ${ann.name}`, `assigned ${ann.name}`]);
    }),
  );

  test.serial(`${on}: a ticket goes to another operator with all that was said, and leaves the first`, (t) =>
    withDesk(async (server) => {
      const [ann, eve, dan] = await Promise.all([
        server.account(),
        server.account('operator'),
        server.account('admin'),
      ]);
      const chat = await open(ann);
      await say(ann, chat, 'hello');
      await eve.client.ask('nextTicket');
      await say(eve, chat, 'one moment');
      t.is(await eve.client.refused('transferTicket', { chat, to: ann.name }), 'FAILED_PRECONDITION');
      t.is(await eve.client.refused('transferTicket', { chat, to: 'nobody-has-this' }), 'NOT_FOUND');
      t.deepEqual(await eve.client.ask('transferTicket', { chat, to: dan.name }), {});
      t.deepEqual(await participantsOf(ann, chat), [`${ann.name} member`, `${dan.name} member`]);
      t.deepEqual(await bodies(dan, chat), ['hello', 'one moment']);
      t.is(await eve.client.refused('send', { chat, body: 'still here' }), 'NOT_FOUND');
      await say(dan, chat, 'I have it');
      t.deepEqual(await inboxBodies(dan), ['I have it']);
    }),
  );

  test.serial(`${on}: a ticket that is given back is next`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      const chat = await open(ann);
      await open(bob);
      await eve.client.ask('nextTicket');
      await eve.client.ask('transferTicket', { chat, to: '' });
      t.deepEqual(await queueOf(eve), [`queued ${ann.name}  1`, `queued ${bob.name}  2`]);
      t.is((await eve.client.ask('nextTicket')).chat, chat);
    }),
  );

  test.serial(`${on}: a ticket that is closed can be read, and written to by nobody`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      const [chat, waiting] = [await open(ann), await open(bob)];
      await eve.client.ask('nextTicket');
      await say(eve, chat, 'done');
      t.deepEqual(await eve.client.ask('closeTicket', { chat }), {});
      t.deepEqual(await bodies(ann, chat), ['done']);
      t.deepEqual(await bodies(eve, chat), ['done']);
      t.is(await ann.client.refused('send', { chat, body: 'thanks' }), 'FAILED_PRECONDITION');
      t.is(await ann.client.refused('closeTicket', { chat }), 'FAILED_PRECONDITION');
      await bob.client.ask('closeTicket', { chat: waiting });
      t.deepEqual(await queueOf(eve), []);
      t.is(await eve.client.refused('nextTicket'), 'NOT_FOUND');
    }),
  );

  test.serial(`${on}: what is for groups is refused in a desk chat, and what is for tickets elsewhere`, (t) =>
    withDesk(async (server) => {
      const [ann, bob] = await Promise.all([server.account(), server.account()]);
      const chat = await open(ann);
      const forGroups = [
        ['renameChat', { chat, title: 'mine' }],
        ['addParticipants', { chat, accounts: [bob.name] }],
        ['leaveChat', { chat }],
      ] as const;
      for (const [name, request] of forGroups)
        t.is(await ann.client.refused(name, request), 'FAILED_PRECONDITION', name);
      const direct = (await ann.client.send(bob.name, 'hello')).chat;
      t.is(await ann.client.refused('closeTicket', { chat: direct }), 'FAILED_PRECONDITION');
    }),
  );

  test.serial(`${on}: the tickets of an operator who stays away go back to the head of the queue`, (t) =>
    withDesk(async (server) => {
      const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
      const dan = await server.account('operator');
      const [chat] = [await open(ann), await open(bob)];
      await eve.client.ask('nextTicket');
      const { operatorGoneMs, operatorSweepMs, heartbeatMs } = defaultLimits;
      // In steps, so that no connection falls silent; dan does something meanwhile, eve does not.
      for (let passedMs = 0; passedMs <= operatorGoneMs + operatorSweepMs; passedMs += heartbeatMs) {
        server.environment.advance(heartbeatMs);
        for (const { client } of [ann, bob, dan]) await client.ask('acknowledge');
      }
      const back = [`queued ${ann.name}  1`, `queued ${bob.name}  2`];
      while ((await queueOf(dan)).length !== 2 || !(await queueOf(dan)).every((row) => row.startsWith('queued')));
      t.deepEqual(await queueOf(dan), back);
      t.is((await dan.client.ask('nextTicket')).chat, chat);
    }),
  );

  test.serial(`${on}: an operator who is no longer one, or is gone, has no tickets any more`, (t) =>
    withDesk(async (server) => {
      const [ann, eve, dan] = await Promise.all([
        server.account(),
        server.account('operator'),
        server.account('operator'),
      ]);
      const root = await server.account('admin');
      const chat = await open(ann);
      await eve.client.ask('nextTicket');
      t.deepEqual(await root.client.ask('setAccountRole', { name: eve.name, role: 'user' }), {});
      t.deepEqual(await queueOf(dan), [`queued ${ann.name}  1`]);
      t.is(await eve.client.refused('history', { chat }), 'NOT_FOUND');
      await dan.client.ask('nextTicket');
      await dan.client.ask('deleteAccount', { password: dan.password });
      t.deepEqual(await queueOf(root), [`queued ${ann.name}  1`]);
      await ann.client.ask('deleteAccount', { password: ann.password });
      t.deepEqual(await queueOf(root), []);
    }),
  );

  test.serial(`${on}: roles are given by admins alone`, (t) =>
    withDesk(async (server) => {
      const [ann, eve, root] = await Promise.all([
        server.account(),
        server.account('operator'),
        server.account('admin'),
      ]);
      const toAnn = { name: ann.name, role: 'operator' };
      t.is(await ann.client.refused('setAccountRole', toAnn), 'PERMISSION_DENIED');
      t.is(await eve.client.refused('setAccountRole', toAnn), 'PERMISSION_DENIED');
      t.is(await root.client.refused('setAccountRole', { name: ann.name, role: 'king' }), 'INVALID_ARGUMENT');
      t.is(await root.client.refused('setAccountRole', { name: 'nobody-has-this', role: 'user' }), 'NOT_FOUND');
      await root.client.ask('setAccountRole', toAnn);
      const { accounts } = await root.client.ask('listAccounts', { pattern: `^${ann.name}$` });
      t.is(accounts[0]?.role, 'operator');
      const { role } = await ann.client.call('login', { name: ann.name, password: ann.password });
      t.is(role, 'operator');
      t.is(await ann.client.refused('nextTicket'), 'NOT_FOUND');
    }),
  );

  test.serial(
    `${on}: a user who listens for tickets is told of the place in the queue, the operator, and the end`,
    (t) =>
      withDesk(async (server) => {
        const [ann, bob, eve] = await Promise.all([server.account(), server.account(), server.account('operator')]);
        const [first, chat] = [await open(ann), await open(bob, 'the phone')];
        const openedMs = server.environment.now();
        const [listening, deaf] = [bob.client.listen('tickets'), bob.client.listen('chats')];
        const operators = eve.client.listen('tickets');
        await say(bob, chat, 'hello');
        await eve.client.send(bob.name, 'hello');
        await Promise.all([listening.received(2), deaf.received(2), operators.received(1)]);
        await eve.client.ask('nextTicket');
        server.environment.advance(defaultLimits.ticketDebounceMs);
        const ticket = { chat, user: bob.name, subject: 'the phone', openedMs };
        const queued = await listening.told('ticket', ({ place }) => place === 1);
        t.deepEqual(queued, { ...ticket, state: 'queued', operator: '', place: 1 });
        await operators.told('ticket', (told) => told.chat === first && told.state === 'assigned');
        await eve.client.ask('nextTicket');
        server.environment.advance(defaultLimits.ticketDebounceMs);
        const assigned = await listening.told('ticket', ({ state }) => state === 'assigned');
        t.deepEqual(assigned, { ...ticket, state: 'assigned', operator: eve.name, place: 0 });
        await eve.client.ask('closeTicket', { chat });
        server.environment.advance(defaultLimits.ticketDebounceMs);
        await listening.told('ticket', ({ state }) => state === 'closed');
        t.deepEqual(
          listening.signalled('ticket').filter((told) => told.chat === first),
          [],
        );
        await eve.client.send(bob.name, 'what was before this has been told');
        await deaf.received(3);
        t.deepEqual(deaf.signalled('ticket'), []);
      }),
  );
}
