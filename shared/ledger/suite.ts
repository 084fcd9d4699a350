/**
 * What every ledger does, as tests: registered once for each implementation. Knows the interface only, and takes every
 * result as one that may come later.
 */

import type { ExecutionContext, TestFn } from 'ava';
import fc from 'fast-check';
import type { Message } from '../contract/contract.generated.ts';
import type { ChatId, InboxChat, Ledger, MessagePage, PageBounds, UnreadRange } from './ledger.ts';
import { accountCreated, accountDeleted, chatCreated, inboxOf, messageSent } from './suite_events.ts';

export interface LedgerKind {
  readonly name: string;
  /** An empty ledger; the suite closes it. */
  open(): Promise<Ledger>;
}

const everything: PageBounds = { messagesMax: 1_000, bytesMax: 1_000_000 };
const [red, green, blue] = ['red', 'green', 'blue'] as ChatId[] as [ChatId, ChatId, ChatId];

export function ledgerSuite(test: TestFn, kind: LedgerKind): void {
  const ledgerTest = (title: string, body: (t: ExecutionContext, ledger: Ledger) => Promise<void>): void => {
    test(`${kind.name}: ${title}`, async (t) => {
      const ledger = await kind.open();
      try {
        await body(t, ledger);
      } finally {
        await ledger.close();
      }
    });
  };

  ledgerTest('positions count up from 1, and a commit of several events takes as many', async (t, ledger) => {
    t.is(await ledger.commit([accountCreated('alice')]), 1);
    t.is(await ledger.commit([accountCreated('bob'), chatCreated(red, 'alice', 'bob')]), 2);
    t.is(await ledger.commit([messageSent(red, 'alice', 'hello')]), 4);
  });

  ledgerTest('commits asked in one turn are answered in the order of their calls', async (t, ledger) => {
    await withChats(ledger);
    const order: number[] = [];
    const commits = ['one', 'two', 'three'].map(async (body, index) => {
      const position = await ledger.commit([messageSent(red, 'alice', body)]);
      order.push(index);
      return position;
    });
    const positions = await Promise.all(commits);
    t.deepEqual(order, [0, 1, 2]);
    t.deepEqual(positions, [positions[0], (positions[0] ?? 0) + 1, (positions[0] ?? 0) + 2]);
  });

  ledgerTest('a message is read as it was committed, with its position', async (t, ledger) => {
    await withChats(ledger);
    const event = messageSent(red, 'alice', 'tab\tline\nnul\0 \u{1f600} e\u0301 "quoted"', 123);
    const position = await ledger.commit([event]);
    const message = { position, chat: red, sender: 'alice', timeMs: 123, body: event.body };
    t.deepEqual(await ledger.readForward(inboxOf(red), 0, position, everything), { messages: [message], more: false });
    t.deepEqual(await ledger.readBackward(red, 0, position + 1, everything), { messages: [message], more: false });
  });

  ledgerTest('several chats are read as one, by position', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue, green, blue, red, red, green]);
    const page = await ledger.readForward(new Set(inboxOf(blue, green, red)), 0, last, everything);
    t.deepEqual(bodies(page), ['0', '1', '2', '3', '4', '5', '6']);
    t.deepEqual(
      positions(page),
      positions(page).toSorted((a, b) => a - b),
    );
    const two = await ledger.readForward(inboxOf(green, red), 0, last, everything);
    t.deepEqual(bodies(two), ['0', '2', '4', '5', '6']);
  });

  ledgerTest('a page holds only what comes after `after`, up to and with `upTo`', async (t, ledger) => {
    const last = await withMessages(ledger, [red, red, red, red, red]);
    const page = await ledger.readForward(inboxOf(red), last - 3, last - 1, everything);
    t.deepEqual(bodies(page), ['2', '3']);
    t.false(page.more, 'what lies beyond `upTo` is no more of this range');
    t.deepEqual(await ledger.readForward(inboxOf(red), last, last, everything), { messages: [], more: false });
  });

  ledgerTest('a page ends at its count of messages, and says whether more follow', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue, red, blue]);
    const first = await ledger.readForward(inboxOf(red, blue), 0, last, { ...everything, messagesMax: 3 });
    t.deepEqual([bodies(first), first.more], [['0', '1', '2'], true]);
    const rest = await ledger.readForward(inboxOf(red, blue), last - 1, last, { ...everything, messagesMax: 3 });
    t.deepEqual([bodies(rest), rest.more], [['3'], false]);
    const exact = await ledger.readForward(inboxOf(red, blue), 0, last, { ...everything, messagesMax: 4 });
    t.false(exact.more, 'a page that is just full has no more');
  });

  ledgerTest('a page ends before its bytes are too many, but never empty', async (t, ledger) => {
    await withChats(ledger);
    for (const body of ['x'.repeat(40), 'y'.repeat(40), 'z'.repeat(300)]) {
      await ledger.commit([messageSent(red, 'alice', body)]);
    }
    const bounds = { messagesMax: 10, bytesMax: 80 };
    const forward = await ledger.readForward(inboxOf(red), 0, 1_000, bounds);
    t.deepEqual([bodies(forward).map((body) => body[0]), forward.more], [['x', 'y'], true]);
    const tooLarge = await ledger.readForward(inboxOf(red), positions(forward)[1] ?? 0, 1_000, bounds);
    t.deepEqual([bodies(tooLarge).map((body) => body[0]), tooLarge.more], [['z'], false]);
    const backward = await ledger.readBackward(red, 0, 1_000, bounds);
    t.deepEqual([bodies(backward).map((body) => body[0]), backward.more], [['z'], true]);
  });

  ledgerTest('a chat is read backwards page by page, each page oldest first', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue, red, red, red, blue, red]);
    const bounds = { ...everything, messagesMax: 2 };
    const read: string[][] = [];
    for (let before = last + 1, more = true; more; ) {
      const page = await ledger.readBackward(red, 0, before, bounds);
      read.push(bodies(page));
      before = positions(page)[0] ?? 0;
      more = page.more;
    }
    t.deepEqual(read, [['4', '6'], ['2', '3'], ['0']]);
    t.deepEqual(await ledger.readBackward(red, 0, 1, bounds), { messages: [], more: false });
  });

  ledgerTest('a chat is read from the joining on, and another one beside it from its own', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue, red, blue, red, blue]);
    const inbox = (redJoined: number, blueJoined: number): readonly InboxChat[] => [
      { chatId: red, joinedPosition: redJoined },
      { chatId: blue, joinedPosition: blueJoined },
    ];
    t.deepEqual(bodies(await ledger.readForward(inbox(0, 0), 0, last, everything)), ['0', '1', '2', '3', '4', '5']);
    t.deepEqual(bodies(await ledger.readForward(inbox(last - 3, 0), 0, last, everything)), ['1', '3', '4', '5']);
    t.deepEqual(bodies(await ledger.readForward(inbox(last - 3, last), 0, last, everything)), ['4']);
    t.deepEqual(bodies(await ledger.readForward(inbox(last - 3, 0), last - 2, last, everything)), ['4', '5']);
    t.deepEqual(bodies(await ledger.readForward(inbox(last, last), 0, last, everything)), []);
    const [ofRed = inbox(0, 0)[0]] = inbox(last - 3, 0);
    t.deepEqual(bodies(await ledger.readForward(ofRed ? [ofRed] : [], 0, last, everything)), ['4']);
  });

  ledgerTest('a chat is read backwards down to a position, and no further', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue, red, red, red]);
    const from = last - 3;
    const whole = await ledger.readBackward(red, from, last + 1, everything);
    t.deepEqual([bodies(whole), whole.more], [['2', '3', '4'], false]);
    const some = await ledger.readBackward(red, from, last, { ...everything, messagesMax: 1 });
    t.deepEqual([bodies(some), some.more], [['3'], true]);
    const rest = await ledger.readBackward(red, last - 2, last, { ...everything, messagesMax: 1 });
    t.deepEqual([bodies(rest), rest.more], [['3'], false], 'what lies below is no more of this range');
    t.deepEqual(await ledger.readBackward(red, last, last + 1, everything), { messages: [], more: false });
    t.deepEqual(await ledger.readBackward(red, last, from, everything), { messages: [], more: false });
  });

  ledgerTest('what is unread is what others have sent after a position, up to a count', async (t, ledger) => {
    await withChats(ledger);
    const sent: number[] = [];
    for (const sender of ['alice', 'bob', 'bob', 'alice', 'bob']) {
      sent.push(await ledger.commit([messageSent(red, sender, 'x')]));
    }
    await ledger.commit([messageSent(blue, 'bob', 'x')]);
    const [first = 0, second = 0, , , last = 0] = sent;
    const of = (chatId: ChatId, after: number, sender: string): UnreadRange => ({ chatId, after, sender });
    const ranges = [
      of(red, 0, 'alice'),
      of(red, 0, 'bob'),
      of(red, second, 'alice'),
      of(red, last, 'alice'),
      of(green, 0, 'alice'),
      of('no such chat' as ChatId, 0, 'alice'),
      of(blue, first, 'alice'),
      of(red, 0, 'carol'),
    ];
    t.deepEqual(await ledger.countUnread(ranges, 1_000), [3, 2, 2, 0, 0, 0, 1, 5]);
    t.deepEqual(await ledger.countUnread(ranges, 2), [2, 2, 2, 0, 0, 0, 1, 2]);
    t.deepEqual(await ledger.countUnread([], 2), []);
  });

  ledgerTest(
    'what is unread is looked for among the newest messages, ten times as many as are counted',
    async (t, ledger) => {
      await withChats(ledger);
      const of = (after: number): UnreadRange => ({ chatId: red, after, sender: 'alice' });
      const send = (sender: string): Promise<number> => Promise.resolve(ledger.commit([messageSent(red, sender, 'x')]));
      await send('bob');
      let last = 0;
      for (let index = 0; index < 19; index += 1) last = await send('alice');
      t.deepEqual(await ledger.countUnread([of(0), of(last - 1)], 2), [1, 0]);
      await send('alice');
      t.deepEqual(await ledger.countUnread([of(0)], 2), [0], 'the 21st newest is not looked at');
      t.deepEqual(await ledger.countUnread([of(0)], 3), [1]);
      await send('bob');
      t.deepEqual(await ledger.countUnread([of(0)], 2), [1], 'what has just come is unread whatever came before');
    },
  );

  ledgerTest('an unknown chat, and a chat without messages, read as empty', async (t, ledger) => {
    await withMessages(ledger, [red]);
    const nothing = { messages: [], more: false };
    t.deepEqual(await ledger.readForward(inboxOf('no such chat' as ChatId, blue), 0, 1_000, everything), nothing);
    t.deepEqual(await ledger.readForward([], 0, 1_000, everything), nothing);
    t.deepEqual(await ledger.readBackward('no such chat' as ChatId, 0, 1_000, everything), nothing);
    t.deepEqual(await ledger.readBackward(blue, 0, 1_000, everything), nothing);
  });

  ledgerTest('the chats are looked at when the read is asked, not when it is answered', async (t, ledger) => {
    const last = await withMessages(ledger, [red, blue]);
    const chats = new Set(inboxOf(red));
    const asked = ledger.readForward(chats, 0, last, everything);
    for (const chat of inboxOf(blue)) chats.add(chat);
    t.deepEqual(bodies(await asked), ['0']);
  });

  ledgerTest('the messages of a chat outlive the account that sent them', async (t, ledger) => {
    const last = await withMessages(ledger, [red, red]);
    await ledger.commit([accountDeleted('alice')]);
    t.deepEqual(bodies(await ledger.readBackward(red, 0, last + 1, everything)), ['0', '1']);
  });

  ledgerTest('whatever the bounds, the pages of any chats add up to their messages', async (t, ledger) => {
    const chats = [red, green, blue];
    const sent: Message[] = [];
    await withChats(ledger);
    for (let index = 0; index < 60; index += 1) {
      const chat = chats[(index * index + (index >> 2)) % 3] as ChatId;
      const body = 'b'.repeat(1 + (index % 7));
      const position = await ledger.commit([messageSent(chat, 'alice', body, index)]);
      sent.push({ position, chat, sender: 'alice', timeMs: index, body });
    }
    const range = fc.record({
      chats: fc.subarray(chats),
      after: fc.nat(70),
      upTo: fc.nat(70),
      bounds: fc.record({ messagesMax: fc.integer({ min: 1, max: 20 }), bytesMax: fc.integer({ min: 1, max: 60 }) }),
    });
    await fc.assert(
      fc.asyncProperty(range, async ({ chats, after, upTo, bounds }) => {
        const wanted = sent.filter((m) => chats.includes(m.chat as ChatId) && m.position > after && m.position <= upTo);
        const found: Message[] = [];
        for (let cursor = after, more = true; more; cursor = found.at(-1)?.position ?? cursor) {
          const page = await ledger.readForward(inboxOf(...chats), cursor, upTo, bounds);
          const bytes = page.messages.reduce((sum, { body }) => sum + body.length, 0);
          t.true(page.messages.length <= bounds.messagesMax);
          t.true(bytes <= bounds.bytesMax || page.messages.length === 1);
          t.true(page.messages.length > 0 || !page.more);
          found.push(...page.messages);
          more = page.more;
        }
        t.deepEqual(found, wanted);
      }),
    );
  });
}

/** Alice and Bob, and three chats of theirs. */
async function withChats(ledger: Ledger): Promise<void> {
  await ledger.commit([accountCreated('alice'), accountCreated('bob')]);
  for (const chat of [red, green, blue]) await ledger.commit([chatCreated(chat, 'alice', 'bob')]);
}

/** Messages in these chats, in turn, whose bodies count from 0; the last one's position. */
async function withMessages(ledger: Ledger, chats: readonly ChatId[]): Promise<number> {
  await withChats(ledger);
  let last = 0;
  for (const [index, chat] of chats.entries()) last = await ledger.commit([messageSent(chat, 'alice', String(index))]);
  return last;
}

function bodies(page: MessagePage): string[] {
  return page.messages.map((message) => message.body);
}

function positions(page: MessagePage): number[] {
  return page.messages.map((message) => message.position);
}
