/** The core over a ledger whose commits and pages come from other threads, with much under way at the same time. */

import test from 'ava';
import { durabilities } from '../ledger/sqlite/durability.ts';
import type { Caller } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { RestartedCore } from '../testing/restarted_core.ts';

const limits = { pageMessagesMax: 7 };

/** Starts so many sends without waiting for one; they count from `from`. */
function sendMany(from: Caller, to: string, first: number, count: number) {
  return Array.from({ length: count }, (_, index) => from.send(to, `${from.name} ${first + index}`));
}

function ascending(positions: readonly number[]): boolean {
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0));
}

for (const durability of durabilities) {
  test(`${durability}: sends under way together get their positions in the order of the asking`, async (t) => {
    await using server = new RestartedCore({ durability });
    const alice = await server.fixture.create('alice');
    await server.fixture.create('bob');
    await alice.send('bob', 'the first makes the chat');
    const start = server.fixture.state.position;
    const replies = await Promise.all(sendMany(alice, 'bob', 0, 500));
    t.deepEqual(
      replies.map((reply) => reply.position),
      replies.map((_, index) => start + 1 + index),
    );
  });

  test(`${durability}: whoever subscribes while messages are sent gets each once, in order, without a gap`, async (t) => {
    await using server = new RestartedCore({ durability, limits });
    const alice = await server.fixture.create('alice');
    const bob = await server.fixture.create('bob');
    await alice.send('bob', 'the first makes the chat');
    const { ledger } = server.fixture;
    const subscribers: { readonly after: number; readonly subscriber: GatheringSubscriber; resume(): void }[] = [];
    const sends: Promise<{ readonly position: number }>[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      sends.push(...sendMany(alice, 'bob', turn * 20, 20), ...sendMany(bob, 'alice', turn * 20, 20));
      const after = turn % 3 === 0 ? 0 : Math.floor(server.fixture.state.position / 2);
      // Some are full now and then, in the middle of a page and between two.
      const subscriber = new GatheringSubscriber(turn % 2 === 0 ? 1 + turn : Infinity);
      const { resume } = bob.subscribe(subscriber, { after, ledgerId: ledger.id, signals: [] });
      subscribers.push({ after, subscriber, resume });
      await sends.at(-1 - ((turn * 17) % 39));
      for (const each of subscribers) {
        each.subscriber.makeRoom(turn % 4 === 3 ? 9 : Infinity);
        each.resume();
      }
    }
    const sent = (await Promise.all(sends)).map((reply) => reply.position).sort((a, b) => a - b);
    for (const { subscriber, resume } of subscribers) {
      subscriber.makeRoom();
      resume();
    }
    await ledger.quiet();
    const first = (await bob.call('fetch', { after: 0, limit: 1, ledgerId: ledger.id })).messages[0]?.position ?? 0;
    for (const { after, subscriber } of subscribers) {
      t.is(subscriber.end, undefined);
      t.deepEqual(
        subscriber.positions,
        [first, ...sent].filter((position) => position > after),
      );
    }
    server.fixture.requireNoFaults();
  });

  test(`${durability}: history and inbox are read page by page, while more is sent, without a gap`, async (t) => {
    await using server = new RestartedCore({ durability, limits });
    const alice = await server.fixture.create('alice');
    const bob = await server.fixture.create('bob');
    const { chat } = await alice.send('bob', 'the first makes the chat');
    const ledgerId = server.fixture.ledger.id;
    const sent = await Promise.all(sendMany(alice, 'bob', 0, 40));
    const wanted = sent.map((reply) => reply.position);
    const more: Promise<unknown>[] = [];
    const backwards: number[] = [];
    for (let before = server.fixture.state.position + 1, pages = 0; backwards.length < 41; pages += 1) {
      more.push(...sendMany(alice, 'bob', 40 + pages * 10, 10));
      // Named from the second page on, as a reader would.
      const page = await bob.call('history', {
        chat,
        before: Math.min(before, wanted.at(-1) ?? 0),
        limit: 0,
        ledgerId,
        after: undefined,
      });
      backwards.unshift(...page.messages.map((message) => message.position));
      before = backwards[0] ?? 0;
      if (!page.more) break;
    }
    t.deepEqual(backwards.slice(1), wanted.slice(0, -1));
    const forwards: number[] = [];
    for (let after = wanted[0] ?? 0, reading = true; reading; ) {
      more.push(...sendMany(bob, 'alice', 0, 2));
      const page = await bob.call('fetch', { after, limit: 0, ledgerId });
      const positions = page.messages.map((message) => message.position);
      forwards.push(...positions);
      after = positions.at(-1) ?? after;
      reading = forwards.length < 200 && page.more;
    }
    t.true(ascending(forwards));
    t.deepEqual(forwards.slice(0, 39), wanted.slice(1));
    const all = (await Promise.all(more)) as { readonly position: number }[];
    const [lowest = 0, highest = 0] = [forwards[0], forwards.at(-1)];
    const between = [...sent, ...all]
      .map((reply) => reply.position)
      .filter((position) => position >= lowest && position <= highest)
      .sort((a, b) => a - b);
    t.deepEqual(forwards, between);
  });
}
