/**
 * What every ledger does that has forgotten messages, as tests: registered once for each implementation. Knows the
 * interface only: not why a ledger forgets, nor when.
 */

import type { ExecutionContext, TestFn } from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import type { ChatId, ForwardBounds, InboxChat, Ledger, MessagePage } from './ledger.ts';
import { accountCreated, chatCreated, inboxAcknowledged, inboxOf, messageSent } from './suite_events.ts';

export interface ForgettingLedgerKind {
  readonly name: string;
  /** An empty ledger, which will not hold a hundred messages of `body` that all have acknowledged. */
  open(): Promise<Ledger>;
}

const everything: ForwardBounds = { messagesMax: 1_000, bytesMax: 1_000_000 };
const [red, blue] = ['red', 'blue'] as ChatId[] as [ChatId, ChatId];
const body = 'x'.repeat(840);

export function forgettingLedgerSuite(test: TestFn, kind: ForgettingLedgerKind): void {
  const ledgerTest = (title: string, run: (t: ExecutionContext, scene: Scene) => Promise<void>): void => {
    test(`${kind.name}: ${title}`, async (t) => {
      const ledger = await kind.open();
      try {
        await ledger.commit(['alice', 'bob', 'carol'].map((name) => accountCreated(name)));
        await ledger.commit([chatCreated(red, 'alice', 'bob'), chatCreated(blue, 'alice', 'carol')]);
        // Carol acknowledges nothing.
        const unread = await ledger.commit([messageSent(blue, 'alice', body)]);
        await run(t, new Scene(ledger, unread));
      } finally {
        await ledger.close();
      }
    });
  };

  ledgerTest(
    'a cursor from before what is forgotten is refused, and what is left is read on from there',
    async (t, it) => {
      let after = await it.forgetSome();
      t.true(after >= (it.sent[0] ?? Infinity));
      // It may forget more while we read.
      for (let page = await it.read(after); ; page = await it.read(after)) {
        if (page instanceof ChatError) {
          t.true(positionToldBy(page) > after, 'the position told is one to go on from');
          after = positionToldBy(page);
          continue;
        }
        t.deepEqual(positions(page), it.sentAfter(after));
        t.false(page.more);
        break;
      }
    },
  );

  ledgerTest(
    'who skips what is forgotten reads the rest, without a gap, and so does who reads backwards',
    async (t, it) => {
      await it.forgetSome();
      const { ledger, sent, last } = it;
      const forward = positions(
        await ledger.readForward(inboxOf(red), 0, last, { ...everything, skipForgotten: true }),
      );
      t.true(forward.length > 0 && forward.length < sent.length);
      t.deepEqual(forward, sent.slice(-forward.length));
      const backward = positions(await ledger.readBackward(red, 0, last + 1, everything));
      t.true(backward.length > 0 && backward.length <= forward.length);
      t.deepEqual(backward, sent.slice(-backward.length));
      t.deepEqual(await ledger.readBackward(red, 0, sent[0] ?? 0, everything), { messages: [], more: false });
    },
  );

  ledgerTest('a chat that has forgotten nothing is read from its beginning', async (t, it) => {
    await it.forgetSome();
    t.deepEqual(positions(await it.ledger.readForward(inboxOf(blue), 0, it.last, everything)), [it.unread]);
    await t.throwsAsync(async () => it.ledger.readForward(inboxOf(blue, red), 0, it.last, everything), {
      instanceOf: ChatError,
      code: 'OUT_OF_RANGE',
    });
  });

  ledgerTest('whoever joined after what is forgotten is refused nothing', async (t, it) => {
    const forgotten = await it.forgetSome();
    const { ledger, last } = it;
    const inbox = (joinedPosition: number): readonly InboxChat[] => [{ chatId: red, joinedPosition }];
    t.deepEqual(positions(await ledger.readForward(inbox(last), 0, last, everything)), []);
    await it.send();
    t.deepEqual(positions(await ledger.readForward(inbox(last), 0, it.last, everything)), [it.last]);
    await t.throwsAsync(async () => ledger.readForward(inbox(forgotten - 1), 0, it.last, everything), {
      instanceOf: ChatError,
      code: 'OUT_OF_RANGE',
    });
  });

  ledgerTest('what is forgotten is neither found nor counted', async (t, it) => {
    await it.forgetSome();
    const { ledger, sent } = it;
    const kept = async (): Promise<readonly number[]> => {
      return positions(await ledger.readForward(inboxOf(red), 0, it.last, { ...everything, skipForgotten: true }));
    };
    const before = await kept();
    const chats = [{ chatId: red, spans: [{ after: 0, upTo: Infinity }] }];
    const words = [{ text: 'xx', isPrefix: true }];
    const bounds = { before: Infinity, messagesMax: 1_000, lookedAtMax: 1_000, lookedAtBytesMax: Infinity };
    const found = (await ledger.search({ chats, words, ...bounds })).messages.map(({ position }) => position);
    const [count = 0] = await ledger.countUnread([{ chatId: red, after: 0, sender: 'bob' }], 1_000);
    const after = await kept();
    // It may forget more while we look.
    t.deepEqual(found, before.slice(-found.length).toReversed());
    t.true(found.length >= after.length && found.length < sent.length);
    t.true(count >= after.length && count <= found.length);
  });

  ledgerTest('a page that is read while messages are forgotten is whole or refused', async (t, it) => {
    let refused = 0;
    let whole = 0;
    for (let turn = 0; refused === 0 || whole === 0 || turn < 200; turn += 1) {
      await it.send();
      const after = it.sent.at(-1 - ((turn * 7) % 20)) ?? 0;
      const asked = it.read(after);
      const wanted = it.sentAfter(after);
      await it.send();
      const page = await asked;
      if (page instanceof ChatError) {
        refused += 1;
        continue;
      }
      whole += 1;
      t.deepEqual(positions(page).slice(0, wanted.length), wanted);
    }
  });
}

/** A ledger with a chat of which it will forget some. */
class Scene {
  readonly ledger: Ledger;
  /** Of the only message in the blue chat. */
  readonly unread: number;
  /** Positions of those in the red chat. */
  readonly sent: number[] = [];

  constructor(ledger: Ledger, unread: number) {
    this.ledger = ledger;
    this.unread = unread;
  }

  get last(): number {
    return this.sent.at(-1) ?? 0;
  }

  sentAfter(position: number): number[] {
    return this.sent.filter((each) => each > position);
  }

  /** One more message in the red chat, which both have read. */
  async send(): Promise<void> {
    const position = await this.ledger.commit([messageSent(red, 'alice', body)]);
    this.sent.push(position);
    await this.ledger.commit(['alice', 'bob'].map((name) => inboxAcknowledged(name, position)));
  }

  /** The red chat after that position, or the refusal to read it from there. */
  async read(after: number): Promise<MessagePage | ChatError> {
    try {
      return await this.ledger.readForward(inboxOf(red), after, this.last, everything);
    } catch (error) {
      if (error instanceof ChatError && error.code === 'OUT_OF_RANGE') return error;
      throw error;
    }
  }

  /** Sends until the first message is forgotten; the position told then. */
  async forgetSome(): Promise<number> {
    for (;;) {
      await this.send();
      const page = await this.read(0);
      if (page instanceof ChatError) return positionToldBy(page);
    }
  }
}

function positionToldBy(refusal: ChatError): number {
  return Number(/position (\d+)/.exec(refusal.message)?.[1]);
}

function positions(page: MessagePage): number[] {
  return page.messages.map((message) => message.position);
}
