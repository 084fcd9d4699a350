/** What events add up to, and that an event that cannot follow is a fault and not a guess. */

import { AssertionError } from 'node:assert';
import test from 'ava';
import type { AccountId, ChatId, LedgerEvent, TokenHash } from '../ledger/ledger.ts';
import { accountCreated, accountDeleted, chatCreated, inboxAcknowledged, messageSent } from '../ledger/suite_events.ts';
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
  ['a session of nobody', sessionOpened('nobody' as AccountId, 'x')],
];

for (const [what, event] of impossible) {
  test(`${what} is a fault`, (t) => {
    const state = after(accountCreated('alice'));
    t.throws(() => state.apply(event, state.position + 1), { instanceOf: AssertionError });
  });
}
