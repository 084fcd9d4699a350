/** What the tables say after a restart is what the events add up to: every kind of event, in any order that makes sense. */

import test from 'ava';
import { defaultLimits } from '../../contract/limits.ts';
import { State } from '../../core/state.ts';
import { TemporaryDataFolder } from '../../testing/temporary_data_folder.ts';
import { writtenState } from '../../testing/written_state.ts';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../ledger.ts';
import {
  accountCreated,
  accountDeleted,
  chatCreated,
  groupCreated,
  inboxAcknowledged,
  messageSent,
  participantRemoved,
  participantsAdded,
} from '../suite_events.ts';
import { checkLedgerAt } from './check.ts';
import { dataFolder } from './data_folder.ts';

const [direct, group, desk, second] = ['direct', 'group', 'desk', 'second desk'] as ChatId[] as [
  ChatId,
  ChatId,
  ChatId,
  ChatId,
];
const [alice, bob, carol, dave] = ['alice', 'bob', 'carol', 'dave'] as AccountId[] as [
  AccountId,
  AccountId,
  AccountId,
  AccountId,
];
/** Not a divisor of much, so that both runs see states in the middle of what belongs together. */
const eventsPerStart = 5;
const token = 'a token' as TokenHash;

/** Every kind of event; each position is 1 more than the place in this list. */
const events: readonly LedgerEvent[] = [
  ...[alice, bob, carol, dave].map((name) => accountCreated(name)),
  { type: 'session_opened', account: alice, token, timeMs: 1 },
  { type: 'sessions_used', uses: [{ token, usedMs: 2 }] },
  { type: 'session_opened', account: bob, token: 'another' as TokenHash, timeMs: 1 },
  { type: 'session_ended', token: 'another' as TokenHash, reason: 'SESSION_ENDED', timeMs: 2 },
  { type: 'password_changed', account: alice, passwordHash: 'new', keptSession: token, timeMs: 3 },
  chatCreated(direct, 'alice', 'bob'),
  groupCreated(group, 'bob', 'carol', 'alice'),
  { ...messageSent(group, 'alice', 'hello', 4), key: 'k', fingerprint: 'f' },
  { type: 'chat_read', chat: group, account: carol, readPosition: 12 },
  { type: 'chat_renamed', chat: group, title: 'renamed', timeMs: 4 },
  participantsAdded(group, 'dave', [{ after: 0, upTo: 12 }]),
  { type: 'participant_role_changed', chat: group, account: alice, role: 'owner' },
  participantRemoved(group, 'dave'),
  participantRemoved(group, 'carol'),
  participantsAdded(group, 'carol', [{ after: 11, upTo: 18 }]),
  inboxAcknowledged('carol', 17),
  { type: 'account_role_changed', account: dave, role: 'operator', timeMs: 5 },
  { type: 'presence_hidden', account: carol, hidden: true },
  { type: 'presence_hidden', account: bob, hidden: true },
  { type: 'presence_hidden', account: bob, hidden: false },
  { type: 'accounts_seen', seen: [alice, carol].map((account) => ({ account, seenMs: 99 })) },
  { ...chatCreated(desk, 'bob'), kind: 'desk', title: 'help' },
  { type: 'ticket_opened', chat: desk, account: bob, timeMs: 6 },
  { ...chatCreated(second, 'carol'), kind: 'desk', title: 'help, too' },
  { type: 'ticket_opened', chat: second, account: carol, timeMs: 7 },
  participantsAdded(desk, 'dave', [{ after: 0, upTo: 29 }]),
  { type: 'ticket_assigned', chat: desk, operator: dave, timeMs: 8 },
  messageSent(desk, 'dave', 'yes?', 9),
  participantRemoved(desk, 'dave'),
  { type: 'ticket_returned', chat: desk, rank: -1 },
  participantsAdded(desk, 'dave', [{ after: 0, upTo: 35 }]),
  { type: 'ticket_assigned', chat: desk, operator: dave, timeMs: 12 },
  participantRemoved(desk, 'dave'),
  { type: 'ticket_returned', chat: desk, rank: -2 },
  participantsAdded(second, 'dave', [{ after: 0, upTo: 34 }]),
  { type: 'ticket_assigned', chat: second, operator: dave, timeMs: 10 },
  participantRemoved(second, 'dave'),
  { type: 'ticket_closed', chat: second, timeMs: 11 },
  { type: 'participant_role_changed', chat: group, account: bob, role: 'member' },
  accountDeleted('dave'),
];

/** What is told in the order in which things came about is compared in one that both know: positions, and names. */
function comparable(state: State): string {
  for (const account of state.accounts.values()) {
    const chats = [...account.chats].sort(([, left], [, right]) => left.joinedPosition - right.joinedPosition);
    account.chats.clear();
    for (const [id, participant] of chats) account.chats.set(id, participant);
    const former = [...account.formerChats].sort((left, right) => left.id.localeCompare(right.id));
    account.formerChats.clear();
    for (const chat of former) account.formerChats.add(chat);
  }
  return writtenState(state);
}

for (const formerParticipantsPerChatMax of [defaultLimits.formerParticipantsPerChatMax, 1]) {
  test(`at each start the tables say what the events add up to, with ${formerParticipantsPerChatMax} remembered`, async (t) => {
    const limits = { ...defaultLimits, formerParticipantsPerChatMax };
    using folder = new TemporaryDataFolder();
    const state = new State(limits);
    t.is(new Set(events.map(({ type }) => type)).size, 21, 'every kind of event is here');
    for (let start = 0; start < events.length; start += eventsPerStart) {
      const { ledger, state: recovered } = folder.open({ limits, durability: 'written' });
      t.is(comparable(recovered), comparable(state), `after event ${start}`);
      const some = events.slice(start, start + eventsPerStart);
      for (const event of some) await ledger.commit([event]);
      await ledger.close();
      for (const [index, event] of some.entries()) state.apply(event, start + index + 1);
    }
    t.deepEqual((await checkLedgerAt(dataFolder(folder.path).database)).problems, []);
  });
}

test('all events in one commit add up to the same', async (t) => {
  using folder = new TemporaryDataFolder();
  const { ledger } = folder.open();
  await ledger.commit(events);
  await ledger.close();
  const state = new State(defaultLimits);
  for (const [index, event] of events.entries()) state.apply(event, index + 1);
  const recovered = folder.open();
  await recovered.ledger.close();
  t.is(comparable(recovered.state), comparable(state));
});
