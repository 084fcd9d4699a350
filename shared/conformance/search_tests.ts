/** Searching, the same over every transport and ledger: words in any order, in what the caller may read. */

import test from 'ava';
import { newGroup, say } from './conversations.ts';
import type { SharedServer, TestAccount, Transport } from './transport.ts';

export function searchTests({ name: on }: Transport, server: SharedServer): void {
  const pair = (): Promise<readonly [TestAccount, TestAccount]> =>
    Promise.all([server().account(), server().account()]);
  const search = async ({ client }: TestAccount, query: string, chat = ''): Promise<readonly string[]> =>
    (await client.ask('searchMessages', { query, chat })).findings.map(({ snippet }) => snippet);

  test.serial(`${on}: a search finds the messages that hold all its words, the newest first`, async (t) => {
    const [ann, bob] = await pair();
    const chat = await newGroup(ann, bob);
    const position = await say(ann, chat, 'the quick brown fox');
    await say(bob, chat, 'a fox, quick as ever');
    await say(bob, chat, 'a quick note');
    t.deepEqual(await search(bob, 'fox quick'), ['a fox, quick as ever', 'the quick brown fox']);
    t.deepEqual(await search(bob, 'wolf'), []);
    const { findings, nextBefore } = await bob.client.ask('searchMessages', { query: 'brown' });
    const timeMs = findings[0]?.timeMs ?? 0;
    t.deepEqual(findings, [{ position, chat, sender: ann.name, timeMs, snippet: 'the quick brown fox' }]);
    t.is(nextBefore, 0);
  });

  test.serial(`${on}: neither case nor accents matter, and a star stands for the rest of a word`, async (t) => {
    const [ann, bob] = await pair();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, 'Crème Brûlée, ÜBERALL');
    for (const query of ['creme', 'CRÈME', 'brulee uberall', 'überall', 'cr*', 'ÜB* br*']) {
      t.deepEqual(await search(bob, query), ['Crème Brûlée, ÜBERALL'], query);
    }
    for (const query of ['crem', 'rule*', 'creme brule']) t.deepEqual(await search(bob, query), [], query);
  });

  test.serial(`${on}: what is special to a query language is not special here`, async (t) => {
    const [ann, bob] = await pair();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, 'either or neither');
    await say(ann, chat, 'title: body (near) "quoted" -minus');
    for (const query of ['or', 'either OR neither', 'OR either']) {
      t.deepEqual(await search(bob, query), ['either or neither'], query);
    }
    for (const query of ['title:body', '"quoted"', '-minus', 'NEAR(body)', 'body"', '{title}']) {
      t.is((await search(bob, query)).length, 1, query);
    }
  });

  test.serial(`${on}: only what the caller may read is found`, async (t) => {
    const [ann, bob] = await pair();
    const cid = await server().account();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, 'unicorn one');
    await ann.client.send(bob.name, 'unicorn two');
    await ann.client.ask('addParticipants', { chat, accounts: [cid.name] });
    await say(ann, chat, 'unicorn three');
    await bob.client.ask('leaveChat', { chat });
    await say(ann, chat, 'unicorn four');
    t.deepEqual(await search(cid, 'unicorn'), ['unicorn four', 'unicorn three']);
    t.deepEqual(await search(bob, 'unicorn'), ['unicorn two']);
    await ann.client.ask('addParticipants', { chat, accounts: [bob.name] });
    t.deepEqual(await search(bob, 'unicorn'), ['unicorn three', 'unicorn two', 'unicorn one']);
    t.deepEqual(await search(bob, 'unicorn', chat), ['unicorn three', 'unicorn one']);
    t.deepEqual(await search(await server().account(), 'unicorn'), []);
  });

  test.serial(`${on}: a search goes on page by page until there is no more`, async (t) => {
    const [ann, bob] = await pair();
    const { ledgerId } = server();
    const chat = await newGroup(ann, bob);
    for (let index = 1; index <= 5; index += 1) await say(ann, chat, `needle ${index}`);
    const seen: string[] = [];
    let before = 0;
    do {
      const page = await bob.client.ask('searchMessages', { query: 'needle', before, limit: 2, ledgerId });
      t.true(page.findings.length <= 2);
      seen.push(...page.findings.map(({ snippet }) => snippet));
      before = page.nextBefore;
    } while (before !== 0);
    t.deepEqual(seen, ['needle 5', 'needle 4', 'needle 3', 'needle 2', 'needle 1']);
  });

  test.serial(`${on}: of a long message the part around the first word found is shown`, async (t) => {
    const [ann, bob] = await pair();
    const chat = await newGroup(ann, bob);
    await say(ann, chat, `${'far '.repeat(1_000)}needle${' off'.repeat(1_000)}`);
    const [snippet = ''] = await search(bob, 'needle');
    t.true(snippet.includes('needle'));
    t.true([...snippet].length <= 160, `${[...snippet].length} characters`);
  });

  test.serial(`${on}: a search that asks for nothing, or too much, is refused`, async (t) => {
    const [ann, bob] = await pair();
    const chat = await newGroup(ann);
    const { ledgerId } = server();
    const refused = (request: object): Promise<string> =>
      ann.client.refused('searchMessages', { query: 'needle', ...request });
    for (const query of ['', '   ', '!?', '*', 'x'.repeat(257), 'w '.repeat(17)]) {
      t.is(await refused({ query }), 'INVALID_ARGUMENT', query);
    }
    t.is(await refused({ query: 'half a pair: \ud83d' }), 'INVALID_UTF8');
    t.is(await refused({ limit: 101 }), 'INVALID_ARGUMENT');
    t.is(await refused({ before: 1 }), 'INVALID_ARGUMENT');
    t.is(await refused({ before: 1, ledgerId: 'another' }), 'LEDGER_MISMATCH');
    t.is(await refused({ before: Number.MAX_SAFE_INTEGER, ledgerId }), 'OUT_OF_RANGE');
    t.is(await bob.client.refused('searchMessages', { query: 'needle', chat }), 'NOT_FOUND');
  });
}
