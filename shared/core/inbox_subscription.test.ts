/** What a subscription does with signals and messages when its subscriber is full, busy, or fails. */

import test from 'ava';
import type { Subscriber } from '../contract/core_port.ts';
import { CoreFixture, settled } from '../testing/core_fixture.ts';
import { Listener, listen, newGroup } from '../testing/listen.ts';

async function pair(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob] = [await fixture.create('ann'), await fixture.create('bob')];
  const chat = await newGroup(ann, bob);
  return { fixture, ann, bob, chat, rename: (title: string) => ann.call('renameChat', { chat, title }) };
}

test('a full subscriber gets of signals about one thing the newest, as soon as it has room, and no message is lost', async (t) => {
  const { fixture, ann, bob, chat, rename } = await pair();
  const full = new Listener(bob, ['chats', 'presence'], 1);
  await ann.write(chat, '1');
  await rename('first');
  await rename('second');
  await ann.write(chat, '2');
  await rename('third');
  t.deepEqual(full.signals, []);
  full.makeRoom();
  full.subscription.resume();
  t.deepEqual(
    full.told('chatChanged').map(({ title }) => title),
    ['third'],
  );
  t.deepEqual(full.bodies, ['1', '2']);
  await rename('fourth');
  t.is(full.told('chatChanged').length, 1, 'and now at once again');
  fixture.requireNoFaults();
});

test('a subscriber that has no room for a signal is full for messages, too', async (t) => {
  const { ann, bob, chat, rename } = await pair();
  const full = new Listener(bob, ['chats'], 0);
  await rename('first');
  await ann.write(chat, '1');
  t.is(full.told('chatChanged').length, 1);
  t.deepEqual(full.bodies, []);
  full.makeRoom();
  full.subscription.resume();
  t.deepEqual(full.bodies, ['1']);
});

test('signals about more things than the bound end a full subscriber with SLOW_CONSUMER, and nothing of them comes', async (t) => {
  const { ann, bob, chat, rename } = await pair({ subscriberSignalsMax: 2 });
  const full = new Listener(bob, ['chats'], 1);
  const { position } = await ann.write(chat, '1');
  for (const title of ['a', 'b', 'c', 'd']) await rename(title);
  await newGroup(ann, bob);
  t.is(full.end, undefined);
  await newGroup(ann, bob);
  t.like(full.end, { code: 'SLOW_CONSUMER', position });
  full.makeRoom();
  full.subscription.resume();
  t.deepEqual(full.signals, []);
});

test('a subscriber that catches up is told signals meanwhile', async (t) => {
  const { fixture, ann, bob, chat, rename } = await pair();
  await ann.write(chat, '1');
  fixture.ledger.delay();
  const late = listen(bob, 'chats');
  const renamed = rename('meanwhile');
  fixture.ledger.release('commit');
  await renamed;
  t.is(late.told('chatChanged').length, 1);
  t.deepEqual(late.bodies, []);
  while (fixture.ledger.waiting('read') > 0) {
    fixture.ledger.release('read');
    await settled();
  }
  t.deepEqual(late.bodies, ['1']);
});

for (const first of ['message', 'signal'] as const) {
  test(`what a subscriber causes while it is handed a ${first} is handed to it afterwards, never within`, async (t) => {
    const { fixture, ann, bob, chat } = await pair();
    const log: string[] = [];
    const caused: Promise<unknown>[] = [];
    const within = (what: string, cause: () => Promise<unknown>): boolean => {
      log.push(`${what} begins`);
      if (log.length < 4) caused.push(cause());
      log.push(`${what} ends`);
      return true;
    };
    const write = () => ann.write(chat, 'written');
    const type = () => ann.call('setTyping', { chat, typing: true });
    const busy: Subscriber = {
      message: () => within('message', type),
      signal: () => within('signal', write),
      closed: () => log.push('end'),
    };
    bob.subscribe(busy, { after: undefined, ledgerId: '', signals: ['typing'] });
    await (first === 'message' ? write() : type());
    await Promise.all(caused);
    await settled();
    const second = first === 'message' ? 'signal' : 'message';
    t.deepEqual(log.slice(0, 4), [`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
    fixture.requireNoFaults();
  });
}

test('a subscriber that unsubscribes while it is handed what waited is handed nothing after the end', async (t) => {
  const { ann, bob, chat, rename } = await pair();
  const full = new Listener(bob, ['chats'], 1);
  for (const body of ['1', '2', '3']) await ann.write(chat, body);
  await rename('waits');
  const take = full.message;
  full.message = (message) => {
    take(message);
    full.subscription.unsubscribe();
    return true;
  };
  full.makeRoom();
  full.subscription.resume();
  t.deepEqual(full.bodies, ['1', '2']);
  t.is(full.end?.code, 'UNSUBSCRIBED');
});

test('a subscriber that unsubscribes while it is handed a signal that waited is handed no other one', async (t) => {
  const { ann, bob, chat, rename } = await pair();
  const full = new Listener(bob, ['chats', 'typing'], 1);
  await ann.write(chat, '1');
  await rename('waits');
  await ann.call('setTyping', { chat, typing: true });
  const take = full.signal;
  full.signal = (signal) => {
    take(signal);
    full.subscription.unsubscribe();
    return true;
  };
  full.makeRoom();
  full.subscription.resume();
  t.is(full.signals.length, 1);
});

test('a subscriber that fails to take a signal ends, and nobody else is harmed', async (t) => {
  const { fixture, bob, rename } = await pair();
  const failing = listen(bob, 'chats');
  failing.signal = () => {
    throw new Error('a bug in a front');
  };
  const other = listen(bob, 'chats');
  await rename('unlucky');
  t.is(failing.end?.code, 'INTERNAL');
  t.is(other.told('chatChanged').length, 1);
  t.deepEqual(
    fixture.environment.faults.map(({ what }) => what),
    ['telling a signal'],
  );
});

test('a kind of signal that there is not is refused, and nothing is subscribed', async (t) => {
  const { fixture, bob } = await pair({ subscriptionsPerAccountMax: 1 });
  const error = t.throws(() => listen(bob, 'chats', 'weather'));
  t.like(error, { code: 'INVALID_ARGUMENT' });
  t.notThrows(() => listen(bob, 'chats'));
  fixture.requireNoFaults();
});
