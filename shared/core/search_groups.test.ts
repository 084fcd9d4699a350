/** A page over many chats is what one search of all of them would find, whatever the bounds; chats without news cost nothing. */

import test from 'ava';
import fc from 'fast-check';
import type { ChatId, SearchRequest } from '../ledger/ledger.ts';
import { MemoryLedger } from '../ledger/memory/memory_ledger.ts';
import { searchedSpansMax } from '../ledger/search_bounds.ts';
import { accountCreated, groupCreated, messageSent } from '../ledger/suite_events.ts';
import { type SearchableChat, searchGroups } from './search_groups.ts';
import { clippedSpans } from './spans.ts';

const words = [{ text: 'needle', isPrefix: false }];

/** So many chats, and messages in them: every third one is a needle. */
function filled(chatCount: number, order: readonly number[]) {
  const ledger = new MemoryLedger('a ledger', 100_000_000);
  ledger.commit([accountCreated('alice')]);
  const ids = Array.from({ length: chatCount }, (_, index) => `chat ${index}` as ChatId);
  const last = new Map<ChatId, number>();
  for (const chat of ids) last.set(chat, ledger.commit([groupCreated(chat, 'alice')]));
  const needles: number[] = [];
  for (const [index, at] of order.entries()) {
    const chat = ids[at % chatCount] as ChatId;
    const position = ledger.commit([messageSent(chat, 'alice', index % 3 === 0 ? 'a needle' : 'hay')]);
    last.set(chat, position);
    if (index % 3 === 0) needles.unshift(position);
  }
  const chats = [...last].map(([chatId, lastPosition]): SearchableChat => {
    const spans = [{ after: 0, upTo: lastPosition }];
    // As if each had as many spans as there may be: then few chats are a group.
    return { chatId, lastPosition, spansMax: 33, spans: (after, before) => clippedSpans(spans, after, before) };
  });
  return { ledger, chats, needles };
}

test('the pages over groups of chats hold every finding once, the newest first, whatever the bounds', async (t) => {
  const orders = fc.array(fc.nat(39), { minLength: 1, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(
      orders,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 50 }),
      async (order, messagesMax, lookedAtMax) => {
        const { ledger, chats, needles } = filled(40, order);
        const found: number[] = [];
        let before = 1_000;
        while (before > 0) {
          const request = { words, before, messagesMax, lookedAtMax, lookedAtBytesMax: 100 };
          const page = await searchGroups(chats, request, (slice) => ledger.search(slice));
          t.true(page.nextBefore < before && page.messages.length <= messagesMax);
          found.push(...page.messages.map(({ position }) => position));
          before = page.nextBefore;
        }
        t.deepEqual(found, needles);
      },
    ),
    { numRuns: 200 },
  );
});

test('a ledger is asked of bounded spans and bytes at once, and of chats only that may have something on the page', async (t) => {
  const { ledger, chats } = filled(
    40,
    [...Array(300).keys()].map((index) => (index < 40 ? index : index % 3)),
  );
  const asked: SearchRequest[] = [];
  const request = { words, before: 1_000, messagesMax: 10, lookedAtMax: 10_000, lookedAtBytesMax: 1_048_576 };
  await searchGroups(chats, request, (slice) => {
    asked.push(slice);
    return ledger.search(slice);
  });
  t.is(asked.length, 1, 'the newest chats have filled the page');
  t.true((asked[0]?.chats.length ?? 0) * 33 <= searchedSpansMax);
  t.true((asked[0]?.lookedAtMax ?? Infinity) <= 500 && (asked[0]?.lookedAtBytesMax ?? Infinity) <= 65_536);
});
