/** What events add up to, and that an event that cannot follow is a fault and not a guess. */

import { AssertionError } from 'node:assert';
import test from 'ava';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../ledger/ledger.ts';
import {
  accountCreated,
  accountDeleted,
  chatCreated,
  groupCreated,
  inboxAcknowledged,
  messageSent,
  participantRemoved,
  participantsAdded,
} from '../ledger/suite_events.ts';
import { State } from './state.ts';

const chat = 'chat' as ChatId;
const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId];

function sessionOpened(account: AccountId, token: string): LedgerEvent {
  return { type: 'session_opened', account, token: token as TokenHash, timeMs: 0 };
}

/** A state after these events. */
function after(...events: readonly LedgerEvent[]): State {
  const state = new State({
    keysMax: 100,
    keysPerAccountMax: 2,
    keyLifetimeMs: 1_000,
    formerParticipantsPerChatMax: 2,
  });
  for (const event of events) state.apply(event, state.position + 1);
  return state;
}

test('a new account has acknowledged all up to its own creation', (t) => {
  const state = after(accountCreated('alice'), accountCreated('bob'));
  t.is(state.accountsByName.get('bob')?.acknowledgedPosition, 2);
  t.deepEqual([...state.names.after('')], ['alice', 'bob']);
});

test('a deleted account is gone from names, chats and sessions, and its partner keeps the chat to read', (t) => {
  const state = after(
    accountCreated('alice'),
    accountCreated('bob'),
    chatCreated(chat, 'alice', 'bob'),
    sessionOpened(alice, 'one'),
    sessionOpened(bob, 'two'),
    accountDeleted('alice'),
  );
  t.deepEqual([...state.accounts.keys()], [bob]);
  t.deepEqual([...state.accountsByName.keys()], ['bob']);
  t.deepEqual([...state.sessions.keys()], ['two' as TokenHash]);
  t.deepEqual([...(state.chats.get(chat)?.participants.keys() ?? [])], [bob]);
  t.true(state.accounts.get(bob)?.chats.has(chat));
  t.is(state.accounts.get(bob)?.directChats.size, 0, 'a new account of that name gets a new chat');
});

test('a chat whose participants are all deleted is gone', (t) => {
  const state = after(
    accountCreated('alice'),
    accountCreated('bob'),
    chatCreated(chat, 'alice', 'bob'),
    accountDeleted('alice'),
    accountDeleted('bob'),
  );
  t.is(state.chats.size, 0);
});

test('a change of password ends all sessions but the one that is kept, and says which', (t) => {
  const state = after(accountCreated('alice'), ...['one', 'two', 'three'].map((token) => sessionOpened(alice, token)));
  const keptSession = 'two' as TokenHash;
  const changed = state.apply(
    { type: 'password_changed', account: alice, passwordHash: 'new', keptSession, timeMs: 0 },
    state.position + 1,
  );
  t.deepEqual([...state.sessions.keys()], [keptSession]);
  t.is(changed.type, 'sessions_ended');
  if (changed.type !== 'sessions_ended') return;
  t.deepEqual(
    changed.sessions.map(({ token, ended }) => [token, ended]),
    [
      ['one' as TokenHash, true],
      ['three' as TokenHash, true],
    ],
  );
});

test('keys are remembered up to their bound, the oldest forgotten first', (t) => {
  const withKey = (key: string): LedgerEvent => ({ ...messageSent(chat, 'alice', key), key, fingerprint: key });
  const state = after(
    accountCreated('alice'),
    accountCreated('bob'),
    chatCreated(chat, 'alice', 'bob'),
    ...['one', 'two', 'three'].map(withKey),
  );
  const keys = state.keys.of(alice);
  t.deepEqual(
    keys.map(({ key, position }) => [key, position]),
    [
      ['two', 5],
      ['three', 6],
    ],
  );
});

/** Alice's group with Bob: positions 1 to 3. */
const group = [accountCreated('alice'), accountCreated('bob'), groupCreated(chat, 'alice', 'bob')] as const;

function rolesOf(state: State): readonly string[] {
  const participants = state.chats.get(chat)?.participants.values() ?? [];
  return [...participants].map(({ account, role, joinedPosition }) => `${account.name} ${role} ${joinedPosition}`);
}

test('the first participant owns a group, and nobody owns a chat of another kind', (t) => {
  t.deepEqual(rolesOf(after(...group)), ['alice owner 3', 'bob member 3']);
  const direct = after(accountCreated('alice'), accountCreated('bob'), chatCreated(chat, 'alice', 'bob'));
  t.deepEqual(rolesOf(direct), ['alice member 3', 'bob member 3']);
});

test('who goes is remembered with what it could read, and joins again at the end', (t) => {
  const state = after(...group, messageSent(chat, 'bob', 'x'), participantRemoved(chat, 'alice'));
  t.deepEqual(rolesOf(state), ['bob member 3']);
  t.deepEqual(state.chats.get(chat)?.former.get(alice), [{ after: 3, upTo: 5 }]);
  t.false(state.accounts.get(alice)?.chats.has(chat));
  state.apply(participantsAdded(chat, 'alice', [{ after: 3, upTo: 5 }]), 6);
  t.deepEqual(rolesOf(state), ['bob member 3', 'alice member 6']);
  t.is(state.chats.get(chat)?.former.size, 0);
  t.is(state.accounts.get(alice)?.formerChats.size, 0);
});

test('of those who went a chat remembers as many as it may, and neither side knows of the others', (t) => {
  const gone = ['carol', 'dave', 'erin'];
  const state = after(
    ...group,
    ...gone.flatMap((name) => [accountCreated(name), participantsAdded(chat, name), participantRemoved(chat, name)]),
  );
  t.deepEqual([...(state.chats.get(chat)?.former.keys() ?? [])], ['dave', 'erin'] as AccountId[]);
  t.deepEqual(
    gone.map((name) => state.accountsByName.get(name)?.formerChats.size),
    [0, 1, 1],
  );
});

test('a deleted account is gone from those who went, too', (t) => {
  const state = after(...group, participantRemoved(chat, 'alice'), accountDeleted('alice'));
  t.is(state.chats.get(chat)?.former.size, 0);
});

test('a group is forgotten with its last participant, and by those who went before', (t) => {
  const state = after(...group, participantRemoved(chat, 'alice'), participantRemoved(chat, 'bob'));
  t.is(state.chats.size, 0);
  for (const { formerChats, chats } of state.accounts.values()) t.is(formerChats.size + chats.size, 0);
});

test('a message moves the last position of its chat on, and a joining does not', (t) => {
  const state = after(...group, accountCreated('carol'), participantsAdded(chat, 'carol'));
  t.is(state.chats.get(chat)?.lastPosition, 3);
  state.apply(messageSent(chat, 'bob', 'x'), 6);
  t.is(state.chats.get(chat)?.lastPosition, 6);
});

test('a change of a group says what changed, and whom it is about', (t) => {
  const state = after(...group, accountCreated('carol'));
  const told = (event: LedgerEvent): unknown => {
    const consequence = state.apply(event, state.position + 1);
    if (consequence.type !== 'chat_changed') return consequence.type;
    return [consequence.change, consequence.accounts.map(({ name }) => name).join(' ')];
  };
  t.deepEqual(told({ type: 'chat_renamed', chat, title: 'two', timeMs: 0 }), ['renamed', '']);
  t.is(state.chats.get(chat)?.title, 'two');
  t.deepEqual(told(participantsAdded(chat, 'carol')), ['added', 'carol']);
  t.deepEqual(told({ type: 'participant_role_changed', chat, account: bob, role: 'owner' }), ['role', 'bob']);
  t.deepEqual(told(participantRemoved(chat, 'bob')), ['left', 'bob']);
  t.deepEqual(told({ ...participantsAdded(chat, 'bob') }), ['added', 'bob']);
  t.deepEqual(told({ ...participantRemoved(chat, 'bob'), reason: 'removed' }), ['removed', 'bob']);
});

test('an event that skips a position, or comes twice, is a fault', (t) => {
  const state = after(accountCreated('alice'));
  for (const position of [1, 3]) {
    t.throws(() => state.apply(accountCreated('bob'), position), { instanceOf: AssertionError });
  }
  t.is(state.position, 1);
});

const impossible: readonly [string, LedgerEvent][] = [
  ['a name that is taken', accountCreated('alice')],
  ['a message in no chat', messageSent(chat, 'alice', 'hello')],
  ['an acknowledgement by nobody', inboxAcknowledged('nobody', 1)],
  ['the end of no session', { type: 'session_ended', token: 'x' as TokenHash, reason: 'SESSION_ENDED', timeMs: 0 }],
  ['a deletion of nobody', accountDeleted('nobody')],
  ['a chat with nobody', chatCreated(chat, 'alice', 'nobody')],
  ['a new title of no chat', { type: 'chat_renamed', chat, title: 'x', timeMs: 0 }],
  ['somebody added to no chat', participantsAdded(chat, 'alice')],
  ['the removal of somebody from no chat', participantRemoved(chat, 'alice')],
  ['a role in no chat', { type: 'participant_role_changed', chat, account: alice, role: 'owner' }],
  ['a mark as read of no chat', { type: 'chat_read', chat, account: alice, readPosition: 1 }],
  ['a ticket of no chat', { type: 'ticket_opened', chat, account: alice, timeMs: 0 }],
  ['an operator of no ticket', { type: 'ticket_assigned', chat, operator: alice, timeMs: 0 }],
  ['the return of no ticket', { type: 'ticket_returned', chat, rank: 0 }],
  ['the end of no ticket', { type: 'ticket_closed', chat, timeMs: 0 }],
  ['a role of nobody', { type: 'account_role_changed', account: bob, role: 'admin', timeMs: 0 }],
  ['the presence of nobody', { type: 'presence_hidden', account: bob, hidden: true }],
  ['a session of nobody', sessionOpened('nobody' as AccountId, 'x')],
];

for (const [what, event] of impossible) {
  test(`${what} is a fault`, (t) => {
    const state = after(accountCreated('alice'));
    t.throws(() => state.apply(event, state.position + 1), { instanceOf: AssertionError });
  });
}

test('somebody who takes part already, added again, is a fault', (t) => {
  const state = after(...group);
  t.throws(() => state.apply(participantsAdded(chat, 'bob'), 4), { instanceOf: AssertionError });
});

test('an account that leaves an open ticket behind is a fault', (t) => {
  const state = after(
    accountCreated('alice'),
    { ...chatCreated(chat, 'alice'), kind: 'desk' },
    { type: 'ticket_opened', chat, account: alice, timeMs: 0 },
  );
  t.throws(() => state.apply(accountDeleted('alice'), 4), { instanceOf: AssertionError });
});

test('how many own a group, take part in groups, and are remembered by them, is counted through all that happens', (t) => {
  const state = after(...group, accountCreated('carol'), accountCreated('dave'));
  const counts = (): unknown => [
    state.chats.get(chat)?.owners ?? 0,
    state.groupParticipants,
    ...[...state.accounts.values()].map(({ groups }) => groups),
  ];
  const next = (event: LedgerEvent): unknown => {
    state.apply(event, state.position + 1);
    return counts();
  };
  const role = (account: AccountId, to: 'owner' | 'member'): LedgerEvent => {
    return { type: 'participant_role_changed', chat, account, role: to };
  };
  t.deepEqual(counts(), [1, 2, 1, 1, 0, 0]);
  t.deepEqual(next(participantsAdded(chat, 'carol')), [1, 3, 1, 1, 1, 0]);
  t.deepEqual(next(chatCreated('direct' as ChatId, 'alice', 'bob')), [1, 3, 1, 1, 1, 0]);
  t.deepEqual(next(role(bob, 'owner')), [2, 3, 1, 1, 1, 0]);
  t.deepEqual(next(role(bob, 'owner')), [2, 3, 1, 1, 1, 0]);
  t.deepEqual(next(participantRemoved(chat, 'alice')), [1, 3, 0, 1, 1, 0]);
  t.deepEqual(next(participantRemoved(chat, 'carol')), [1, 3, 0, 1, 0, 0]);
  t.deepEqual(next(participantsAdded(chat, 'dave')), [1, 4, 0, 1, 0, 1]);
  t.deepEqual(next(participantsAdded(chat, 'alice')), [1, 4, 1, 1, 0, 1]);
  t.deepEqual(next(role(alice, 'owner')), [2, 4, 1, 1, 0, 1]);
  t.deepEqual(next(role(bob, 'member')), [1, 4, 1, 1, 0, 1]);
  t.deepEqual(next(accountDeleted('carol')), [1, 3, 1, 1, 1]);
  t.deepEqual(next(accountDeleted('alice')), [0, 2, 1, 1]);
  t.deepEqual(next(accountDeleted('bob')), [0, 1, 1]);
  t.deepEqual(next(participantRemoved(chat, 'dave')), [0, 0, 0]);
});
