/** What a server starts with, read from its data folder, is what the events of its ledger add up to, to the last field. */

import test from 'ava';
import fc from 'fast-check';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../ledger/ledger.ts';
import { accountCreated, accountDeleted, chatCreated, groupCreated, messageSent } from '../ledger/suite_events.ts';
import { chatCommands, mostlyGroups, openAccounts } from '../testing/chat_commands.ts';
import { SideBySide } from '../testing/side_by_side.ts';
import { TemporaryDataFolder } from '../testing/temporary_data_folder.ts';
import { writtenState } from '../testing/written_state.ts';
import { State } from './state.ts';

/** Small, so that keys, and those who left, are forgotten for every reason that there is. */
const limits = { keysMax: 6, keysPerAccountMax: 1, keyLifetimeMs: 3_600_000, formerParticipantsPerChatMax: 1 };

/** The events of a run, and among them uses of its sessions, which runs do without. */
async function eventsOf(
  commands: Iterable<fc.AsyncCommand<object, SideBySide>>,
  usesAfter: readonly number[],
): Promise<readonly LedgerEvent[]> {
  const both = new SideBySide();
  await openAccounts(both);
  await fc.asyncModelRun(() => ({ model: {}, real: both }), commands);
  const opened: TokenHash[] = [];
  return both.fixture.ledger.events.flatMap((event, index): LedgerEvent[] => {
    if (event.type === 'session_opened') opened.push(event.token);
    if (usesAfter[index % usesAfter.length] !== 0) return [event];
    // Ended ones and the newest are among them.
    const uses = opened.slice(-4).map((token) => ({ token, usedMs: index }));
    return [event, { type: 'sessions_used', uses }];
  });
}

const run = fc.record({
  commands: fc.oneof(chatCommands(300), mostlyGroups(300)),
  usesAfter: fc.array(fc.nat(9), { minLength: 20, maxLength: 20 }),
  eventsPerCommit: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 5 }),
  /** How much of it comes before the restart. */
  before: fc.double({ min: 0.3, max: 1, noNaN: true }),
});

test('a server that starts again has the state that the events of any run add up to, and goes on from there', async (t) => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(run, async ({ commands, usesAfter, eventsPerCommit, before }) => {
      const events = await eventsOf(commands, usesAfter);
      const cut = Math.floor(events.length * before);
      using folder = new TemporaryDataFolder();
      const { ledger } = folder.open({ limits });
      for (let from = 0, turn = 0; from < cut; turn += 1) {
        const to = Math.min(cut, from + (eventsPerCommit[turn % eventsPerCommit.length] ?? 1));
        t.is(await ledger.commit(events.slice(from, to)), from + 1);
        from = to;
      }
      await ledger.close();
      const again = folder.open({ limits });
      await again.ledger.close();

      const applied = new State(limits);
      for (const event of events.slice(0, cut)) applied.apply(event, applied.position + 1);
      t.is(writtenState(again.state), writtenState(applied));
      for (const event of events.slice(cut)) {
        seen.add(event.type);
        const position = applied.position + 1;
        for (const state of [again.state, applied]) state.apply(event, position);
        t.is(writtenState(again.state), writtenState(applied), `after a further ${event.type}`);
      }
    }),
    { numRuns: 8 },
  );
  t.true(seen.size >= 8, `after a restart there were only ${[...seen]}`);
});

test('what a deleted account used counts towards the bound on all keys after a restart, as before', async (t) => {
  const chat = 'chat' as ChatId;
  const send = (name: string): LedgerEvent => ({ ...messageSent(chat, name, 'x'), key: name, fingerprint: 'x' });
  const names = ['alice', 'bob', 'carol'];
  const events = [...names.map(accountCreated), chatCreated(chat, ...names), send('alice'), send('bob')];
  using folder = new TemporaryDataFolder();
  const bounds = { ...limits, keysMax: 2 };
  const { ledger } = folder.open({ limits: bounds });
  await ledger.commit([...events, accountDeleted('bob')]);
  await ledger.close();
  const { ledger: again, state } = folder.open({ limits: bounds });
  await again.close();
  const alice = 'alice' as AccountId;
  t.is(state.keys.of(alice).length, 1);
  state.apply(send('carol'), state.position + 1);
  t.is(state.keys.of(alice).length, 0, "carol's key is the third, and alice's the oldest");
});

/** Somebody for every event that there is, in an order that can be. */
function storyOfAllEvents(): readonly LedgerEvent[] {
  const [group, desk, direct] = ['group', 'desk', 'direct'] as ChatId[] as [ChatId, ChatId, ChatId];
  const [alice, bob, carol] = ['alice', 'bob', 'carol'] as AccountId[] as [AccountId, AccountId, AccountId];
  const token = 'token' as TokenHash;
  const timeMs = 7;
  return [
    ...['alice', 'bob', 'carol', 'dave'].map(accountCreated),
    { type: 'session_opened', account: alice, token, timeMs },
    { type: 'session_opened', account: alice, token: 'other' as TokenHash, timeMs },
    { type: 'sessions_used', uses: [{ token, usedMs: 9 }] },
    { type: 'password_changed', account: alice, passwordHash: 'new', keptSession: token, timeMs },
    { type: 'account_role_changed', account: carol, role: 'operator', timeMs },
    { type: 'presence_hidden', account: bob, hidden: true },
    {
      type: 'accounts_seen',
      seen: [
        { account: bob, seenMs: 11 },
        { account: alice, seenMs: 12 },
      ],
    },
    // Bob leaves it, and joins it again after the others.
    groupCreated(group, 'alice', 'bob'),
    chatCreated(direct, 'alice', 'bob'),
    { ...chatCreated(desk, 'bob'), kind: 'desk', title: 'help' },
    { type: 'ticket_opened', chat: desk, account: bob, timeMs },
    messageSent(group, 'alice', 'hello'),
    { type: 'chat_renamed', chat: group, title: 'another title', timeMs },
    {
      type: 'participants_added',
      chat: group,
      participants: [{ account: carol, spans: [{ after: 0, upTo: 17 }] }],
      timeMs,
    },
    { type: 'chat_read', chat: group, account: carol, readPosition: 18 },
    { type: 'participant_role_changed', chat: group, account: carol, role: 'owner' },
    { type: 'participant_removed', chat: group, account: bob, reason: 'removed', timeMs },
    { type: 'participant_removed', chat: group, account: carol, reason: 'left', timeMs },
    {
      type: 'participants_added',
      chat: group,
      participants: [{ account: bob, spans: [{ after: 15, upTo: 21 }] }],
      timeMs,
    },
    { type: 'participants_added', chat: desk, participants: [{ account: carol, spans: [] }], timeMs },
    { type: 'ticket_assigned', chat: desk, operator: carol, timeMs },
    messageSent(desk, 'carol', 'what is it?'),
    { ...messageSent(direct, 'bob', 'with a key'), key: 'k', fingerprint: 'x' },
    { type: 'inbox_acknowledged', account: alice, acknowledgedPosition: 16 },
    { type: 'participant_removed', chat: desk, account: carol, reason: 'left', timeMs },
    { type: 'ticket_returned', chat: desk, rank: -1 },
    {
      type: 'participants_added',
      chat: desk,
      participants: [{ account: carol, spans: [{ after: 0, upTo: 30 }] }],
      timeMs,
    },
    { type: 'ticket_assigned', chat: desk, operator: carol, timeMs: 8 },
    { type: 'participant_removed', chat: desk, account: carol, reason: 'left', timeMs },
    { type: 'ticket_closed', chat: desk, timeMs },
    { type: 'presence_hidden', account: bob, hidden: false },
    { type: 'session_ended', token, reason: 'SESSION_ENDED', timeMs },
    accountDeleted('carol'),
    { type: 'participant_role_changed', chat: group, account: bob, role: 'owner' },
    accountDeleted('alice'),
  ];
}

/** Each kind of event, so that the story cannot do without a new one. */
const allTypes: { readonly [Type in LedgerEvent['type']]: true } = {
  account_created: true,
  password_changed: true,
  account_deleted: true,
  session_opened: true,
  session_ended: true,
  sessions_used: true,
  account_role_changed: true,
  presence_hidden: true,
  accounts_seen: true,
  chat_created: true,
  chat_renamed: true,
  participants_added: true,
  participant_removed: true,
  participant_role_changed: true,
  chat_read: true,
  ticket_opened: true,
  ticket_assigned: true,
  ticket_returned: true,
  ticket_closed: true,
  message_sent: true,
  inbox_acknowledged: true,
};

test('after every event of a story with all that there are, what a start reads is what they add up to', async (t) => {
  const story = storyOfAllEvents();
  t.deepEqual(
    [...new Set(story.map(({ type }) => type))].sort(),
    (Object.keys(allTypes) as LedgerEvent['type'][]).sort(),
  );
  const roomy = { ...limits, formerParticipantsPerChatMax: 10 };
  const applied = new State(roomy);
  using folder = new TemporaryDataFolder();
  for (const event of story) {
    const { ledger, state } = folder.open({ limits: roomy, durability: 'written' });
    t.is(writtenState(state), writtenState(applied), `before a ${event.type}`);
    t.is(await ledger.commit([event]), applied.position + 1);
    await ledger.close();
    applied.apply(event, applied.position + 1);
  }
  const { ledger, state } = folder.open({ limits: roomy, durability: 'written' });
  await ledger.close();
  t.is(writtenState(state), writtenState(applied));
});
