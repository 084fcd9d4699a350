/** Searching as accounts find it: which messages, of which chats and spans, page by page. Over both ledgers. */

import test from 'ava';
import { searchWords } from '../ledger/search_words.ts';
import { type Caller, CoreFixture, settled } from '../testing/core_fixture.ts';
import { RestartedCore } from '../testing/restarted_core.ts';
import { requireWords } from './search.ts';

interface Asked {
  readonly chat?: string;
  readonly before?: number;
  readonly limit?: number;
  readonly ledgerId?: string;
}

async function search(caller: Caller, query: string, { chat = '', before = 0, limit = 0, ledgerId = '' }: Asked = {}) {
  return caller.call('searchMessages', { query, chat, before, limit, ledgerId });
}

async function found(caller: Caller, query: string, asked: Asked = {}): Promise<readonly string[]> {
  return (await search(caller, query, asked)).findings.map(({ snippet }) => snippet);
}

const group = async (owner: Caller, ...participants: string[]) =>
  (await owner.call('createChat', { title: 'a group', participants })).chat;

const ledgers: Readonly<Record<string, (test: (fixture: CoreFixture) => Promise<void>) => Promise<void>>> = {
  memory: (run) => run(new CoreFixture()),
  SQLite: async (run) => {
    await using server = new RestartedCore();
    await run(server.fixture);
  },
};

for (const [ledger, using] of Object.entries(ledgers)) {
  test(`${ledger}: a search finds what holds all the words, the newest first, with neither case nor accents`, (t) =>
    using(async (fixture) => {
      const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
      const { chat, position, timeMs } = await alice.send('bob', 'The Café is open');
      await bob.send('alice', 'which café?\nthe one that is closed');
      await alice.send('bob', 'cafeteria');
      t.deepEqual(await found(bob, 'CAFE'), ['which café? the one that is closed', 'The Café is open']);
      t.deepEqual((await search(bob, 'open cafe')).findings, [
        { position, chat, sender: 'alice', timeMs, snippet: 'The Café is open' },
      ]);
      t.deepEqual(await found(bob, 'caf*', { limit: 1 }), ['cafeteria']);
      t.deepEqual(await found(bob, 'caf'), []);
      t.is((await search(bob, 'cafe')).nextBefore, 0);
    }));

  test(`${ledger}: pages follow on each other by position, and hold every finding once`, (t) =>
    using(async (fixture) => {
      const [alice] = [await fixture.create('alice'), await fixture.create('bob')];
      for (let count = 1; count <= 7; count += 1) await alice.send('bob', `word ${count}`);
      const pages: (readonly string[])[] = [];
      const { id: ledgerId } = fixture.ledger;
      for (let before = 0, more = true; more; ) {
        const page = await search(alice, 'word', { before, limit: 3, ledgerId });
        pages.push(page.findings.map(({ snippet }) => snippet));
        before = page.nextBefore;
        more = before > 0;
      }
      t.deepEqual(
        pages.flat(),
        [7, 6, 5, 4, 3, 2, 1].map((count) => `word ${count}`),
      );
      t.true(pages.every(({ length }) => length <= 3));
    }));

  test(`${ledger}: only what the caller may read is found: its chats, from its joining on, or with the history`, (t) =>
    using(async (fixture) => {
      const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
      const [carol, dave] = [await fixture.create('carol'), await fixture.create('dave')];
      const chat = await group(alice, 'bob');
      await alice.write(chat, 'secret one');
      await alice.call('addParticipants', { chat, accounts: ['carol'], withHistory: false });
      await alice.write(chat, 'secret two');
      await alice.call('addParticipants', { chat, accounts: ['dave'], withHistory: true });
      await bob.call('leaveChat', { chat });
      await alice.write(chat, 'secret three');
      t.deepEqual(await found(alice, 'secret'), ['secret three', 'secret two', 'secret one']);
      t.deepEqual(await found(carol, 'secret'), ['secret three', 'secret two']);
      t.deepEqual(await found(dave, 'secret'), ['secret three', 'secret two', 'secret one']);
      t.deepEqual(await found(bob, 'secret'), []);
      await t.throwsAsync(search(bob, 'secret', { chat }), { code: 'NOT_FOUND' });
      await alice.call('addParticipants', { chat, accounts: ['bob'], withHistory: false });
      t.deepEqual(await found(bob, 'secret', { chat }), ['secret two', 'secret one'], 'what it had seen before');
      const other = await group(carol, 'alice');
      await carol.write(other, 'secret elsewhere');
      t.deepEqual(await found(alice, 'secret', { chat: other }), ['secret elsewhere']);
      t.is((await found(alice, 'secret')).length, 4);
    }));

  for (const others of [1, 300]) {
    test(`${ledger}: where a page ends tells nothing of what others said, to somebody in ${others} chats`, (t) =>
      using(async (fixture) => {
        const [eve, alice] = [await fixture.create('eve'), await fixture.create('alice')];
        await fixture.create('bob');
        for (let count = 0; count < others; count += 1) await eve.write(await group(eve), 'x');
        const chat = await group(alice, 'bob');
        await alice.write(chat, 'secret layoffs on friday');
        await alice.send('bob', 'secret layoffs on friday');
        for (let count = 0; count < 256; count += 1) await alice.write(chat, 'noise');
        await alice.call('addParticipants', { chat, accounts: ['eve'], withHistory: false });
        const own = await group(eve);
        const ends: number[] = [];
        for (const word of ['layoffs', 'zeppelin']) {
          const { position } = await eve.write(own, word);
          for (let count = 0; count < 256; count += 1) await eve.write(count % 2 === 0 ? own : chat, 'pad');
          const page = await search(eve, word, { limit: 1 });
          t.deepEqual(
            page.findings.map((finding) => finding.position),
            [position],
          );
          ends.push(page.nextBefore - position);
          const next = await search(eve, word, { before: page.nextBefore, limit: 1, ledgerId: fixture.ledger.id });
          t.deepEqual(next, { findings: [], nextBefore: 0 });
        }
        t.deepEqual(ends, [0, 0]);
      }));
  }

  test(`${ledger}: who takes part in very many chats finds all that they hold, page by page, the newest first`, (t) =>
    using(async (fixture) => {
      const alice = await fixture.create('alice');
      const chats: string[] = [];
      for (let count = 0; count < 300; count += 1) chats.push(await group(alice));
      // Not in the order of their making, and every other one twice.
      const order = [...chats.keys(), ...chats.keys()].toSorted(
        (one, other) => ((one * 7) % 300) - ((other * 7) % 300),
      );
      const sent: number[] = [];
      for (const [index, at] of order.entries()) {
        const body = index % 3 === 0 ? `needle ${index}` : 'hay';
        const { position } = await alice.write(chats[at] ?? '', body);
        if (index % 3 === 0) sent.unshift(position);
      }
      for (const query of ['needle', 'need*']) {
        const positions: number[] = [];
        for (let before = 0, more = true; more; more = before > 0) {
          const page = await search(alice, query, { before, limit: 30, ledgerId: fixture.ledger.id });
          positions.push(...page.findings.map(({ position }) => position));
          before = page.nextBefore;
        }
        t.deepEqual(positions, sent);
      }
    }));
}

test('operators search any desk chat that they name, and of those that they do not the ones they take part in', async (t) => {
  const fixture = new CoreFixture();
  const [user, olga] = [await fixture.create('user'), await fixture.create('olga')];
  const { chat } = await user.call('openTicket', { subject: 'help' });
  await user.write(chat, 'needle');
  await t.throwsAsync(search(olga, 'needle', { chat }), { code: 'NOT_FOUND' });
  await fixture.core.grantRole('olga', 'operator');
  t.deepEqual(await found(olga, 'needle', { chat }), ['needle']);
  t.deepEqual(await found(olga, 'needle'), []);
  await olga.call('nextTicket', {});
  t.deepEqual(await found(olga, 'needle'), ['needle']);
});

test('what is no search is refused, and says why', async (t) => {
  const fixture = new CoreFixture({ limits: { searchWordsMax: 3 } });
  const alice = await fixture.create('alice');
  for (const query of ['', '   ', '*', '!? -', 'one two three four', `${'x'.repeat(257)}`]) {
    await t.throwsAsync(search(alice, query), { code: 'INVALID_ARGUMENT' }, query);
  }
  await t.throwsAsync(search(alice, 'word', { limit: 101 }), { code: 'INVALID_ARGUMENT' });
  await t.throwsAsync(
    search(alice, 'word', { before: 1 }),
    { code: 'INVALID_ARGUMENT' },
    'a position needs its ledger',
  );
  await t.throwsAsync(search(alice, 'word', { ledgerId: 'another' }), { code: 'LEDGER_MISMATCH' });
  await t.throwsAsync(search(alice, 'word', { before: 999, ledgerId: fixture.ledger.id }), { code: 'OUT_OF_RANGE' });
  await t.throwsAsync(search(alice, 'word', { chat: 'ffff' }), { code: 'NOT_FOUND' });
});

test('a query is words, of which one that a star follows at once is a beginning', (t) => {
  const words = (query: string) => requireWords(query, 16).map(({ text, isPrefix }) => (isPrefix ? `${text}*` : text));
  t.deepEqual(words('Ünder the bridge'), searchWords('Ünder the bridge'));
  t.deepEqual(words('bri*'), ['bri*']);
  t.deepEqual(words('one tw* three'), ['one', 'tw*', 'three']);
  t.deepEqual(words('*one * two'), ['one', 'two']);
  t.deepEqual(words('e-mail*s'), ['e', 'mail*', 's']);
});

test('a body of nothing but combining marks is sent and searched like any other', async (t) => {
  const fixture = new CoreFixture();
  const [alice] = [await fixture.create('alice'), await fixture.create('bob')];
  // Where the work grew by the square of the length, this would not end in the time that a test has.
  await alice.send('bob', `needle a${'\u0301\u0323'.repeat(200_000)}b`);
  t.is((await search(alice, 'needle')).findings.length, 1);
  t.is((await search(alice, 'a')).findings.length, 1);
});

test('what was found is not told to a session that has ended meanwhile, nor of a chat that was left', async (t) => {
  const fixture = new CoreFixture({ limits: { searchesPerAccountMax: 3 } });
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const tablet = await fixture.login('alice');
  const chat = await group(bob, 'alice');
  await bob.write(chat, 'needle in the group');
  await bob.send('alice', 'needle between us');
  fixture.ledger.delay();
  const searches = [found(alice, 'needle'), found(tablet, 'needle'), found(alice, 'needle', { chat })];
  const outcomes = Promise.allSettled(searches);
  while (fixture.ledger.waiting('read') < searches.length) await settled();
  const changes = [bob.call('removeParticipant', { chat, account: 'alice' }), tablet.call('logout', {})];
  for (const _ of changes) {
    while (fixture.ledger.waiting('commit') === 0) await settled();
    fixture.ledger.release('commit');
  }
  await Promise.all(changes);
  for (const _ of searches) fixture.ledger.release('read');
  const [all, ended, left] = await outcomes;
  t.deepEqual(all, { status: 'fulfilled', value: ['needle between us'] });
  t.like(ended, { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } });
  t.like(left, { status: 'rejected', reason: { code: 'NOT_FOUND' } });
});

test('a search that finds nothing among all that it may look at says where to go on', async (t) => {
  const fixture = new CoreFixture({ limits: { searchLookedAtMax: 10 } });
  const [alice] = [await fixture.create('alice'), await fixture.create('bob')];
  await alice.send('bob', 'needle');
  for (let count = 0; count < 50; count += 1) await alice.send('bob', 'hay');
  const findings: string[] = [];
  let before = 0;
  let pages = 0;
  for (; pages === 0 || before > 0; pages += 1) {
    const page = await search(alice, 'needle', { before, ledgerId: fixture.ledger.id });
    findings.push(...page.findings.map(({ snippet }) => snippet));
    before = page.nextBefore;
  }
  t.deepEqual(findings, ['needle']);
  t.true(pages > 1);
});

test('one account has so many searches under way, and all together have, until they are answered', async (t) => {
  const fixture = new CoreFixture({ limits: { searchesPerAccountMax: 2, searchQueueMax: 3 } });
  const [alice, bob] = [await fixture.create('alice'), await fixture.create('bob')];
  const carol = await fixture.create('carol');
  await alice.send('bob', 'needle');
  fixture.ledger.delay();
  const searches = [found(alice, 'needle'), found(alice, 'needle')];
  await t.throwsAsync(found(alice, 'needle'), { code: 'RESOURCE_EXHAUSTED', message: /of this account/ });
  searches.push(found(bob, 'needle'));
  const refusal = await t.throwsAsync(found(carol, 'needle'), { code: 'RESOURCE_EXHAUSTED' });
  t.like(refusal, { retryAfterMs: 1_000 });
  while (fixture.ledger.waiting('read') < searches.length) {
    fixture.environment.advance(1);
    await settled();
  }
  for (const _ of searches) fixture.ledger.release('read');
  t.deepEqual(await Promise.all(searches), [['needle'], ['needle'], ['needle']]);
  const again = found(alice, 'needle');
  while (fixture.ledger.waiting('read') === 0) await settled();
  fixture.ledger.release('read');
  t.deepEqual(await again, ['needle'], 'what was refused or answered counts no more');
});

for (const [ledger, using] of Object.entries(ledgers)) {
  test(`${ledger}: a page of a search looks at bounded bytes, however long bodies are, and the next goes on`, (t) =>
    using(async (fixture) => {
      const alice = await fixture.create('alice');
      await fixture.create('bob');
      const body = `needle ${'x '.repeat(450_000)}`;
      for (let count = 0; count < 5; count += 1) await alice.send('bob', body);
      for (const query of ['needle', 'need*']) {
        const positions: number[] = [];
        for (let before = 0, more = true; more; more = before > 0) {
          const page = await answered(
            fixture,
            search(alice, query, { before, limit: 100, ledgerId: fixture.ledger.id }),
          );
          t.true(page.findings.length <= 2);
          positions.push(...page.findings.map(({ position }) => position));
          before = page.nextBefore;
        }
        t.is(new Set(positions).size, 5);
      }
    }));

  test(`${ledger}: of a long body the beginning is searched`, (t) =>
    using(async (fixture) => {
      const alice = await fixture.create('alice');
      await fixture.create('bob');
      for (const filler of ['a ', 'é ']) {
        await alice.send('bob', `first ${filler.repeat(32_763)}in out`);
        await alice.send('bob', `${filler.repeat(40_000)}late`);
      }
      t.is((await answered(fixture, found(alice, 'first in'))).length, 2);
      t.is((await answered(fixture, found(alice, 'out'))).length, 0);
      t.is((await answered(fixture, found(alice, 'late'))).length, 0);
    }));
}

/** A search over several slices: each has a turn of its own, which comes when the clock of the test goes on. */
async function answered<T>(fixture: CoreFixture, promise: Promise<T>): Promise<T> {
  const state = { settled: false };
  const done = promise.finally(() => {
    state.settled = true;
  });
  while (!state.settled) {
    fixture.environment.advance(1);
    await new Promise(setImmediate);
  }
  return done;
}
