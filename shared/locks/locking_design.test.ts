/** Holds locking_design.md to the code: which operation takes which locks, and the tests that prove them needed. */

import { readFileSync } from 'node:fs';
import test from 'ava';
import { operations } from '../contract/contract.generated.ts';
import { type Caller, CoreFixture, password, settled } from '../testing/core_fixture.ts';
import { GatheringSubscriber } from '../testing/gathering_subscriber.ts';
import { documentLines, type Table, tableAt } from '../testing/markdown.ts';
import { notingLocks } from '../testing/noting_locks.ts';

const lines = documentLines('locking_design.md');

/** The table whose head starts with that cell. */
function tableOf(firstCell: string): Table {
  return (
    tableAt(
      lines,
      lines.findIndex((line) => line.startsWith(`| ${firstCell} |`)),
    ) ?? []
  );
}

const operationRows = tableOf('Operation');
const invariantRows = tableOf('Lock');
/** What a connection or a Session stream does without asking the core. */
const ofConnections = ['Session', 'Hello', 'Ping', 'Unsubscribe'];

interface Scene {
  readonly fixture: CoreFixture;
  readonly alice: Caller;
  readonly bob: Caller;
  readonly chat: string;
}

/** How each operation is run to see what it locks, by its name in the document. */
const runs: Readonly<Record<string, (scene: Scene) => unknown>> = {
  CreateAccount: ({ fixture }) => fixture.create('carol'),
  Login: ({ fixture }) => fixture.login('alice'),
  Logout: ({ alice }) => alice.call('logout', {}),
  ChangePassword: ({ alice }) =>
    alice.call('changePassword', { oldPassword: password, newPassword: 'another password' }),
  DeleteAccount: ({ alice }) => alice.call('deleteAccount', { password }),
  ListAccounts: ({ alice }) => alice.call('listAccounts', { pattern: 'b', pageSize: 0, pageToken: '' }),
  Send: ({ alice }) => alice.send('bob', 'hello'),
  'Send, the first message of two accounts': async ({ fixture, alice }) => {
    await fixture.create('dora');
    fixture.requireNoFaults();
    taken.length = 0;
    await alice.send('dora', 'hello');
  },
  Fetch: ({ alice }) => alice.call('fetch', { after: undefined, limit: 0, ledgerId: '' }),
  Acknowledge: ({ alice, fixture }) =>
    alice.call('acknowledge', { position: fixture.state.position, ledgerId: fixture.ledger.id }),
  Subscribe: ({ alice }) => alice.subscribe(new GatheringSubscriber()),
  History: ({ alice, chat }) => alice.call('history', { chat, before: 0, limit: 0, ledgerId: '', after: undefined }),
  ServerInfo: ({ alice }) => alice.call('serverInfo', {}),
  'A live message, for each participant with subscribers': async ({ alice, bob }) => {
    alice.subscribe(new GatheringSubscriber());
    await settled();
    taken.length = 0;
    await bob.send('alice', 'hello');
    // What the send itself takes has its own row.
    taken.splice(taken.indexOf('metadata shared'), 1);
  },
  'The sweep for expired sessions': ({ fixture }) => fixture.environment.advance(fixture.limits.sessionIdleMs),
};

const { taken, ...locks } = notingLocks();

test('every operation of the contract is in the table, and nothing that does not exist', (t) => {
  const documented = operationRows.map(([name = '']) => name);
  const rpcs = Object.values(operations).map(({ rpc }) => rpc as string);
  for (const rpc of rpcs) t.true(documented.includes(rpc), rpc);
  t.deepEqual(documented.toSorted(), [...Object.keys(runs), ...ofConnections].toSorted());
});

test.serial('each operation takes the locks that the table says, in that order and mode', async (t) => {
  for (const [name = '', documented] of operationRows) {
    const run = runs[name];
    if (run === undefined) continue;
    const fixture = new CoreFixture({ locks });
    const alice = await fixture.create('alice');
    const bob = await fixture.create('bob');
    const { chat } = await bob.send('alice', 'the first one makes the chat');
    taken.length = 0;
    await run({ fixture, alice, bob, chat });
    await settled();
    t.is(taken.join(', ') || 'none', documented ?? '', name);
    fixture.requireNoFaults();
  }
});

test('each invariant has its race, with the lock that the table says, and each race is in the table', (t) => {
  const files = ['accounts', 'messages', 'inbox'].map((part) => `../core/concurrency_${part}.test.ts`);
  const source = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');
  const races = [...source.matchAll(/title:\s*(['`])(.+?)\1,\s*needs: '(\w+)'/g)].map(([, , title = '', needs]) => ({
    needs,
    title: new RegExp(`^${title.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{.+?\}/g, '.+')}$`),
  }));
  t.is(races.length, source.split('testRace(test,').length - 1, 'every race was found in the source');
  for (const [needs, invariant = ''] of invariantRows) {
    t.true(
      races.some((race) => race.title.test(invariant) && race.needs === needs),
      `no race: ${invariant}`,
    );
  }
  for (const race of races) {
    t.true(
      invariantRows.some(([, invariant = '']) => race.title.test(invariant)),
      `not in the table: ${race.title}`,
    );
  }
});

test('every file that the document names exists', (t) => {
  const files = lines.join('\n').matchAll(/`((?:shared|wire|grpc|cli)\/[\w/.]+)`/g);
  for (const [, file = ''] of files) {
    t.notThrows(() => readFileSync(new URL(`../../${file}`, import.meta.url)), file);
  }
});
