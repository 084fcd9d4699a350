/** Reading a chat by pages, in both directions, over all that its reader may read and nothing else. */

import test from 'ava';
import fc from 'fast-check';
import type { Message } from '../contract/contract.generated.ts';
import { type Caller, CoreFixture } from '../testing/core_fixture.ts';

/** Carol was there for the messages 1 and 2, 5 and 6, and from 9 on; Alice for all twelve. */
async function withGaps(limits: object = {}) {
  const fixture = new CoreFixture({ limits });
  const [alice, carol] = [await fixture.create('alice'), await fixture.create('carol')];
  const { chat } = await alice.call('createChat', { title: 'one', participants: ['carol'] });
  for (let number = 1; number <= 12; number += 1) {
    if (number === 3 || number === 7) await carol.call('leaveChat', { chat });
    if (number === 5 || number === 9) {
      await alice.call('addParticipants', { chat, accounts: ['carol'], withHistory: false });
    }
    await alice.write(chat, `${number}`.padStart(3, '0'));
  }
  return { fixture, alice, carol, chat };
}

interface Paging {
  readonly caller: Caller;
  readonly chat: string;
  readonly ledgerId: string;
  readonly limit: number;
}

/** All pages, the first asked for first. */
async function pages({ caller, chat, ledgerId, limit }: Paging, forwards: boolean): Promise<readonly Message[][]> {
  const read: Message[][] = [];
  let range: { before: number; after: number | undefined } = { before: 0, after: forwards ? 0 : undefined };
  for (;;) {
    const { messages, more } = await caller.call('history', { chat, ...range, limit, ledgerId });
    read.push([...messages]);
    const next = forwards ? messages.at(-1) : messages[0];
    if (!more || next === undefined) return read;
    range = forwards ? { before: 0, after: next.position } : { before: next.position, after: undefined };
  }
}

const numbers = (messages: readonly Message[]): number[] => messages.map(({ body }) => Number(body));

test('pages of any size, in either direction, hold all that may be read, each message once and in order', async (t) => {
  const { fixture, alice, carol, chat } = await withGaps();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 13 }), fc.boolean(), async (limit, forwards) => {
      for (const [caller, expected] of [
        [alice, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
        [carol, [1, 2, 5, 6, 9, 10, 11, 12]],
      ] as const) {
        const read = await pages({ caller, chat, ledgerId: fixture.ledger.id, limit }, forwards);
        const inOrder = forwards ? read.flat() : read.toReversed().flat();
        t.deepEqual(numbers(inOrder), [...expected]);
        t.true(read.every((page) => page.length <= limit));
        t.is(read.length, Math.ceil(expected.length / limit), 'no page is short, and none is empty');
      }
    }),
    { numRuns: 40 },
  );
});

test('a page is bounded by the bytes of its bodies, also where it goes on after a gap', async (t) => {
  const { fixture, carol, chat } = await withGaps({ pageBytesMax: 9 });
  for (const forwards of [true, false]) {
    const read = await pages({ caller: carol, chat, ledgerId: fixture.ledger.id, limit: 0 }, forwards);
    t.deepEqual(
      read.map((page) => page.length),
      [3, 3, 2],
    );
  }
});

test('a message larger than a page is a page of its own, also where it comes after a gap', async (t) => {
  const { fixture, alice, carol, chat } = await withGaps({ pageBytesMax: 9 });
  await carol.call('leaveChat', { chat });
  await alice.call('addParticipants', { chat, accounts: ['carol'], withHistory: false });
  await alice.write(chat, 'larger than a page');
  const read = await pages({ caller: carol, chat, ledgerId: fixture.ledger.id, limit: 0 }, false);
  t.deepEqual(
    read.map((page) => page.length),
    [1, 3, 3, 2],
  );
});

test('a page forwards starts after a position, and takes no position to end before', async (t) => {
  const { fixture, alice, chat } = await withGaps();
  const ledgerId = fixture.ledger.id;
  const first = await alice.call('history', { chat, before: 0, after: 0, limit: 5, ledgerId: '' });
  t.deepEqual(numbers(first.messages), [1, 2, 3, 4, 5]);
  const before = first.messages[2]?.position ?? 0;
  const ask = (request: { before: number; after: number; ledgerId: string }) =>
    alice.call('history', { chat, limit: 5, ...request });
  await t.throwsAsync(ask({ before, after: 0, ledgerId }), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(ask({ before: 0, after: before, ledgerId: '' }), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(ask({ before: 0, after: before, ledgerId: 'other' }), { code: 'LEDGER_MISMATCH' });
  await t.throwsAsync(ask({ before: 0, after: 10_000, ledgerId }), { code: 'OUT_OF_RANGE' });
});

test('operators and admins read any desk chat, and no other chat that they take no part in', async (t) => {
  const { fixture, alice, chat } = await withGaps();
  const ticket = await alice.call('openTicket', { subject: 'help' });
  await alice.write(ticket.chat, 'please');
  const oscar = await fixture.create('oscar');
  const read = (id: string) => oscar.call('history', { chat: id, before: 0, limit: 0, ledgerId: '', after: undefined });
  await t.throwsAsync(read(ticket.chat), { code: 'NOT_FOUND' });
  for (const role of ['operator', 'admin'] as const) {
    const account = fixture.state.accountsByName.get('oscar');
    if (account !== undefined) account.role = role;
    t.deepEqual(
      (await read(ticket.chat)).messages.map(({ body }) => body),
      ['please'],
    );
    await t.throwsAsync(read(chat), { code: 'NOT_FOUND' });
    await t.throwsAsync(read('none'), { code: 'NOT_FOUND' });
  }
});
