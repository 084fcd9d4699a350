/** The memory ledger passes the suite of every ledger; when it is full it forgets what everybody has acknowledged. */

import test, { type ExecutionContext } from 'ava';
import { ChatError } from '../../contract/chat_error.ts';
import { heldBytes } from '../../testing/heap.ts';
import { forgettingLedgerSuite } from '../forgetting_suite.ts';
import type { ChatId } from '../ledger.ts';
import { searchSuite } from '../search_suite.ts';
import { ledgerSuite } from '../suite.ts';
import {
  accountCreated,
  accountDeleted,
  chatCreated,
  inboxAcknowledged,
  inboxOf,
  messageSent,
  participantRemoved,
  participantsAdded,
} from '../suite_events.ts';
import { MemoryLedger } from './memory_ledger.ts';

ledgerSuite(test, {
  name: 'memory',
  open: async () => new MemoryLedger('a ledger', 1_000_000),
});

searchSuite(test, {
  name: 'memory',
  open: async () => new MemoryLedger('a ledger', 1_000_000),
});

forgettingLedgerSuite(test, {
  name: 'memory',
  open: async () => new MemoryLedger('a ledger', 10_000),
});

const everything = { messagesMax: 1_000, bytesMax: 1_000_000 };
const [red, blue] = ['red', 'blue'] as ChatId[] as [ChatId, ChatId];
const body = 'x'.repeat(840);

/** Room for ten messages of `body` and no more; Alice and Bob share one chat, Alice and Carol the other. */
function smallLedger(): MemoryLedger {
  const ledger = new MemoryLedger('a small ledger', 10_000);
  ledger.commit([accountCreated('alice'), accountCreated('bob'), accountCreated('carol')]);
  ledger.commit([chatCreated(red, 'alice', 'bob'), chatCreated(blue, 'alice', 'carol')]);
  return ledger;
}

/** Ten messages, in turn in either chat: their positions. */
function fill(ledger: MemoryLedger): number[] {
  return Array.from({ length: 10 }, (_, index) => ledger.commit([messageSent(index % 2 ? blue : red, 'alice', body)]));
}

function acknowledge(ledger: MemoryLedger, position: number, ...names: string[]): void {
  for (const name of names) ledger.commit([inboxAcknowledged(name, position)]);
}

function held(ledger: MemoryLedger): number[] {
  return [red, blue]
    .flatMap((chat) => ledger.readBackward(chat, 0, Infinity, everything).messages.map((message) => message.position))
    .sort((a, b) => a - b);
}

function refusedAsFull(t: ExecutionContext, ledger: MemoryLedger): void {
  const error = t.throws(() => ledger.commit([messageSent(red, 'alice', body)]), { instanceOf: ChatError });
  t.is(error?.code, 'RESOURCE_EXHAUSTED');
  t.true((error?.retryAfterMs ?? 0) > 0);
}

test('when it is full it forgets what all have acknowledged, the oldest of all chats first, and no more than a tenth', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  acknowledge(ledger, positions[9] as number, 'alice', 'bob', 'carol');
  const next = ledger.commit([messageSent(red, 'alice', body)]);
  t.deepEqual(held(ledger), [...positions.slice(1), next]);
  const nextButOne = ledger.commit([messageSent(red, 'alice', body)]);
  t.deepEqual(held(ledger), [...positions.slice(2), next, nextButOne]);
});

for (const [what, bodyBytes] of [
  ['long', 500_000],
  ['short', 4_000],
] as const) {
  test(`${what} bodies that were forgotten are held no longer, and those that are kept stay as they were`, (t) => {
    const bytesMax = 2_000_000;
    const chats = Array.from({ length: 20 }, (_, index) => `chat ${index}` as ChatId);
    const ledger = new MemoryLedger('a small ledger', bytesMax);
    ledger.commit([accountCreated('alice'), accountCreated('bob')]);
    const before = heldBytes();
    let last = '';
    for (const chat of chats) {
      ledger.commit([chatCreated(chat, 'alice', 'bob')]);
      for (let sent = 0; sent < bytesMax; sent += bodyBytes) {
        // By way of bytes: a string made by repeating another holds but that one.
        last = Buffer.alloc(bodyBytes, `${chat} ${sent} `).toString();
        acknowledge(ledger, ledger.commit([messageSent(chat, 'alice', last)]), 'alice', 'bob');
      }
    }
    const held = heldBytes() - before;
    t.true(held < (chats.length * bytesMax) / 2, `${held} bytes are held`);
    const { messages } = ledger.readBackward(chats.at(-1) as ChatId, 0, Infinity, everything);
    t.is(messages.at(-1)?.body, last);
    t.true(messages.every(({ body: kept }) => kept.length === bodyBytes && kept.startsWith('chat 19 ')));
  });
}

test('what one participant has not acknowledged is kept, however full it is', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  acknowledge(ledger, positions[9] as number, 'alice', 'carol');
  acknowledge(ledger, positions[0] as number, 'bob');
  for (let sent = 0; sent < 6; sent += 1) ledger.commit([messageSent(blue, 'alice', body)]);
  refusedAsFull(t, ledger);
  // Bob has yet to acknowledge all of the red chat but its first message; Carol nothing of what came last.
  const kept = held(ledger);
  for (const position of positions.filter((_, index) => index % 2 === 0).slice(1)) t.true(kept.includes(position));
  t.is(kept.length, 10);
});

test('full of what nobody has acknowledged it refuses sends, changes nothing, and still takes other events', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  refusedAsFull(t, ledger);
  t.deepEqual(held(ledger), positions);
  t.is(ledger.commit([accountCreated('dora')]), (positions[9] as number) + 1, 'the refused send took no position');
});

test('an acknowledgement makes room again', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  refusedAsFull(t, ledger);
  acknowledge(ledger, positions[2] as number, 'alice', 'bob', 'carol');
  ledger.commit([messageSent(red, 'alice', body)]);
  t.deepEqual(held(ledger).slice(0, 9), positions.slice(1));
});

test('the deletion of whoever had not acknowledged makes room again', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  acknowledge(ledger, positions[9] as number, 'alice', 'carol');
  // The blue chat gives way at first, until only the red one is left, which Bob has not read.
  for (let sent = 0; sent < 5; sent += 1) ledger.commit([messageSent(red, 'alice', body)]);
  refusedAsFull(t, ledger);
  ledger.commit([accountDeleted('bob')]);
  acknowledge(ledger, positions[9] as number, 'alice');
  ledger.commit([messageSent(blue, 'alice', body)]);
  t.false(held(ledger).includes(positions[0] as number));
});

test('whoever joins later holds back nothing of what came before, and all of what comes then', (t) => {
  const ledger = smallLedger();
  ledger.commit([accountCreated('dora')]);
  const positions = fill(ledger);
  ledger.commit([participantsAdded(red, 'dora')]);
  acknowledge(ledger, positions[9] as number, 'alice', 'bob', 'carol');
  const sent = Array.from({ length: 10 }, () => {
    const position = ledger.commit([messageSent(red, 'alice', body)]);
    acknowledge(ledger, position, 'alice', 'bob');
    return position;
  });
  t.deepEqual(held(ledger), sent, 'what came before the joining has given way');
  refusedAsFull(t, ledger);
  t.deepEqual(held(ledger), sent, 'what came after it does not');
});

test('whoever takes part no more holds back nothing, and makes room by going', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  acknowledge(ledger, positions[9] as number, 'alice', 'carol');
  // The blue chat gives way at first, until only the red one is left, which Bob has not read.
  for (let sent = 0; sent < 5; sent += 1) ledger.commit([messageSent(red, 'alice', body)]);
  refusedAsFull(t, ledger);
  ledger.commit([participantRemoved(red, 'bob')]);
  ledger.commit([messageSent(blue, 'alice', body)]);
  t.false(held(ledger).includes(positions[0] as number));
});

test('a chat whose participants are all gone is forgotten whole', (t) => {
  const ledger = smallLedger();
  fill(ledger);
  ledger.commit([accountDeleted('alice')]);
  ledger.commit([accountDeleted('bob')]);
  for (let sent = 0; sent < 5; sent += 1) ledger.commit([messageSent(blue, 'carol', body)]);
  t.deepEqual(ledger.readForward(inboxOf(red), 0, Infinity, everything), { messages: [], more: false });
});

for (const [how, goes] of [
  ['removed', (chat: ChatId) => participantRemoved(chat, 'bob')],
  ['deleted', () => accountDeleted('bob')],
] as const) {
  test(`what nobody takes part in any more, its last participant ${how}, makes room at once, to the last byte`, (t) => {
    const ledger = smallLedger();
    const positions = fill(ledger);
    // One message is forgotten in the usual way first.
    acknowledge(ledger, positions[0] as number, 'alice', 'bob', 'carol');
    ledger.commit([messageSent(red, 'alice', body)]);
    refusedAsFull(t, ledger);
    ledger.commit([participantRemoved(red, 'alice')]);
    ledger.commit([goes(red)]);
    t.deepEqual(ledger.readBackward(red, 0, Infinity, everything), { messages: [], more: false });
    const left = held(ledger).length;
    for (let sent = left; sent < 10; sent += 1) ledger.commit([messageSent(blue, 'alice', body)]);
    refusedAsFull(t, ledger);
    t.is(held(ledger).length, 10);
  });
}

test('a chat that was made and left takes no room', (t) => {
  const ledger = smallLedger();
  const before = heldBytes();
  for (let count = 0; count < 20_000; count += 1) {
    const chat = `chat ${count}` as ChatId;
    ledger.commit([chatCreated(chat, 'alice')]);
    ledger.commit([participantRemoved(chat, 'alice')]);
  }
  const held = heldBytes() - before;
  t.true(held < 1_000_000, `${held} bytes are held`);
  // Used once more, so that it is still there when it is measured.
  t.is(ledger.commit([accountCreated('dora')]), 40_006);
});

test('a cursor from before what was forgotten is refused with OUT_OF_RANGE, one after it reads on', (t) => {
  const ledger = smallLedger();
  const positions = fill(ledger);
  acknowledge(ledger, positions[9] as number, 'alice', 'bob', 'carol');
  const next = ledger.commit([messageSent(red, 'alice', body)]);
  const forgotten = positions[0] as number;
  const error = t.throws(() => ledger.readForward(inboxOf(red, blue), forgotten - 1, next, everything), {
    instanceOf: ChatError,
  });
  t.is(error?.code, 'OUT_OF_RANGE');
  t.regex(error?.message ?? '', new RegExp(`position ${forgotten}\\b`), 'it says where to resume from');
  t.is(ledger.readForward(inboxOf(red, blue), forgotten, next, everything).messages.length, 10);
  t.is(
    ledger.readForward(inboxOf(blue), 0, next, everything).messages.length,
    5,
    'the other chat has forgotten nothing',
  );
});
