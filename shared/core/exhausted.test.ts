/** Holds wire_design.md §7's table of RESOURCE_EXHAUSTED to the core: which bounds pass by themselves, and which last. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import type { Limits } from '../contract/limits.ts';
import { type Caller, CoreFixture } from '../testing/core_fixture.ts';
import { documentLines, tableAt } from '../testing/markdown.ts';

const lines = documentLines('wire_design.md');
const table =
  tableAt(lines, lines.indexOf('| it passes: `retry_after_ms` above 0 | it lasts: `retry_after_ms` 0 |')) ?? [];
const [passing, lasting] = [0, 1].map((column) =>
  table.flatMap((row) => [...(row[column] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name)),
);

/** Goes over the bound, and rejects where that is refused. */
interface Provocation {
  readonly limits: Partial<Limits>;
  readonly provoke: (fixture: CoreFixture, ann: Caller) => Promise<unknown>;
}

const search = { query: 'word', chat: '', before: 0, limit: 0, ledgerId: '' };
const group = { title: 'a group', participants: [] };

const provocations: Readonly<Record<string, Provocation>> = {
  accounts_max: { limits: { accountsMax: 1 }, provoke: (fixture) => fixture.create('bob') },
  chats_per_account_max: { limits: { chatsPerAccountMax: 0 }, provoke: (_, ann) => ann.call('createChat', group) },
  groups_per_account_max: {
    limits: { groupsPerAccountMax: 0 },
    async provoke(fixture, ann) {
      await fixture.create('bob');
      await ann.call('createChat', { ...group, participants: ['bob'] });
    },
  },
  participants_per_chat_max: {
    limits: { participantsPerChatMax: 1 },
    async provoke(fixture, ann) {
      await fixture.create('bob');
      await ann.call('createChat', { ...group, participants: ['bob'] });
    },
  },
  participants_max: { limits: { participantsMax: 0 }, provoke: (_, ann) => ann.call('createChat', group) },
  tickets_per_account_max: {
    limits: { ticketsPerAccountMax: 0 },
    provoke: (_, ann) => ann.call('openTicket', { subject: 'help' }),
  },
  ticket_queue_max: {
    limits: { ticketQueueMax: 0 },
    provoke: (_, ann) => ann.call('openTicket', { subject: 'help' }),
  },
  subscriptions_per_account_max: {
    limits: { subscriptionsPerAccountMax: 0 },
    provoke: async (_, ann) => ann.subscribe({ message: () => true, signal: () => true, closed: () => {} }),
  },
  password_hash_queue_max: {
    limits: { passwordHashQueueMax: 0, passwordHashesAtOnceMax: 1 },
    provoke: (fixture) => Promise.all(['bob', 'cid', 'dan'].map((name) => fixture.create(name))),
  },
  changes_per_account_max: {
    limits: { changesPerAccountMax: 1 },
    provoke: (_, ann) => Promise.all([1, 2].map(() => ann.call('createChat', group))),
  },
  lock_waiters_max: {
    limits: { lockWaitersMax: 0 },
    provoke: (_, ann) => Promise.all([1, 2, 3].map(() => ann.call('createChat', group))),
  },
  searches_per_account_max: {
    limits: { searchesPerAccountMax: 0 },
    provoke: (_, ann) => ann.call('searchMessages', search),
  },
  search_queue_max: { limits: { searchQueueMax: 0 }, provoke: (_, ann) => ann.call('searchMessages', search) },
  list_queue_max: {
    limits: { listQueueMax: 0 },
    provoke: (_, ann) =>
      Promise.all([1, 2, 3].map(() => ann.call('listAccounts', { pattern: 'a', pageSize: 0, pageToken: '' }))),
  },
  memory_ledger_bytes_max: {
    limits: { memoryLedgerBytesMax: 1 },
    async provoke(fixture, ann) {
      await fixture.create('bob');
      // One that is not full yet takes a message however large.
      for (const body of ['one', 'two']) await ann.send('bob', body);
    },
  },
};

/** Of a connection, or a disk: the tests of these have them. */
const notHere: ReadonlySet<string> = new Set([
  'password_requests_per_connection_max',
  'read_queue_max',
  'commit_queue_events_max',
  'commit_queue_bytes_max',
  'commit_queue_ms',
  'connections_max',
  'retry_after_ms',
]);

async function refusal(name: string): Promise<ChatError> {
  const { limits, provoke } = provocations[name] ?? {};
  if (limits === undefined || provoke === undefined) throw new Error(`nothing here goes over ${name}`);
  const fixture = new CoreFixture({ limits });
  const ann = await fixture.create('ann');
  // Only behind a commit that takes time do others wait.
  if (name === 'changes_per_account_max' || name === 'lock_waiters_max') fixture.ledger.delay();
  try {
    await provoke(fixture, ann);
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
  throw new Error(`${name} is no bound`);
}

test('wire_design.md: of bounds that pass by themselves it is told when to try again, of those that last it is not', async (t) => {
  for (const [names = [], passes] of [[passing, true] as const, [lasting, false] as const]) {
    for (const name of names.filter((each) => !notHere.has(each))) {
      const { code, retryAfterMs } = await refusal(name);
      t.is(code, 'RESOURCE_EXHAUSTED', name);
      t.is(retryAfterMs > 0, passes, name);
    }
  }
  const told = [...(passing ?? []), ...(lasting ?? [])].filter((name) => !notHere.has(name));
  t.deepEqual(told.sort(), Object.keys(provocations).sort());
});
