/** The desk as its users, its operators and admins find it. */

import test, { type ExecutionContext } from 'ava';
import type { ErrorCode } from '../contract/contract.generated.ts';
import { type Caller, CoreFixture, type FixtureOptions, password } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

interface Desk {
  readonly fixture: CoreFixture;
  readonly user: Caller;
  readonly other: Caller;
  /** Operators. */
  readonly olga: Caller;
  readonly otto: Caller;
  readonly admin: Caller;
}

async function desk(options: FixtureOptions = {}): Promise<Desk> {
  return withDesk(new CoreFixture(options));
}

async function withDesk(fixture: CoreFixture): Promise<Desk> {
  const [user, other] = [await fixture.create('user'), await fixture.create('other')];
  const [olga, otto, admin] = [
    await fixture.create('olga'),
    await fixture.create('otto'),
    await fixture.create('admin'),
  ];
  for (const name of ['olga', 'otto']) await fixture.core.grantRole(name, 'operator');
  await fixture.core.grantRole('admin', 'admin');
  return { fixture, user, other, olga, otto, admin };
}

const open = (caller: Caller, subject: string) => caller.call('openTicket', { subject });
const next = (caller: Caller) => caller.call('nextTicket', {});
const transfer = (caller: Caller, chat: string, to = '') => caller.call('transferTicket', { chat, to });
const close = (caller: Caller, chat: string) => caller.call('closeTicket', { chat });
const list = (caller: Caller, pageSize = 0, pageToken = '') => caller.call('listTickets', { pageSize, pageToken });

async function history(caller: Caller, chat: string): Promise<readonly string[]> {
  const request = { chat, before: 0, limit: 0, ledgerId: '', after: undefined };
  return (await caller.call('history', request)).messages.map(({ body }) => body);
}

/** The subjects of what waits, the head first. */
async function queue(caller: Caller): Promise<readonly string[]> {
  return (await list(caller)).tickets.filter(({ state }) => state === 'queued').map(({ subject }) => subject);
}

async function refused(t: ExecutionContext, code: ErrorCode, asked: Promise<unknown>): Promise<void> {
  await t.throwsAsync(asked, { code, name: 'ChatError' });
}

test('a ticket waits, is written to, taken, answered and closed; its chat can be read ever after', async (t) => {
  const { fixture, user, olga } = await desk();
  const { chat, place, position } = await open(user, 'my printer');
  t.is(place, 1);
  t.is(position, fixture.state.position);
  await user.write(chat, 'it is on fire');
  fixture.environment.advance(5_000);
  const taken = await next(olga);
  t.like(taken, { chat, user: 'user', subject: 'my printer', waitingMs: 5_000, queued: 0 });
  t.deepEqual(await history(olga, chat), ['it is on fire'], 'what was written while the ticket waited');
  const subscriber = new GatheringSubscriber();
  user.subscribe(subscriber);
  await olga.write(chat, 'pour water over it');
  t.deepEqual(subscriber.bodies, ['it is on fire', 'pour water over it']);
  await close(user, chat);
  await refused(t, 'FAILED_PRECONDITION', user.write(chat, 'still burning'));
  await refused(t, 'FAILED_PRECONDITION', close(user, chat));
  t.deepEqual(await history(user, chat), ['it is on fire', 'pour water over it']);
  t.deepEqual(await list(olga), { tickets: [], nextPageToken: '', queued: 0 });
});

test('tickets are taken in the order of their opening, each by one operator, until none waits', async (t) => {
  const { user, other, olga, otto } = await desk();
  await open(user, 'one');
  await open(other, 'two');
  await open(user, 'three');
  const taken = await Promise.all([next(olga), next(otto), next(olga)]);
  t.deepEqual(
    taken.map(({ subject, queued }) => [subject, queued]),
    [
      ['one', 2],
      ['two', 1],
      ['three', 0],
    ],
  );
  await refused(t, 'NOT_FOUND', next(otto));
});

test('only operators and admins take tickets, and nobody takes its own', async (t) => {
  const { user, olga, otto, admin } = await desk();
  await open(user, 'of a user');
  await refused(t, 'PERMISSION_DENIED', next(user));
  t.is((await next(admin)).subject, 'of a user');
  await open(olga, 'of an operator');
  await refused(t, 'NOT_FOUND', next(olga));
  t.is((await next(otto)).subject, 'of an operator');
});

test('a ticket that is handed over changes its operator: the one before writes no more, the new one reads all', async (t) => {
  const { user, olga, otto } = await desk();
  const { chat } = await open(user, 'help');
  await user.write(chat, 'before');
  await next(olga);
  await olga.write(chat, 'meanwhile');
  await transfer(olga, chat, 'otto');
  await refused(t, 'NOT_FOUND', olga.write(chat, 'me again'));
  t.deepEqual(await history(otto, chat), ['before', 'meanwhile']);
  await otto.write(chat, 'after');
  await transfer(otto, chat, 'olga');
  t.deepEqual(await history(olga, chat), ['before', 'meanwhile', 'after'], 'also of what came while it was away');
});

test('a ticket that is given back is next, whatever waits, and the newest of those that are given back last', async (t) => {
  const { fixture, user, other, olga, otto } = await desk();
  for (const subject of ['one', 'two', 'three']) {
    await open(user, subject);
    fixture.environment.advance(1_000);
  }
  await open(other, 'four');
  const [one, two] = [await next(olga), await next(otto)];
  await transfer(otto, two.chat);
  t.deepEqual(await queue(olga), ['two', 'three', 'four']);
  await transfer(olga, one.chat);
  t.deepEqual(await queue(olga), ['one', 'two', 'three', 'four']);
  for (const _ of ['one', 'two', 'three']) await next(olga);
  await fixture.core.grantRole('olga', 'user');
  t.deepEqual(await queue(otto), ['one', 'two', 'three', 'four'], 'several at once keep their order');
  await refused(
    t,
    'PERMISSION_DENIED',
    list(olga).then(() => next(olga)),
  );
});

test('who may hand a ticket over, and to whom', async (t) => {
  const { user, other, olga, otto, admin } = await desk();
  const { chat } = await open(user, 'help');
  await refused(t, 'NOT_FOUND', transfer(other, chat, 'otto'));
  await refused(t, 'NOT_FOUND', transfer(olga, 'ffff', 'otto'));
  await refused(t, 'PERMISSION_DENIED', transfer(user, chat, 'otto'));
  await refused(t, 'PERMISSION_DENIED', transfer(olga, chat, 'olga'));
  await refused(t, 'FAILED_PRECONDITION', transfer(admin, chat));
  await transfer(admin, chat, 'olga');
  await refused(t, 'PERMISSION_DENIED', transfer(otto, chat, 'otto'));
  await refused(t, 'INVALID_ARGUMENT', transfer(olga, chat, 'olga'));
  await refused(t, 'FAILED_PRECONDITION', transfer(olga, chat, 'other'));
  await refused(t, 'NOT_FOUND', transfer(olga, chat, 'nobody'));
  const { chat: direct } = await olga.send('otto', 'hello');
  await refused(t, 'FAILED_PRECONDITION', transfer(olga, direct, 'otto'));
  await refused(t, 'NOT_FOUND', transfer(admin, direct, 'otto'));
  const own = await open(otto, 'of an operator');
  await refused(t, 'FAILED_PRECONDITION', transfer(admin, own.chat, 'otto'));
});

test('who may close a ticket', async (t) => {
  const { user, other, olga, otto, admin } = await desk();
  const tickets = [await open(user, 'one'), await open(user, 'two'), await open(user, 'three')];
  const [one = '', two = '', three = ''] = tickets.map(({ chat }) => chat);
  await refused(t, 'NOT_FOUND', close(other, one));
  await refused(t, 'PERMISSION_DENIED', close(olga, one));
  await close(user, one);
  t.is((await next(olga)).chat, two);
  await refused(t, 'PERMISSION_DENIED', close(otto, two));
  await close(olga, two);
  t.false((await olga.call('listChats', { pageSize: 0, pageToken: '' })).chats.some(({ chat }) => chat === two));
  await close(admin, three);
});

test('a ticket takes a subject, and an account and the queue only so many of them', async (t) => {
  const { user, other, olga } = await desk({ limits: { ticketsPerAccountMax: 2, ticketQueueMax: 3 } });
  await refused(t, 'INVALID_ARGUMENT', open(user, ''));
  await refused(t, 'INVALID_ARGUMENT', open(user, 'x'.repeat(101)));
  const { chat } = await open(user, 'one');
  await open(user, 'two');
  await refused(t, 'RESOURCE_EXHAUSTED', open(user, 'three'));
  await open(other, 'three');
  await refused(t, 'RESOURCE_EXHAUSTED', open(other, 'four'));
  await next(olga);
  t.is((await open(other, 'four')).place, 3);
  await refused(t, 'RESOURCE_EXHAUSTED', open(user, 'also while an operator has one of them'));
  await close(user, chat);
  await next(olga);
  t.is((await open(user, 'five')).place, 3);
});

test('an operator has as many tickets as an account may have chats', async (t) => {
  const { user, other, olga, admin } = await desk({ limits: { chatsPerAccountMax: 2 } });
  const { chat } = await open(user, 'one');
  await open(user, 'two');
  await refused(t, 'RESOURCE_EXHAUSTED', open(user, 'three'));
  await olga.send('otto', 'hello');
  await next(olga);
  await refused(t, 'RESOURCE_EXHAUSTED', next(olga));
  await next(admin);
  await transfer(olga, chat, 'otto');
  const { chat: another } = await open(other, 'two');
  await refused(t, 'RESOURCE_EXHAUSTED', transfer(admin, another, 'otto'));
});

test('operators list all open tickets page by page, users their own, with place and waiting time', async (t) => {
  const { fixture, user, other, olga, admin } = await desk();
  const chats: string[] = [];
  for (const [index, caller] of [user, other, user, other, user].entries()) {
    chats.push((await open(caller, `ticket ${index}`)).chat);
    fixture.environment.advance(1_000);
  }
  await next(olga);
  await next(admin);
  fixture.environment.advance(1_000);
  const all = await list(olga);
  t.deepEqual(
    all.tickets.map(({ subject, state, operator, place, waitingMs }) => [subject, state, operator, place, waitingMs]),
    [
      ['ticket 2', 'queued', '', 1, 4_000],
      ['ticket 3', 'queued', '', 2, 3_000],
      ['ticket 4', 'queued', '', 3, 2_000],
      ['ticket 0', 'assigned', 'olga', 0, 5_000],
      ['ticket 1', 'assigned', 'admin', 0, 4_000],
    ],
  );
  t.is(all.queued, 3);
  t.deepEqual(
    (await list(other)).tickets.map(({ subject, place }) => [subject, place]),
    [
      ['ticket 3', 2],
      ['ticket 1', 0],
    ],
  );
  const seen: string[] = [];
  for (let token = '', pages = 0; pages === 0 || token !== ''; pages += 1) {
    const page = await list(olga, 2, token);
    seen.push(...page.tickets.map(({ chat }) => chat));
    // What a page ended with may be gone before the next one.
    if (pages === 0) await close(admin, seen[1] ?? '');
    token = page.nextPageToken;
  }
  t.deepEqual(
    seen,
    [2, 3, 4, 0, 1].map((index) => chats[index]),
  );
  await refused(t, 'INVALID_ARGUMENT', list(olga, 0, 'nonsense'));
  await refused(t, 'INVALID_ARGUMENT', list(olga, 101));
});

test('operators read the history of any desk chat, also of one that is closed; others of their own alone', async (t) => {
  const { user, other, olga, admin } = await desk();
  const { chat } = await open(user, 'help');
  await user.write(chat, 'hello?');
  for (const caller of [user, olga, admin]) t.deepEqual(await history(caller, chat), ['hello?']);
  await refused(t, 'NOT_FOUND', history(other, chat));
  await close(user, chat);
  for (const caller of [user, olga, admin]) t.deepEqual(await history(caller, chat), ['hello?']);
  await refused(t, 'NOT_FOUND', history(other, chat));
});

test('the tickets of an account that is deleted close; those that it was the operator of are next again', async (t) => {
  const { fixture, user, other, olga, otto } = await desk();
  const { chat } = await open(user, 'of the one who goes');
  await open(other, 'stays');
  await next(olga);
  await next(olga);
  await open(other, 'waits');
  await olga.call('deleteAccount', { password });
  t.deepEqual(await queue(otto), ['of the one who goes', 'stays', 'waits']);
  await next(otto);
  await user.call('deleteAccount', { password });
  t.deepEqual(await queue(otto), ['stays', 'waits']);
  await refused(t, 'NOT_FOUND', history(otto, chat));
  t.is(fixture.state.chats.size, 2);
  fixture.requireNoFaults();
});

test('the queue, its order and the operators of tickets live through a restart', async (t) => {
  await using server = new RestartedCore();
  const { user, other, olga, otto } = await withDesk(server.fixture);
  const { chat } = await open(user, 'one');
  await open(other, 'two');
  await open(user, 'three');
  await next(olga);
  const { chat: second } = await next(otto);
  await transfer(otto, second);
  const before = await list(olga);
  await server.kill();
  const again = server.caller(olga.token);
  t.deepEqual(await list(again), before);
  t.deepEqual(await queue(again), ['two', 'three']);
  await again.write(chat, 'it is still mine');
  t.is((await next(again)).subject, 'two');
});

test('a ticket that came back has been waiting since it was opened, and whoever takes it is told for how long', async (t) => {
  const { fixture, user, olga, otto } = await desk();
  const { chat } = await open(user, 'help');
  const waitingMs = async (): Promise<number | undefined> => (await list(otto)).tickets[0]?.waitingMs;
  fixture.environment.advance(60_000);
  await next(olga);
  fixture.environment.advance(1_000);
  t.is(await waitingMs(), 60_000, 'until its first operator');
  await transfer(olga, chat);
  fixture.environment.advance(29_000);
  t.is(await waitingMs(), 90_000);
  t.is((await next(otto)).waitingMs, 90_000);
  t.is(await waitingMs(), 60_000, 'as before');
});

test('the user of a ticket leaves its chat once it is closed, and has room for another', async (t) => {
  await using server = new RestartedCore({ limits: { chatsPerAccountMax: 1 } });
  const { user, olga } = await withDesk(server.fixture);
  const { chat } = await open(user, 'help');
  await refused(t, 'FAILED_PRECONDITION', user.call('leaveChat', { chat }));
  await next(olga);
  await refused(t, 'FAILED_PRECONDITION', olga.call('leaveChat', { chat }));
  await close(olga, chat);
  await refused(t, 'RESOURCE_EXHAUSTED', open(user, 'more'));
  await user.call('leaveChat', { chat });
  await refused(t, 'NOT_FOUND', history(user, chat));
  const again = (await open(user, 'more')).chat;
  await server.restart();
  t.deepEqual([...server.fixture.state.chats.keys()].map(String), [again]);
  t.is((await next(server.caller(olga.token))).chat, again);
});
