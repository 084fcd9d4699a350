/** Holds the tables of rights in wire_design.md §5.35 to the core: every cell is tried, in a situation of its own. */

import test from 'ava';
import { ChatError } from '../contract/chat_error.ts';
import type { ErrorCode } from '../contract/contract.generated.ts';
import { type Caller, CoreFixture, password } from '../testing/core_fixture.ts';
import { documentLines, type Table, tableAt } from '../testing/markdown.ts';

const lines = documentLines('wire_design.md');
const section = lines.indexOf('### 5.35 Who may do what');
const tables = lines.flatMap((line, at): readonly Table[] => {
  const isFirst = at > section && line.startsWith('|') && !lines[at - 1]?.startsWith('|');
  return isFirst ? [tableAt(lines, at) ?? []] : [];
});
const [chatTable = [], deskTable = []] = tables;

/** A chat with a message, and the names that an operation may need. */
interface Situation {
  readonly chat: string;
  readonly position: number;
  readonly caller: Caller;
  /** Another participant, or nobody who is one. */
  readonly other: string;
}

const ledgerId = 'test-ledger';

/** What each row of the tables is, tried by the caller of a situation. */
const attempts: Readonly<Record<string, (at: Situation) => Promise<unknown>>> = {
  SEND: ({ caller, chat }) => caller.write(chat, 'a word'),
  TYPE: ({ caller, chat }) => caller.call('setTyping', { chat, typing: true }),
  HISTORY: ({ caller, chat }) => caller.call('history', { chat, before: 0, after: undefined, limit: 0, ledgerId }),
  SEARCH: ({ caller, chat }) => caller.call('searchMessages', { query: 'word', chat, before: 0, limit: 0, ledgerId }),
  PARTICIPANTS: ({ caller, chat }) => caller.call('listParticipants', { chat, pageSize: 0, pageToken: '' }),
  READ: ({ caller, chat, position }) => caller.call('markRead', { chat, position, ledgerId }),
  RECEIPTS: ({ caller, chat, position }) => caller.call('getReceipts', { chat, position, ledgerId }),
  RENAMECHAT: ({ caller, chat }) => caller.call('renameChat', { chat, title: 'another' }),
  ADD: ({ caller, chat }) => caller.call('addParticipants', { chat, accounts: ['fay'], withHistory: false }),
  REMOVE: ({ caller, chat, other }) => caller.call('removeParticipant', { chat, account: other }),
  ROLE: ({ caller, chat, other }) => caller.call('setRole', { chat, account: other, role: 'owner' }),
  LEAVE: ({ caller, chat }) => caller.call('leaveChat', { chat }),
  'TRANSFER to an operator': ({ caller, chat }) => caller.call('transferTicket', { chat, to: 'sam' }),
  'TRANSFER back': ({ caller, chat }) => caller.call('transferTicket', { chat, to: '' }),
  CLOSETICKET: ({ caller, chat }) => caller.call('closeTicket', { chat }),
};

type ChatColumn = 'stranger' | 'direct' | 'member' | 'owner';

/** Ann owns the group of bob and cid; ann and bob have a direct chat; eve shares neither. */
async function chatSituation(column: ChatColumn) {
  const fixture = new CoreFixture();
  const [ann, bob, , eve] = [
    await fixture.create('ann'),
    await fixture.create('bob'),
    await fixture.create('cid'),
    await fixture.create('eve'),
    await fixture.create('fay'),
  ];
  const { chat: group } = await ann.call('createChat', { title: 'a group', participants: ['bob', 'cid'] });
  const { position } = await ann.write(group, 'a word');
  const direct = await bob.send('ann', 'a word');
  const inGroup = { chat: group, position, other: 'cid' };
  const situations = {
    stranger: { ...inGroup, caller: eve },
    direct: { chat: direct.chat, position: direct.position, other: 'bob', caller: ann },
    member: { ...inGroup, caller: bob },
    owner: { ...inGroup, caller: ann },
  } satisfies Record<ChatColumn, Situation>;
  return { bob, situation: situations[column] };
}

const stages = ['waiting', 'assigned', 'closed'] as const;
type Stage = (typeof stages)[number];
const deskColumns = ['user', 'operator', 'another operator', 'another admin', 'anybody'] as const;
type DeskColumn = (typeof deskColumns)[number];

/** Ulla's ticket; once it has an operator that is opal. Undefined where there is no such caller. */
async function deskSituation(stage: Stage, column: DeskColumn): Promise<Situation | undefined> {
  if (column === 'operator' && stage !== 'assigned') return undefined;
  const fixture = new CoreFixture();
  const callers = {
    user: await fixture.create('ulla'),
    operator: await fixture.create('opal'),
    'another operator': await fixture.create('otto'),
    'another admin': await fixture.create('adam'),
    anybody: await fixture.create('eve'),
  } satisfies Record<DeskColumn, Caller>;
  for (const name of ['fay', 'sam']) await fixture.create(name);
  for (const name of ['opal', 'otto', 'sam']) await fixture.core.grantRole(name, 'operator');
  await fixture.core.grantRole('adam', 'admin');
  const { chat } = await callers.user.call('openTicket', { subject: 'help' });
  const { position } = await callers.user.write(chat, 'a word');
  if (stage !== 'waiting') await callers.operator.call('nextTicket', {});
  if (stage === 'closed') await callers.user.call('closeTicket', { chat });
  return { chat, position, caller: callers[column], other: column === 'user' ? 'opal' : 'ulla' };
}

/** The names of a row's operations, as `attempts` has them. */
function operationsOf(cell: string): readonly string[] {
  return cell.split(', ').map((name) => name.replace(' by `chat`', ''));
}

async function outcome(operation: string, situation: Situation): Promise<'yes' | ErrorCode> {
  const attempt = attempts[operation];
  if (attempt === undefined) throw new Error(`the table has ${operation}, and nothing here tries it`);
  try {
    await attempt(situation);
    return 'yes';
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

test('wire_design.md: who takes part in a direct chat or a group may do what its table of rights says', async (t) => {
  const columns: readonly ChatColumn[] = ['stranger', 'direct', 'member', 'owner'];
  for (const [operations = '', ...cells] of chatTable) {
    for (const operation of operationsOf(operations)) {
      for (const [index, column] of columns.entries()) {
        const [expected, later] = (cells[index] ?? '').split('; ');
        const { situation } = await chatSituation(column);
        t.is(await outcome(operation, situation), expected as ErrorCode, `${operation}: ${column}`);
        if (later === undefined) continue;
        const lonely = await chatSituation(column);
        await lonely.bob.call('deleteAccount', { password });
        const code = await outcome(operation, lonely.situation);
        t.is(`${code} once the other account is deleted`, later, `${operation}: ${column}`);
      }
    }
  }
});

test('wire_design.md: who has to do with a ticket may do what its table of rights says', async (t) => {
  let above = '';
  for (const [named = '', when = '', ...cells] of deskTable) {
    const operations = named === '' ? above : named;
    above = operations;
    for (const stage of when === 'any' ? stages : stages.filter((known) => when.split(', ').includes(known))) {
      for (const operation of operationsOf(operations)) {
        for (const [index, column] of deskColumns.entries()) {
          const situation = await deskSituation(stage, column);
          const expected = cells[index];
          // A row of several stages has a cell for the operator, which counts where there is one.
          if (situation === undefined) continue;
          t.is(await outcome(operation, situation), expected as ErrorCode, `${operation}, ${stage}: ${column}`);
        }
      }
    }
  }
});

test('wire_design.md: what a request says in itself is looked at before the chat, the chat before the right', async (t) => {
  const refusedTo = async (column: ChatColumn, attempt: (at: Situation) => Promise<unknown>) => {
    const error = await attempt((await chatSituation(column)).situation).catch((refusal: unknown) => refusal);
    return error instanceof ChatError ? error.code : error;
  };
  const renaming =
    (title: string) =>
    ({ caller, chat }: Situation) =>
      caller.call('renameChat', { chat, title });
  const adding =
    (account: string) =>
    ({ caller, chat }: Situation) =>
      caller.call('addParticipants', { chat, accounts: [account], withHistory: false });
  t.is(await refusedTo('stranger', renaming('')), 'INVALID_ARGUMENT');
  t.is(await refusedTo('stranger', adding('nobody')), 'NOT_FOUND');
  t.is(await refusedTo('direct', adding('nobody')), 'FAILED_PRECONDITION');
  t.is(await refusedTo('member', adding('nobody')), 'PERMISSION_DENIED');
  t.is(await refusedTo('owner', adding('nobody')), 'NOT_FOUND');
  t.is(await refusedTo('owner', adding('cid')), 'FAILED_PRECONDITION');
  const ahead = { position: 1_000, ledgerId };
  t.is(await refusedTo('stranger', ({ caller, chat }) => caller.call('markRead', { chat, ...ahead })), 'NOT_FOUND');
  t.is(await refusedTo('owner', ({ caller, chat }) => caller.call('markRead', { chat, ...ahead })), 'OUT_OF_RANGE');
  const history = { before: 1_000, after: undefined, limit: 0, ledgerId };
  t.is(await refusedTo('stranger', ({ caller, chat }) => caller.call('history', { chat, ...history })), 'OUT_OF_RANGE');
  t.is(
    await refusedTo('stranger', ({ caller }) => caller.call('setAccountRole', { name: 'nobody', role: 'none' })),
    'PERMISSION_DENIED',
  );
});

test('wire_design.md: the tables of rights have every operation on a chat or a ticket, in every stage', (t) => {
  const tried = [...chatTable, ...deskTable].flatMap(([operations = '']) => operationsOf(operations));
  t.deepEqual([...new Set(tried)].filter((name) => name !== '').sort(), Object.keys(attempts).sort());
  for (const stage of stages) {
    t.true(
      deskTable.some(([, when = '']) => when.includes(stage)),
      stage,
    );
  }
});
