/**
 * How every ledger searches, as tests: registered once for each implementation. Each is held against the same few lines
 * that go through all messages, so that all ledgers find the same.
 */

import type { ExecutionContext, TestFn } from 'ava';
import fc from 'fast-check';
import type { ChatId, Ledger, SearchRequest, SearchWord, Span } from './ledger.ts';
import { holdsAll, searchWords } from './search_words.ts';
import type { LedgerKind } from './suite.ts';
import { accountCreated, chatCreated, messageSent } from './suite_events.ts';

type SearchedChats = SearchRequest['chats'];

const chatIds = ['red', 'green', 'blue'] as ChatId[] as [ChatId, ChatId, ChatId];
const [red, green, blue] = chatIds;
const all: readonly Span[] = [{ after: 0, upTo: Infinity }];
const everywhere: SearchedChats = chatIds.map((chatId) => ({ chatId, spans: all }));
const bounds = { before: Infinity, messagesMax: 1_000, lookedAtMax: 100_000, lookedAtBytesMax: Infinity };

/** An index that is written behind the messages has written most of so many. */
const many = 600;

interface Sent {
  readonly position: number;
  readonly chat: ChatId;
  readonly body: string;
}

export function searchSuite(test: TestFn, kind: LedgerKind): void {
  const searchTest = (title: string, run: (t: ExecutionContext, ledger: Ledger) => Promise<void>): void => {
    test(`${kind.name}: ${title}`, async (t) => {
      const ledger = await kind.open();
      try {
        await ledger.commit([accountCreated('alice'), accountCreated('bob')]);
        for (const chat of chatIds) await ledger.commit([chatCreated(chat, 'alice', 'bob')]);
        await run(t, ledger);
      } finally {
        await ledger.close();
      }
    });
  };

  searchTest(
    'a search finds messages with all the words, however they are written, the newest first',
    async (t, it) => {
      const bodies = [
        'The café is open',
        'open the door',
        'OPEN: THE CAFE!',
        'a cafeteria',
        'Café\0the,open',
        'opening',
      ];
      await sendAll(it, bodies);
      const found = async (...words: readonly string[]): Promise<readonly string[]> => {
        return (await it.search({ chats: everywhere, words: words.map(wordOf), ...bounds })).messages.map(
          ({ body }) => body,
        );
      };
      const look = async (): Promise<void> => {
        t.deepEqual(await found('open', 'cafe'), ['Café\0the,open', 'OPEN: THE CAFE!', 'The café is open']);
        t.deepEqual(await found('cafe*', 'a'), ['a cafeteria']);
        t.deepEqual(await found('open*'), ['opening', 'Café\0the,open', 'OPEN: THE CAFE!', 'open the door', bodies[0]]);
        t.deepEqual(await found('nobody'), []);
        t.deepEqual(await found('or'), [], 'words of a query language are words');
      };
      await look();
      await sendAll(it, Array(many).fill('more of other words'));
      await look();
    },
  );

  searchTest('a search looks into the chats and spans that it is given, and nowhere else', async (t, ledger) => {
    const sent = await sendAll(ledger, Array(many).fill('the same words'));
    const [first, middle, last] = [sent[0], sent[many / 2], sent[many - 1]].map((each) => each?.position ?? 0);
    const spans = [
      { after: 0, upTo: first ?? 0 },
      { after: middle ?? 0, upTo: (middle ?? 0) + 20 },
      { after: (last ?? 0) - 9, upTo: Infinity },
    ];
    for (const chats of [
      [{ chatId: red, spans }],
      [{ chatId: green, spans: all }],
      [
        { chatId: blue, spans },
        { chatId: red, spans: [{ after: middle ?? 0, upTo: last ?? 0 }] },
      ],
      [{ chatId: 'no such chat' as ChatId, spans: all }],
      [],
    ]) {
      const request = { chats, words: [wordOf('same')], ...bounds };
      const found = (await ledger.search(request)).messages.map(({ position }) => position);
      t.deepEqual(found, expected(sent, request));
    }
  });

  searchTest('who takes part in very many chats finds what is in them, and nothing else', async (t, ledger) => {
    const many = Array.from({ length: 400 }, (_, index) => `chat ${index}` as ChatId);
    await ledger.commit(many.map((chat) => chatCreated(chat, 'alice', 'bob')));
    const events = [...many, ...many].map((chat, index) => messageSent(chat, 'alice', `word and ${index}`));
    const first = await ledger.commit(events);
    const chats = many.filter((_, index) => index % 4 > 0).map((chatId) => ({ chatId, spans: all }));
    const sent = events.map(({ chat, body }, index) => ({ position: first + index, chat, body }));
    for (const words of [[wordOf('word')], [wordOf('wor*')], [wordOf('and'), wordOf('20*')], [wordOf('400')]]) {
      const request = { chats, words, ...bounds };
      const found = (await ledger.search(request)).messages.map(({ position }) => position);
      t.deepEqual(found, expected(sent, request));
    }
  });

  searchTest('a message is found whole, and at once', async (t, ledger) => {
    const event = messageSent(red, 'alice', 'one, "two" and \u{1f600} three', 123);
    const position = await ledger.commit([event]);
    const page = await ledger.search({ chats: everywhere, words: [wordOf('two')], ...bounds });
    const message = { position, chat: red, sender: 'alice', timeMs: 123, body: event.body };
    t.deepEqual(page, { messages: [message], nextBefore: 0, lookedAtBytes: Buffer.byteLength(event.body) });
  });

  searchTest('a search goes on page by page, each of which looks at a bounded number', async (t, ledger) => {
    const sent = await sendAll(
      ledger,
      Array.from({ length: many }, (_, index) => (index % 7 === 0 ? 'rare and common' : 'common')),
    );
    for (const [messagesMax, lookedAtMax] of [
      [10, 1_000],
      [1, 1_000],
      [10, 25],
      [1_000, 5],
    ] as const) {
      const request = { chats: [{ chatId: red, spans: all }], words: [wordOf('rare')], ...bounds };
      const found: number[] = [];
      let pages = 0;
      for (let before = Infinity; before > 0; pages += 1) {
        const page = await ledger.search({ ...request, before, messagesMax, lookedAtMax });
        t.true(page.messages.length <= Math.min(messagesMax, lookedAtMax));
        t.true(page.nextBefore < before);
        found.push(...page.messages.map(({ position }) => position));
        before = page.nextBefore;
      }
      t.deepEqual(found, expected(sent, request));
      t.true(pages <= 2 + found.length + many / lookedAtMax);
    }
  });

  searchTest('whatever is sent is found by its words, by their beginnings, and by nothing else', async (t, ledger) => {
    const seed = Date.now();
    const word = fc.constantFrom(
      'a',
      'ab',
      'abc',
      'Äb',
      'ǅ',
      'ß',
      'straße',
      'é',
      'e\u0301',
      'ﬁ',
      '日本',
      '12',
      'À1',
      'и',
      'й',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      fc
        .array(fc.oneof(word, fc.constantFrom(' ', '-', '\ue000', '\ue0005', '"', '*', '\0')), { maxLength: 9 })
        .map((of) => of.join('')),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const sent = await sendAll(ledger, fc.sample(text, { seed, numRuns: many }));
    const known = [...new Set(sent.flatMap(({ body }) => searchWords(body)))];
    const wanted = fc
      .tuple(fc.constantFrom(...known, 'unknown'), fc.nat(4), fc.boolean())
      .map(([whole, length, isPrefix]): SearchWord => {
        const beginning = [...whole].slice(0, 1 + length).join('');
        return isPrefix ? { text: beginning, isPrefix } : { text: whole, isPrefix };
      });
    const query = fc.record({
      words: fc.array(wanted, { minLength: 1, maxLength: 3 }),
      chats: fc.subarray([...everywhere]),
      before: fc.oneof(fc.constant(Infinity), fc.nat(many + 10)),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ words, chats, before }) => {
        const request = { ...bounds, words, chats, before };
        const found = (await ledger.search(request)).messages.map(({ position }) => position);
        t.deepEqual(found, expected(sent, request), `texts of seed ${seed}`);
      }),
    );
  });
}

/** A word, or with a star the beginning of one. */
function wordOf(text: string): SearchWord {
  return { text: text.replace('*', ''), isPrefix: text.endsWith('*') };
}

/** To the three chats in turn. */
async function sendAll(ledger: Ledger, bodies: readonly string[]): Promise<readonly Sent[]> {
  const events = bodies.map((body, index) => messageSent(chatIds[index % 3] as ChatId, 'alice', body));
  const first = await ledger.commit(events);
  return events.map(({ chat, body }, index) => ({ position: first + index, chat, body }));
}

function expected(sent: readonly Sent[], { chats, words, before }: SearchRequest): number[] {
  const readable = ({ chat, position }: Sent): boolean =>
    chats.some(
      ({ chatId, spans }) => chatId === chat && spans.some(({ after, upTo }) => after < position && position <= upTo),
    );
  return sent
    .filter((each) => each.position < before && readable(each) && holdsAll(each.body, words))
    .map(({ position }) => position)
    .reverse();
}
