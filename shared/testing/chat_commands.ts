/** Random sequences of operations, for a core and its model side by side. For tests. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Account, LoginReply } from '../contract/contract.generated.ts';
import {
  accountName,
  accountNames,
  type ChatCommand,
  command,
  cursor,
  ledgerOf,
  limit,
  positionAt,
  sessionCommand,
} from './chat_command.ts';
import { type ModelSession, modelBounds } from './chat_model.ts';
import { Caller } from './core_fixture.ts';
import { GatheringSubscriber } from './gathering_subscriber.ts';
import { groupCommands, newGroups, sentByBoth } from './group_commands.ts';
import type { SessionOfBoth, SideBySide } from './side_by_side.ts';

const password = fc.constantFrom('password one', 'password two');
const send = fc.record({
  to: accountName,
  body: fc.constantFrom('hello', 'and again', '\u{1f600}'),
  key: fc.constantFrom('', '', 'k1', 'k2'),
});

const accountCommands: readonly fc.Arbitrary<ChatCommand>[] = [
  command(
    'create',
    fc.record({ name: accountName, password, fullName: fc.constantFrom('', 'Ann', 'bobby tables') }),
    (both, request) =>
      opened(
        both,
        () => both.model.create(request.name, request.password, request.fullName),
        async () => both.fixture.core.operations.createAccount(undefined, request),
      ),
  ),
  command('login', fc.record({ name: accountName, password }), (both, request) =>
    opened(
      both,
      () => both.model.login(request.name, request.password),
      async () => both.fixture.core.operations.login(undefined, request),
    ),
  ),
  sessionCommand('delete', fc.record({ password }), (both, { session, caller }, request) =>
    both.same(
      () => both.model.deleteAccount(session, request.password),
      () => caller.call('deleteAccount', request),
    ),
  ),
];

/** After which some sessions count no more. */
const endingCommands: readonly fc.Arbitrary<ChatCommand>[] = [
  command('wait', fc.integer({ min: 1, max: 40 }), async (both, minutes) => {
    both.model.nowMs += minutes * 60_000;
    both.fixture.environment.advance(minutes * 60_000);
  }),
  sessionCommand('logout', fc.constant({}), (both, { session, caller }, request) =>
    both.same(
      () => both.model.logout(session),
      () => caller.call('logout', request),
    ),
  ),
  sessionCommand(
    'change password',
    fc.record({ oldPassword: password, newPassword: password }),
    (both, { session, caller }, request) =>
      both.same(
        () => both.model.changePassword(session, request.oldPassword, request.newPassword),
        () => caller.call('changePassword', request),
      ),
  ),
];

const messageCommands: readonly fc.Arbitrary<ChatCommand>[] = [
  // Three times as likely as the rest.
  ...['send', 'send', 'send'].map((title) => sessionCommand(title, send, sendAsBoth)),
  sessionCommand('fetch', fc.record({ cursor, limit }), (both, { session, caller }, request) => {
    const after = positionAt(both, request.cursor);
    return both.same(
      () => both.model.fetch(session, after, request.limit),
      () => caller.call('fetch', { after, limit: request.limit, ledgerId: ledgerOf(both) }),
    );
  }),
  sessionCommand('acknowledge', cursor, (both, { session, caller }, part) => {
    const position = positionAt(both, part ?? 1) ?? 0;
    return both.same(
      () => both.model.acknowledge(session, position),
      () => caller.call('acknowledge', { position, ledgerId: ledgerOf(both) }),
    );
  }),
  sessionCommand(
    'list',
    fc.record({ pattern: fc.constantFrom('', 'o', '^b', 'a$', 'Ann|cem', 'z'), pageSize: limit }),
    (both, { session, caller }, { pattern, pageSize }) =>
      both.same(
        () => both.model.list(session, pattern),
        () => listAll(caller, pattern, pageSize),
      ),
  ),
  sessionCommand('subscribe', cursor, async (both, { session, caller }, part) => {
    const subscriber = new GatheringSubscriber();
    const after = positionAt(both, part);
    const answers = await both.both(
      () => both.model.subscribe(session, after),
      () => caller.subscribe(subscriber, { after, ledgerId: ledgerOf(both), signals: [] }),
    );
    if (answers !== undefined) both.subscribers.set(answers.expected, { subscriber, subscription: answers.actual });
  }),
  command('unsubscribe', fc.nat(20), async (both, index) => {
    const [expected, actual] = [...both.subscribers][index % both.subscribers.size] ?? [];
    if (expected === undefined) return;
    both.model.unsubscribe(expected);
    actual?.subscription.unsubscribe();
  }),
];

/** Up to that many operations in a row. */
export function chatCommands(commandsMax: number): fc.Arbitrary<Iterable<fc.AsyncCommand<object, SideBySide>>> {
  return commandsOf(
    [...accountCommands, ...endingCommands, ...messageCommands, newGroups, ...groupCommands],
    commandsMax,
  );
}

/** As `chatCommands`, but most of them about groups: for accounts that are there already (`openAccounts`). */
export function mostlyGroups(commandsMax: number): fc.Arbitrary<Iterable<fc.AsyncCommand<object, SideBySide>>> {
  const often = [...groupCommands, ...groupCommands, ...groupCommands];
  return commandsOf([...accountCommands, ...messageCommands, newGroups, ...often, ...often], commandsMax);
}

/** Opens all accounts that there can be. */
export async function openAccounts(both: SideBySide): Promise<void> {
  for (const name of accountNames) {
    const request = { name, password: 'password one', fullName: '' };
    await opened(
      both,
      () => both.model.create(name, request.password, ''),
      async () => both.fixture.core.operations.createAccount(undefined, request),
    );
  }
}

function commandsOf(
  commands: readonly fc.Arbitrary<ChatCommand>[],
  commandsMax: number,
): fc.Arbitrary<Iterable<fc.AsyncCommand<object, SideBySide>>> {
  return fc.commands([...commands], { maxCommands: commandsMax, size: 'max' });
}

async function opened(
  both: SideBySide,
  askModel: () => ModelSession,
  askCore: () => Promise<LoginReply>,
): Promise<void> {
  const answers = await both.both(askModel, askCore);
  if (answers === undefined) return;
  const { expected, actual } = answers;
  assert.deepEqual(actual, {
    token: actual.token,
    expiresAtMs: both.model.nowMs + modelBounds.sessionIdleMs,
    account: expected.account.name,
    ledgerId: ledgerOf(both),
    acknowledgedPosition: expected.account.acknowledged,
    role: 'user',
  });
  both.opened(expected, new Caller(both.fixture.core, actual.token));
}

function sendAsBoth(
  both: SideBySide,
  { session, caller }: SessionOfBoth,
  { to, body, key }: { to: string; body: string; key: string },
): Promise<void> {
  return sentByBoth(
    both,
    () => both.model.send(session, to, body, key),
    () => caller.send(to, body, key),
  );
}

async function listAll(caller: Caller, pattern: string, pageSize: number): Promise<Account[]> {
  const accounts: Account[] = [];
  let pageToken = '';
  do {
    const page = await caller.call('listAccounts', { pattern, pageSize, pageToken });
    accounts.push(...page.accounts);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return accounts;
}
