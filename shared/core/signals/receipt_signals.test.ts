/** Receipts: what is counted, what is told, and to whom. */

import test from 'ava';
import { type Caller, CoreFixture } from '../../testing/core_fixture.ts';
import { listen, newGroup } from '../../testing/listen.ts';

async function three(limits = {}) {
  const fixture = new CoreFixture({ limits });
  const [ann, bob, cid] = [await fixture.create('ann'), await fixture.create('bob'), await fixture.create('cid')];
  const ledgerId = fixture.ledger.id;
  const chat = await newGroup(ann, bob, cid);
  return {
    ...{ fixture, ann, bob, cid, chat },
    pass: () => fixture.environment.advance(fixture.limits.receiptDebounceMs),
    acknowledge: (caller: Caller, position: number) => caller.call('acknowledge', { position, ledgerId }),
    read: (caller: Caller, position: number, of = chat) => caller.call('markRead', { chat: of, position, ledgerId }),
    receipts: (caller: Caller, position: number) => caller.call('getReceipts', { chat, position, ledgerId }),
  };
}

test('a sender is told once for all that came within the time', async (t) => {
  const { ann, bob, cid, chat, pass, acknowledge, read } = await three();
  const listening = listen(ann, 'receipts');
  await ann.write(chat, '1');
  const { position } = await ann.write(chat, '2');
  await acknowledge(bob, position);
  await acknowledge(cid, position);
  await read(cid, position);
  t.deepEqual(listening.told('receipt'), []);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position, delivered: 2, read: 1, others: 2 }]);
  await read(bob, position);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position, delivered: 2, read: 2, others: 2 }]);
  pass();
  t.deepEqual(listening.told('receipt'), []);
});

test('marks that differ are told each for its position', async (t) => {
  const { ann, bob, cid, chat, pass, acknowledge, read } = await three();
  const listening = listen(ann, 'receipts');
  const first = (await ann.write(chat, '1')).position;
  const second = (await ann.write(chat, '2')).position;
  await acknowledge(bob, second);
  await acknowledge(cid, first);
  await read(bob, first);
  pass();
  t.deepEqual(listening.told('receipt'), [
    { chat, position: first, delivered: 2, read: 1, others: 2 },
    { chat, position: second, delivered: 1, read: 0, others: 2 },
  ]);
});

test('of positions beyond its last message a sender is told as of that message', async (t) => {
  const { ann, bob, chat, pass, acknowledge } = await three();
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, 'mine');
  const later = await bob.write(chat, 'not mine');
  await acknowledge(bob, later.position);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position, delivered: 1, read: 0, others: 2 }]);
});

test('whoever has no message between the old and the new mark is told nothing, nor is who asks for other signals', async (t) => {
  const { ann, bob, cid, chat, pass, acknowledge, read } = await three();
  const before = (await ann.write(chat, 'old')).position;
  await acknowledge(bob, before);
  const listening = listen(ann, 'receipts');
  const deaf = listen(ann, 'chats', 'presence', 'typing', 'tickets');
  const others = [listen(bob, 'receipts'), listen(cid, 'receipts')];
  const { position } = await cid.write(chat, 'not hers');
  for (const other of others) other.told('receipt');
  await acknowledge(bob, position);
  await read(bob, position);
  pass();
  t.deepEqual(
    listening.told('receipt').map((told) => told.position),
    [before],
    'the mark of reading passed it, that of acknowledging did not',
  );
  t.deepEqual(deaf.signals, []);
  t.deepEqual(others[0]?.signals, [], 'not of its own marks');
  t.deepEqual(others[1]?.told('receipt'), [{ chat, position, delivered: 1, read: 1, others: 2 }]);
});

test('what was told is not told again when others send, and their messages are acknowledged and read', async (t) => {
  const { ann, bob, cid, chat, pass, acknowledge, read } = await three();
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, '1');
  await acknowledge(bob, position);
  await read(bob, position);
  pass();
  t.is(listening.told('receipt').length, 1);
  const later = await cid.write(chat, '2');
  await acknowledge(bob, later.position);
  await read(bob, later.position);
  pass();
  t.deepEqual(listening.told('receipt'), []);
});

test('messages from before somebody asked are told of, too', async (t) => {
  const { ann, bob, chat, pass, read } = await three();
  const { position } = await ann.write(chat, 'sent by another device');
  const listening = listen(ann, 'receipts');
  await read(bob, position);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position, delivered: 0, read: 1, others: 2 }]);
});

test('in a chat of more than the bound nothing is told', async (t) => {
  const { ann, bob, chat, pass, acknowledge, read } = await three({ receiptParticipantsMax: 2 });
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, '1');
  await acknowledge(bob, position);
  await read(bob, position);
  pass();
  t.deepEqual(listening.signals, []);
});

test('an acknowledge counts in every chat, and is told in those where something was sent', async (t) => {
  const { ann, bob, cid, chat, pass, acknowledge } = await three();
  const other = await newGroup(ann, bob);
  await newGroup(ann, bob);
  const listening = listen(ann, 'receipts');
  const first = (await ann.write(chat, '1')).position;
  const second = (await ann.write(other, '2')).position;
  await acknowledge(bob, second);
  await acknowledge(cid, second);
  pass();
  t.deepEqual(
    new Map(listening.told('receipt').map((told) => [told.chat, told])),
    new Map([
      [chat, { chat, position: first, delivered: 2, read: 0, others: 2 }],
      [other, { chat: other, position: second, delivered: 1, read: 0, others: 1 }],
    ]),
  );
});

test('whoever came later, left or is deleted meanwhile counts for nothing', async (t) => {
  const { fixture, ann, bob, cid, chat, pass, acknowledge, read, receipts } = await three();
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, '1');
  const dan = await fixture.create('dan');
  await ann.call('addParticipants', { chat, accounts: ['dan'], withHistory: true });
  await acknowledge(dan, fixture.state.position);
  await read(bob, position);
  await bob.call('leaveChat', { chat });
  await read(cid, position);
  t.deepEqual(await receipts(ann, position), { delivered: 0, read: 1, others: 1 });
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position, delivered: 0, read: 1, others: 1 }]);
});

test('after the last one who asked has gone nothing is gathered any more', async (t) => {
  const { fixture, ann, bob, chat, pass, read } = await three();
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, '1');
  await read(bob, position);
  listening.subscription.unsubscribe();
  pass();
  const again = listen(ann, 'receipts');
  pass();
  t.deepEqual([...listening.signals, ...again.signals], []);
  fixture.requireNoFaults();
});

test('of two marks of two devices that are under way together the lower one never takes the position back', async (t) => {
  const { fixture, ann, bob, chat, read } = await three();
  const first = (await ann.write(chat, '1')).position;
  const second = (await ann.write(chat, '2')).position;
  const tablet = await fixture.login('bob');
  fixture.ledger.delay();
  const marks = [read(bob, second), read(tablet, first)];
  while (fixture.ledger.waiting('commit') > 0) {
    while (fixture.ledger.waiting('commit') > 0) fixture.ledger.release('commit');
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.deepEqual(await Promise.all(marks), [{ readPosition: second }, { readPosition: second }]);
});

test('whoever comes back is told of what it sent before it went, and only if it comes back', async (t) => {
  const { ann, bob, cid, chat, pass, read } = await three();
  const listening = listen(bob, 'receipts');
  const first = (await bob.write(chat, '1')).position;
  await bob.call('leaveChat', { chat });
  const second = (await ann.write(chat, '2')).position;
  await read(cid, first);
  pass();
  t.deepEqual(listening.told('receipt'), []);
  await ann.call('addParticipants', { chat, accounts: ['bob'], withHistory: false });
  await read(cid, second);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position: second, delivered: 0, read: 1, others: 2 }]);
});

test('what somebody receives elsewhere moves nothing in a chat, neither when asked nor told', async (t) => {
  const { fixture, ann, bob, cid, chat, pass, acknowledge, receipts } = await three();
  const listening = listen(ann, 'receipts');
  const first = (await ann.write(chat, 'one')).position;
  await acknowledge(bob, first);
  pass();
  t.is(listening.told('receipt').length, 1);
  const unseen = { delivered: 1, read: 0, others: 2 };
  const elsewhere = (await cid.send('bob', 'between the two of us')).position;
  t.deepEqual(await receipts(ann, elsewhere), unseen);
  await acknowledge(bob, elsewhere);
  t.deepEqual(await receipts(ann, elsewhere), unseen, 'beyond the newest message of the chat');
  const second = (await ann.write(chat, 'two')).position;
  await cid.send('bob', 'once more');
  t.deepEqual(await receipts(ann, elsewhere), unseen, 'between two messages of the chat');
  t.deepEqual(await receipts(ann, second), { ...unseen, delivered: 0 });
  await acknowledge(bob, second - 1).catch(() => undefined);
  await acknowledge(cid, elsewhere);
  pass();
  t.deepEqual(
    listening.told('receipt').map(({ position, delivered }) => [position, delivered]),
    [[first, 2]],
    'of cid, who passed the first one, and not of bob, who passed none',
  );
  await acknowledge(bob, fixture.state.position);
  pass();
  t.deepEqual(listening.told('receipt'), [{ chat, position: second, delivered: 1, read: 0, others: 2 }]);
});

test('once everybody to whom it came has read a message, the counts have reached the others', async (t) => {
  const { fixture, ann, bob, cid, chat, pass, acknowledge, read, receipts } = await three();
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(chat, '1');
  const dan = await fixture.create('dan');
  await ann.call('addParticipants', { chat, accounts: ['dan'], withHistory: true });
  for (const caller of [bob, cid]) {
    await acknowledge(caller, position);
    await read(caller, position);
  }
  pass();
  const all = { delivered: 2, read: 2, others: 2 };
  t.deepEqual(listening.told('receipt'), [{ chat, position, ...all }]);
  t.deepEqual(await receipts(ann, position), all);
  await acknowledge(dan, fixture.state.position);
  await read(dan, fixture.state.position);
  pass();
  t.deepEqual(listening.told('receipt'), [], 'it did not come to dan: there is nothing new');
});

test('a group of one is told of no receipts', async (t) => {
  const { fixture, ann, pass, read } = await three();
  const alone = await newGroup(ann);
  const listening = listen(ann, 'receipts');
  const { position } = await ann.write(alone, 'to myself');
  const dan = await fixture.create('dan');
  await ann.call('addParticipants', { chat: alone, accounts: ['dan'], withHistory: true });
  await read(dan, position, alone).catch(() => undefined);
  await read(dan, fixture.state.position, alone);
  pass();
  t.deepEqual(listening.signals, []);
});

test('whoever leaves while receipts are asked for is told nothing of the chat', async (t) => {
  const { fixture, ann, bob, chat, receipts } = await three();
  const { position } = await ann.write(chat, '1');
  await ann.write(chat, '2');
  fixture.ledger.delay();
  const asked = receipts(bob, position);
  const left = bob.call('leaveChat', { chat });
  fixture.ledger.release('commit');
  await left;
  fixture.ledger.release('read');
  await t.throwsAsync(asked, { code: 'NOT_FOUND' });
});
