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

/** Alice is an admin and owns a group without Bob, who has a ticket in the queue. */
interface Scene {
  readonly fixture: CoreFixture;
  readonly alice: Caller;
  readonly bob: Caller;
  /** Of the two. */
  readonly chat: string;
  readonly group: string;
  readonly ticket: string;
}

async function scene(): Promise<Scene> {
  const fixture = new CoreFixture({ locks });
  const alice = await fixture.create('alice');
  const bob = await fixture.create('bob');
  const { chat } = await bob.send('alice', 'the first one makes the chat');
  const { chat: group } = await alice.call('createChat', { title: 'a group', participants: [] });
  const { chat: ticket } = await bob.call('openTicket', { subject: 'help' });
  await fixture.core.grantRole('alice', 'admin');
  return { fixture, alice, bob, chat, group, ticket };
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
  CreateChat: ({ alice }) => alice.call('createChat', { title: 'x', participants: ['bob'] }),
  RenameChat: ({ alice, group }) => alice.call('renameChat', { chat: group, title: 'x' }),
  ListChats: ({ alice }) => alice.call('listChats', { pageSize: 0, pageToken: '' }),
  ListParticipants: ({ alice, group }) => alice.call('listParticipants', { chat: group, pageSize: 0, pageToken: '' }),
  AddParticipants: ({ alice, group }) => addBob(alice, group),
  RemoveParticipant: async ({ alice, group }) => {
    await addBob(alice, group);
    taken.length = 0;
    await alice.call('removeParticipant', { chat: group, account: 'bob' });
  },
  LeaveChat: ({ alice, group }) => alice.call('leaveChat', { chat: group }),
  SetRole: ({ alice, group }) => alice.call('setRole', { chat: group, account: 'alice', role: 'owner' }),
  MarkRead: ({ alice, chat, fixture }) =>
    alice.call('markRead', { chat, position: fixture.state.position, ledgerId: fixture.ledger.id }),
  GetReceipts: async ({ alice, fixture }) => {
    const { chat, position } = await alice.send('bob', 'hello');
    taken.length = 0;
    await alice.call('getReceipts', { chat, position, ledgerId: fixture.ledger.id });
  },
  SetPresence: ({ alice }) => alice.call('setPresence', { hidden: true }),
  SetTyping: ({ alice, chat }) => alice.call('setTyping', { chat, typing: true }),
  SearchMessages: ({ alice }) =>
    alice.call('searchMessages', { query: 'first', chat: '', before: 0, limit: 0, ledgerId: '' }),
  OpenTicket: ({ bob }) => bob.call('openTicket', { subject: 'more help' }),
  NextTicket: ({ alice }) => alice.call('nextTicket', {}),
  TransferTicket: async ({ alice, ticket }) => {
    await alice.call('nextTicket', {});
    taken.length = 0;
    await alice.call('transferTicket', { chat: ticket, to: '' });
  },
  CloseTicket: ({ bob, ticket }) => bob.call('closeTicket', { chat: ticket }),
  ListTickets: ({ alice }) => alice.call('listTickets', { pageSize: 0, pageToken: '' }),
  SetAccountRole: ({ alice }) => alice.call('setAccountRole', { name: 'bob', role: 'operator' }),
  'A role given by whoever runs the server': ({ fixture }) => fixture.core.grantRole('bob', 'operator'),
  ServerInfo: ({ alice }) => alice.call('serverInfo', {}),
  'A live message, for each participant with subscribers': async ({ alice, bob }) => {
    alice.subscribe(new GatheringSubscriber());
    await settled();
    taken.length = 0;
    await bob.send('alice', 'hello');
    // What the send itself takes has its own row.
    taken.splice(taken.indexOf('metadata shared'), 1);
  },
  'The look for operators who are away': async ({ alice, fixture }) => {
    await alice.call('nextTicket', {});
    await settled();
    taken.length = 0;
    for (let looks = 0; looks < 2; looks += 1) {
      fixture.environment.advance(fixture.limits.operatorGoneMs + fixture.limits.operatorSweepMs);
      await settled();
    }
  },
  'The sweep for expired sessions': ({ fixture }) => fixture.environment.advance(fixture.limits.sessionIdleMs),
};

function addBob(alice: Caller, chat: string): Promise<unknown> {
  return alice.call('addParticipants', { chat, accounts: ['bob'], withHistory: false });
}

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
    const made = await scene();
    taken.length = 0;
    await run(made);
    await settled();
    t.is(taken.join(', ') || 'none', documented ?? '', name);
    made.fixture.requireNoFaults();
  }
});

test('each invariant has its race, with the lock that the table says, and each race is in the table', (t) => {
  const files = ['accounts', 'messages', 'inbox', 'chats', 'desk'].map((part) => `../core/concurrency_${part}.test.ts`);
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
