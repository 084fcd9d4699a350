/** Operators who are gone: what counts as being there, for how long it is waited, and where their tickets go. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatId, LedgerEvent } from '../ledger/ledger.ts';
import { type Caller, CoreFixture, type FixtureOptions, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import type { ManualEnvironment } from '../testing/manual_environment.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const limits = { operatorGoneMs: 60_000, operatorSweepMs: 1_000, sessionIdleMs: 600_000_000 };

interface Taken {
  readonly fixture: CoreFixture;
  readonly user: Caller;
  readonly olga: Caller;
  /** Looks without being an operator who does something: any use of its own session. */
  readonly admin: Caller;
  readonly chat: string;
}

/** Olga has the ticket of a user; another one waits behind it. */
async function taken(fixture: CoreFixture): Promise<Taken> {
  const [user, olga, admin] = [
    await fixture.create('user'),
    await fixture.create('olga'),
    await fixture.create('admin'),
  ];
  await fixture.core.grantRole('olga', 'operator');
  await fixture.core.grantRole('admin', 'admin');
  const { chat } = await user.call('openTicket', { subject: 'taken' });
  await user.call('openTicket', { subject: 'waits' });
  await olga.call('nextTicket', {});
  return { fixture, user, olga, admin, chat };
}

function takenFrom(options: FixtureOptions = {}): Promise<Taken> {
  return taken(new CoreFixture({ limits, ...options }));
}

/** Second by second, as a server would live through it. */
async function pass(environment: ManualEnvironment, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= 1_000) {
    environment.advance(Math.min(leftMs, 1_000));
    await settled();
  }
}

async function queued(caller: Caller): Promise<readonly string[]> {
  const { tickets } = await caller.call('listTickets', { pageSize: 0, pageToken: '' });
  return tickets.filter(({ state }) => state === 'queued').map(({ subject }) => subject);
}

test('the ticket of an operator whose session nobody uses goes back to the head of the queue, in its time', async (t) => {
  const { fixture, user, olga, admin, chat } = await takenFrom();
  await pass(fixture.environment, 59_000);
  t.deepEqual(await queued(admin), ['waits']);
  await pass(fixture.environment, 2_000);
  t.deepEqual(await queued(admin), ['taken', 'waits']);
  await t.throwsAsync(olga.write(chat, 'back again'), { code: 'NOT_FOUND' });
  await user.write(chat, 'is anybody there?');
  t.is((await olga.call('nextTicket', {})).chat, chat);
  fixture.requireNoFaults();
});

test('an operator who does something now and then keeps its tickets, in whatever session', async (t) => {
  const { fixture, olga, admin, chat } = await takenFrom();
  await pass(fixture.environment, 50_000);
  await olga.write(chat, 'I am looking');
  await pass(fixture.environment, 50_000);
  const tablet = await fixture.login('olga');
  await pass(fixture.environment, 50_000);
  await queued(tablet);
  await pass(fixture.environment, 1_000);
  await tablet.call('logout', {});
  await pass(fixture.environment, 50_000);
  t.deepEqual(await queued(admin), ['waits'], 'also for a while after the session that was used last has ended');
  await pass(fixture.environment, 11_000);
  t.deepEqual(await queued(admin), ['taken', 'waits']);
});

test('an operator who is subscribed keeps its tickets, and for a while after that', async (t) => {
  const { fixture, olga, admin } = await takenFrom();
  const subscription = olga.subscribe(new GatheringSubscriber());
  await pass(fixture.environment, 200_000);
  t.deepEqual(await queued(admin), ['waits']);
  subscription.abandon();
  await pass(fixture.environment, 59_000);
  t.deepEqual(await queued(admin), ['waits']);
  await pass(fixture.environment, 2_000);
  t.deepEqual(await queued(admin), ['taken', 'waits']);
});

test('a ticket that is handed to somebody who is away waits for it as long as any other', async (t) => {
  const { fixture, olga, admin, chat } = await takenFrom();
  await fixture.create('otto');
  await fixture.core.grantRole('otto', 'operator');
  await pass(fixture.environment, 50_000);
  // It has not been seen since.
  await olga.call('transferTicket', { chat, to: 'otto' });
  await pass(fixture.environment, 50_000);
  t.deepEqual(await queued(admin), ['waits']);
  await pass(fixture.environment, 12_000);
  t.deepEqual(await queued(admin), ['taken', 'waits']);
});

test('after a restart the time counts from the start, and then the ticket goes back', async (t) => {
  await using server = new RestartedCore({ limits });
  const { admin } = await taken(server.fixture);
  await pass(server.environment, 50_000);
  await server.restart(1_000_000);
  const looking = server.caller(admin.token);
  await pass(server.environment, 59_000);
  t.deepEqual(await queued(looking), ['waits']);
  await pass(server.environment, 3_000);
  await server.fixture.ledger.quiet();
  await settled();
  t.deepEqual(await queued(looking), ['taken', 'waits']);
  await server.kill();
  t.deepEqual(await queued(server.caller(admin.token)), ['taken', 'waits']);
});

test('however long the commit takes, no second look begins', async (t) => {
  const { fixture, admin } = await takenFrom();
  fixture.ledger.delay();
  await pass(fixture.environment, 70_000);
  t.is(fixture.ledger.waiting('commit'), 1);
  fixture.ledger.release('commit');
  await settled();
  t.deepEqual(await queued(admin), ['taken', 'waits']);
});

test('a look whose commit is refused is no fault, and the next one tries again', async (t) => {
  const { fixture, admin } = await takenFrom();
  const commit = fixture.ledger.commit.bind(fixture.ledger);
  fixture.ledger.commit = () => {
    throw new ChatError('RESOURCE_EXHAUSTED', 'no room on the disk');
  };
  await pass(fixture.environment, 70_000);
  t.deepEqual(await queued(admin), ['waits']);
  fixture.ledger.commit = commit;
  await pass(fixture.environment, 1_000);
  t.deepEqual(await queued(admin), ['taken', 'waits']);
  fixture.requireNoFaults();
});

test('an operator who comes back while its tickets are about to go keeps them', async (t) => {
  const { fixture, user, olga, admin, chat } = await takenFrom();
  await pass(fixture.environment, 60_500);
  fixture.ledger.delay();
  // It holds the lock alone, so that the look has to wait for it.
  const opened = user.call('openTicket', { subject: 'in the way' });
  await pass(fixture.environment, 1_000);
  olga.subscribe(new GatheringSubscriber());
  fixture.ledger.release('commit');
  await opened;
  await settled();
  t.is(fixture.ledger.waiting('commit'), 0);
  t.deepEqual(await queued(admin), ['waits', 'in the way']);
  t.truthy(fixture.state.desk.ticket(chat as ChatId).operator);
});

/** What the core asks its ledger for from now on. */
function commitsOf(fixture: CoreFixture): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  const commit = fixture.ledger.commit.bind(fixture.ledger);
  fixture.ledger.commit = (asked) => {
    events.push(...asked);
    return commit(asked);
  };
  return events;
}

test('a core that is closed looks no more', async (t) => {
  const { fixture } = await takenFrom();
  await pass(fixture.environment, 60_500);
  const asked = commitsOf(fixture);
  await fixture.core.close();
  asked.length = 0;
  await pass(fixture.environment, 100_000);
  t.deepEqual(asked, []);
  fixture.requireNoFaults();
});

test('a look that is under way when the core is closed is the last', async (t) => {
  const { fixture, chat } = await takenFrom();
  const otto = await fixture.create('otto');
  await fixture.core.grantRole('otto', 'operator');
  await pass(fixture.environment, 30_000);
  await otto.call('nextTicket', {});
  fixture.ledger.delay();
  const asked = commitsOf(fixture);
  await pass(fixture.environment, 40_000);
  t.is(fixture.ledger.waiting('commit'), 1);
  await Promise.all([fixture.core.close(), settled().then(() => fixture.ledger.release('commit'))]);
  await pass(fixture.environment, 100_000);
  t.deepEqual(
    asked.flatMap((event) => (event.type === 'ticket_returned' ? [event.chat] : [])),
    [chat as ChatId],
  );
});

test('many tickets of an operator who is gone go back part by part, and wait in the order of their opening', async (t) => {
  const fixture = new CoreFixture({ limits: { ...limits, ticketsPerAccountMax: 250 } });
  const [user, olga, admin] = [
    await fixture.create('user'),
    await fixture.create('olga'),
    await fixture.create('admin'),
  ];
  await fixture.core.grantRole('olga', 'operator');
  await fixture.core.grantRole('admin', 'admin');
  const opened: ChatId[] = [];
  for (let at = 0; at < 250; at += 1) opened.push((await user.call('openTicket', { subject: 'x' })).chat as ChatId);
  for (const _chat of opened) await olga.call('nextTicket', {});
  const commits: number[] = [];
  const commit = fixture.ledger.commit.bind(fixture.ledger);
  fixture.ledger.commit = (events) => {
    commits.push(events.length);
    return commit(events);
  };
  await pass(fixture.environment, 65_000);
  t.deepEqual(
    fixture.state.desk.queue.map(({ chat }) => chat.id),
    opened,
  );
  t.deepEqual(commits, [200, 200, 100], 'leaving and return, of a hundred, a hundred, and the rest');
  t.is((await admin.call('nextTicket', {})).chat, String(opened[0]));
  fixture.requireNoFaults();
});
