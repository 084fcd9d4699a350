/** Random operations on chats: making, changing, leaving, writing to, reading and listing them. For tests. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Chat, Participant, SendReply } from '../contract/contract.generated.ts';
import { accountName, type ChatCommand, cursor, ledgerOf, limit, positionAt, sessionCommand } from './chat_command.ts';
import type { Caller } from './core_fixture.ts';
import type { GroupModel } from './group_model.ts';
import type { ModelAccount, ModelChat, ModelSent } from './model_parts.ts';
import type { SessionOfBoth, SideBySide } from './side_by_side.ts';

const title = fc.constantFrom('one', 'two');
const role = fc.constantFrom('owner', 'member');
const names = (min: number): fc.Arbitrary<string[]> =>
  fc.oneof(
    fc.array(accountName, { minLength: min, maxLength: 1 }),
    fc.array(accountName, { minLength: min, maxLength: 3 }),
  );

interface InChat extends SessionOfBoth {
  readonly chat: ModelChat | undefined;
  readonly id: string;
}

/** Asks mostly for a chat that the caller takes part in, else for any, or for one that does not exist. */
function chatCommand<T extends object>(
  what: string,
  values: fc.Arbitrary<T>,
  run: (both: SideBySide, of: InChat, value: T) => Promise<unknown>,
): fc.Arbitrary<ChatCommand> {
  const which = fc.record({ back: fc.nat(2), isOwn: fc.constantFrom(true, true, true, false) });
  return sessionCommand(what, fc.record({ which, value: values }), (both, of, { which: { back, isOwn }, value }) => {
    const { groups } = both.model;
    const chats = isOwn ? groups.of(of.session.account).filter(({ kind }) => kind === 'group') : groups.chats;
    const chat = chats[chats.length - 1 - back];
    return run(both, { ...of, chat, id: chat?.id ?? 'none' }, value);
  });
}

/** As the session's account; refused where the session has ended. */
function asked<T>(
  both: SideBySide,
  { session }: SessionOfBoth,
  ask: (groups: GroupModel, caller: ModelAccount) => T,
): () => T {
  return () => {
    const caller = both.model.use(session);
    return ask(both.model.groups, caller);
  };
}

export const newGroups = sessionCommand(
  'create chat',
  fc.record({ title, participants: names(0) }),
  async (both, of, request) => {
    const answers = await both.both(
      asked(both, of, (groups, caller) => groups.create(caller, request.title, request.participants)),
      () => of.caller.call('createChat', request),
    );
    if (answers === undefined) return;
    const { expected, actual } = answers;
    expected.id = actual.chat;
    assert.deepEqual(actual, { chat: actual.chat, position: expected.lastPosition, timeMs: expected.createdMs });
  },
);

export const groupCommands: readonly fc.Arbitrary<ChatCommand>[] = [
  chatCommand('rename chat', fc.record({ title }), (both, of, request) =>
    both.same(
      asked(both, of, (groups, caller) => groups.rename(caller, of.chat, request.title)),
      () => of.caller.call('renameChat', { chat: of.id, title: request.title }),
    ),
  ),
  // Twice as likely as the rest, so that groups grow.
  ...['add participants', 'add participants'].map((what) =>
    chatCommand(what, fc.record({ accounts: names(1), withHistory: fc.boolean() }), (both, of, request) =>
      both.same(
        asked(both, of, (groups, caller) => groups.add(caller, of.chat, request.accounts, request.withHistory)),
        () => of.caller.call('addParticipants', { chat: of.id, ...request }),
      ),
    ),
  ),
  chatCommand('remove participant', fc.record({ account: accountName }), (both, of, { account }) =>
    both.same(
      asked(both, of, (groups, caller) => groups.remove(caller, of.chat, account)),
      () => of.caller.call('removeParticipant', { chat: of.id, account }),
    ),
  ),
  chatCommand('leave chat', fc.record({}), (both, of) =>
    both.same(
      asked(both, of, (groups, caller) => groups.leave(caller, of.chat)),
      () => of.caller.call('leaveChat', { chat: of.id }),
    ),
  ),
  chatCommand('set role', fc.record({ account: accountName, role }), (both, of, request) =>
    both.same(
      asked(both, of, (groups, caller) =>
        groups.setRole(caller, of.chat, request.account, request.role as 'owner' | 'member'),
      ),
      () => of.caller.call('setRole', { chat: of.id, ...request }),
    ),
  ),
  ...['write', 'write', 'write'].map((what) =>
    chatCommand(what, fc.record({ body: fc.constantFrom('hi', 'all'), key: fc.constantFrom('', '', 'k1') }), write),
  ),
  ...['history', 'history'].map((what) =>
    chatCommand(what, fc.record({ cursor, forwards: fc.boolean(), limit }), (both, of, request) => {
      const position = positionAt(both, request.cursor) ?? 0;
      const range = request.forwards ? { before: 0, after: position } : { before: position, after: undefined };
      return both.same(
        asked(both, of, (groups, caller) => groups.history(caller, of.chat, range, request.limit)),
        () => of.caller.call('history', { chat: of.id, ...range, limit: request.limit, ledgerId: ledgerOf(both) }),
      );
    }),
  ),
  sessionCommand('list chats', fc.record({ pageSize: limit }), (both, of, { pageSize }) =>
    both.same(
      asked(both, of, (groups, caller) => groups.list(caller)),
      () => listedChats(of.caller, pageSize),
    ),
  ),
  chatCommand('list participants', fc.record({ pageSize: limit }), (both, of, { pageSize }) =>
    both.same(
      asked(both, of, (groups, caller) => groups.participants(caller, of.chat)),
      async () => {
        const participants = await listedParticipants(of.caller, of.id, pageSize);
        return participants.map(({ name, role, joinedPosition }) => [name, role, joinedPosition]);
      },
    ),
  ),
];

function write(both: SideBySide, of: InChat, { body, key }: { body: string; key: string }): Promise<void> {
  return sentByBoth(
    both,
    () => both.model.send(of.session, of.chat, body, key),
    () => of.caller.write(of.id, body, key),
  );
}

/** Asks both to send, and tells the model the id of a chat that this made. */
export async function sentByBoth(
  both: SideBySide,
  askModel: () => ModelSent,
  askCore: () => Promise<SendReply>,
): Promise<void> {
  const answers = await both.both(askModel, askCore);
  if (answers === undefined) return;
  const { expected, actual } = answers;
  if (expected.chat.id === '') expected.chat.id = actual.chat;
  assert.deepEqual(actual, { ...expected, chat: expected.chat.id });
}

async function listedChats(caller: Caller, pageSize: number): Promise<readonly Chat[]> {
  const chats: Chat[] = [];
  let pageToken = '';
  do {
    const page = await caller.call('listChats', { pageSize, pageToken });
    chats.push(...page.chats);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return chats;
}

async function listedParticipants(caller: Caller, chat: string, pageSize: number): Promise<readonly Participant[]> {
  const participants: Participant[] = [];
  let pageToken = '';
  do {
    const page = await caller.call('listParticipants', { chat, pageSize, pageToken });
    participants.push(...page.participants);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return participants;
}
