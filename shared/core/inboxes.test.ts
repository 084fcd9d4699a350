/** Handing out where a race is not the point: reentry, a slow subscriber's end, the bounds of what waits. */

import test from 'ava';
import type { Message } from '../contract/contract.generated.ts';
import { CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';

test('a subscriber that sends while it is handed a message is handed its own afterwards, in order', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const gathered = new GatheringSubscriber();
  const answers: Promise<unknown>[] = [];
  let within = 0;
  let deepest = 0;
  alice.subscribe({
    message: (message: Message) => {
      within += 1;
      deepest = Math.max(deepest, within);
      if (message.body === 'ping') answers.push(alice.send('bob', 'pong'));
      gathered.message(message);
      within -= 1;
      return true;
    },
    signal: gathered.signal,
    closed: gathered.closed,
  });
  await bob.send('alice', 'ping');
  await bob.send('alice', 'ping');
  await settled();
  await Promise.all(answers);
  t.deepEqual(gathered.bodies.toSorted(), ['ping', 'ping', 'pong', 'pong']);
  t.deepEqual(
    gathered.positions,
    gathered.positions.toSorted((a, b) => a - b),
  );
  t.is(deepest, 1, 'no call of the subscriber runs within another');
  fixture.requireNoFaults();
});

test('a subscriber too slow for its queue is told SLOW_CONSUMER, and resumes without loss from the position told', async (t) => {
  const fixture = new CoreFixture({ limits: { subscriberQueueMessagesMax: 2 } });
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const slow = new GatheringSubscriber(1);
  alice.subscribe(slow);
  for (const body of ['1', '2', '3', '4']) await bob.send('alice', body);
  t.is(slow.end?.code, 'SLOW_CONSUMER');
  t.deepEqual(slow.bodies, ['1']);
  t.is(slow.end?.position, slow.positions[0]);
  const again = new GatheringSubscriber();
  alice.subscribe(again, { after: slow.end?.position ?? 0, ledgerId: slow.end?.ledgerId ?? '', signals: [] });
  // Page by page, each in a turn of its own.
  await settled();
  while (again.bodies.length < 3) await settled();
  t.deepEqual(again.bodies, ['2', '3', '4']);
});

test('a subscription that ends hands out nothing of what waits for its subscriber, and that comes after the position told', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  for (const body of ['1', '2', '3']) await bob.send('alice', body);
  const full = new GatheringSubscriber(1);
  const subscription = alice.subscribe(full);
  await settled();
  await bob.send('alice', '4');
  subscription.unsubscribe();
  t.is(full.end?.code, 'UNSUBSCRIBED');
  t.deepEqual(full.bodies, ['1']);
  const again = new GatheringSubscriber();
  alice.subscribe(again, { after: full.end?.position ?? 0, ledgerId: full.end?.ledgerId ?? '', signals: [] });
  while (again.bodies.length < 3) await settled();
  t.deepEqual(again.bodies, ['2', '3', '4']);
  fixture.requireNoFaults();
});

test('a subscriber whose queued bytes are too many is told SLOW_CONSUMER', async (t) => {
  const fixture = new CoreFixture({ limits: { subscriberQueueBytesMax: 10 } });
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const slow = new GatheringSubscriber(1);
  alice.subscribe(slow);
  for (const body of ['x', 'xxxxx', 'xxxxx']) await bob.send('alice', body);
  t.is(slow.end, undefined);
  await bob.send('alice', 'x');
  t.is(slow.end?.code, 'SLOW_CONSUMER');
});

test('what comes while a page is read waits, up to the bound; beyond it all subscribers are told SLOW_CONSUMER', async (t) => {
  const fixture = new CoreFixture({ limits: { subscriberQueueMessagesMax: 2 } });
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const live = new GatheringSubscriber();
  alice.subscribe(live);
  await bob.send('alice', '0');
  fixture.ledger.delay();
  const catchingUp = new GatheringSubscriber();
  alice.subscribe(catchingUp);
  const sends = ['1', '2', '3'].map((body) => bob.send('alice', body));
  for (const _ of sends) fixture.ledger.release('commit');
  await Promise.all(sends);
  t.is(live.end?.code, 'SLOW_CONSUMER');
  t.is(catchingUp.end?.code, 'SLOW_CONSUMER');
  fixture.ledger.release('read');
  await settled();
  t.deepEqual(catchingUp.bodies, [], 'nothing comes after the end');
  fixture.requireNoFaults();
});

test('a page that cannot be read ends the subscription with the reason', async (t) => {
  const fixture = new CoreFixture({ limits: { memoryLedgerBytesMax: 1_000 } });
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const { ledgerId } = await alice.call('serverInfo', {});
  for (let sent = 0; sent < 8; sent += 1) {
    const { position } = await bob.send('alice', 'x'.repeat(100));
    await Promise.all([alice, bob].map((caller) => caller.call('acknowledge', { position, ledgerId })));
  }
  const late = new GatheringSubscriber();
  alice.subscribe(late, { after: 0, ledgerId, signals: [] });
  await settled();
  t.is(late.end?.code, 'OUT_OF_RANGE');
  fixture.requireNoFaults();
});

test('a delete waits for a slow subscriber no longer than its bound', async (t) => {
  const fixture = new CoreFixture();
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const slow = new GatheringSubscriber(1);
  alice.subscribe(slow);
  await bob.send('alice', 'taken');
  await bob.send('alice', 'waiting');
  let deleted = false;
  const deletion = alice.call('deleteAccount', { password }).then(() => {
    deleted = true;
  });
  await settled();
  fixture.environment.advance(fixture.limits.deleteDrainMs - 1);
  await settled();
  t.false(deleted);
  t.is(slow.end, undefined);
  fixture.environment.advance(1);
  await deletion;
  t.is(slow.end?.code, 'ACCOUNT_DELETED');
  t.is(slow.end?.position, slow.positions[0]);
});

test('subscribers beyond the bound are refused, and each that ends makes room for one', async (t) => {
  const fixture = new CoreFixture({ limits: { subscriptionsPerAccountMax: 2 } });
  const alice = await fixture.create('alice');
  const first = alice.subscribe(new GatheringSubscriber());
  alice.subscribe(new GatheringSubscriber());
  t.throws(() => alice.subscribe(new GatheringSubscriber()), { message: /2 subscribers are connected/ });
  first.unsubscribe();
  t.notThrows(() => alice.subscribe(new GatheringSubscriber()));
});
