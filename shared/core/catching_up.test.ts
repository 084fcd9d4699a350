/** Catching up with much at once: others get their turns, other devices and acknowledges wait for none of it. */

import test from 'ava';
import { type Caller, CoreFixture, settled } from '../testing/core_fixture.ts';
import { Listener, listen, newGroup } from '../testing/listen.ts';

const limits = { catchUpPageMessagesMax: 10 };

async function withMessages(count: number): Promise<{ fixture: CoreFixture; ann: Caller; bob: Caller; chat: string }> {
  const fixture = new CoreFixture({ limits });
  const ann = await fixture.create('ann');
  const bob = await fixture.create('bob');
  const chat = await newGroup(ann, bob);
  for (let sent = 1; sent <= count; sent += 1) await ann.write(chat, `${sent}`);
  return { fixture, ann, bob, chat };
}

test('a subscriber that catches up is handed a page a turn, and everybody else has a turn in between', async (t) => {
  const { fixture, ann, bob, chat } = await withMessages(100);
  const late = listen(bob);
  t.is(late.messages.length, 10, 'the first page is handed over at once');
  const seen: number[] = [];
  for (let turn = 0; turn < 100 && late.messages.length < 105; turn += 1) {
    seen.push(late.messages.length);
    if (turn < 5) await ann.write(chat, `live ${turn}`);
    await settled();
  }
  const steps = seen.slice(1).map((count, index) => count - (seen[index] ?? 0));
  t.true(
    steps.every((step) => step <= 20),
    `${steps}`,
  );
  t.is(late.messages.length, 105);
  t.deepEqual(
    late.positions,
    late.positions.toSorted((one, other) => one - other),
  );
  fixture.requireNoFaults();
});

test('while pages are read that others follow, another device takes live messages and acknowledges', async (t) => {
  const { fixture, ann, bob, chat } = await withMessages(25);
  const live = listen(bob);
  while (live.messages.length < 25) await settled();
  await settled();
  const releaseAll = (kind: 'commit' | 'read'): void => {
    while (fixture.ledger.waiting(kind) > 0) fixture.ledger.release(kind);
  };
  fixture.ledger.delay();
  const late = listen(bob);
  fixture.ledger.release('read');
  await settled();
  t.is(late.messages.length, 10);
  t.is(fixture.ledger.waiting('read'), 1, 'the next page is being read');
  const sent = ann.write(chat, 'live');
  const acknowledged = bob.call('acknowledge', { position: live.positions[3] ?? 0, ledgerId: fixture.ledger.id });
  await settled();
  releaseAll('commit');
  await Promise.all([sent, acknowledged]);
  t.is(live.bodies.at(-1), 'live');
  while (late.messages.length < 26) {
    releaseAll('read');
    await settled();
  }
  t.deepEqual(late.bodies, live.bodies);
  fixture.requireNoFaults();
});

test('the next page is asked for before the one that has come is handed over, and no further one', async (t) => {
  const { fixture, bob } = await withMessages(45);
  fixture.ledger.delay();
  const full = new Listener(bob, [], 10);
  fixture.ledger.release('read');
  await settled();
  fixture.ledger.release('read');
  await settled();
  t.is(full.messages.length, 10, 'the second page has come, and waits for room');
  t.is(fixture.ledger.waiting('read'), 1);
  fixture.ledger.release('read');
  await settled();
  t.is(fixture.ledger.waiting('read'), 0);
  full.makeRoom();
  full.subscription.resume();
  while (full.messages.length < 45) {
    await settled();
    if (fixture.ledger.waiting('read') > 0) fixture.ledger.release('read');
  }
  t.is(new Set(full.bodies).size, 45);
  fixture.requireNoFaults();
});

test('a subscription that ends while a page is read for it hears of that page neither good nor bad', async (t) => {
  const { fixture, bob } = await withMessages(45);
  fixture.ledger.delay();
  const late = listen(bob);
  fixture.ledger.release('read');
  await settled();
  late.subscription.unsubscribe();
  fixture.ledger.release('read');
  await settled();
  t.is(fixture.ledger.waiting('read'), 0, 'nothing more is read for it');
  t.is(late.end?.code, 'UNSUBSCRIBED');
  t.is(late.messages.length, 10);
  fixture.requireNoFaults();
});

test('a page that cannot be read any more harms nobody where its subscriber was full, and has gone', async (t) => {
  const { fixture, bob } = await withMessages(45);
  const fail = Promise.withResolvers<never>();
  const read = fixture.ledger.readForward.bind(fixture.ledger);
  const after = { times: 0 };
  Object.assign(fixture.ledger, {
    readForward: (...request: Parameters<typeof read>) => {
      after.times += 1;
      return after.times < 3 ? read(...request) : fail.promise;
    },
  });
  const full = new Listener(bob, [], 10);
  while (after.times < 3) await settled();
  full.subscription.unsubscribe();
  await settled();
  // Were nobody there to hear of it, this would end the process.
  fail.reject(new Error('the reading thread has failed'));
  await settled();
  t.is(full.end?.code, 'UNSUBSCRIBED');
  fixture.requireNoFaults();
});
