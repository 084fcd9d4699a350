/** The audit of groups and tickets finds each kind of wrong, and nothing where all is right. */

import test from 'ava';
import { ChatAudit, type KeptChat } from './chat_audit.ts';
import type { ChatChange, Part, Span } from './chat_changes.ts';
import type { FindingKind } from './findings.ts';
import type { ChatLogEntry } from './send_log.ts';

const chat = 'group 0.0';
const id = 'chat';

function asked(change: ChatChange): ChatLogEntry {
  return { type: 'change', chat, change };
}

function changed(position: number): ChatLogEntry {
  return { type: 'changed', chat, id, position };
}

const unanswered: ChatLogEntry = { type: 'change_unanswered', chat };

/** A group of ann, who owns it, and bob, made at 1; message 0 at 2. */
const made: readonly ChatLogEntry[] = [
  asked({ type: 'create', owner: 'ann', others: ['bob'] }),
  changed(1),
  { type: 'say', chat, number: 0, sender: 'ann' },
  { type: 'said', chat, number: 0, position: 2 },
];

function part(account: string, of: Partial<Part> = {}): Part {
  return { account, role: 'member', joinedPosition: 1, readPosition: 1, spans: [], ...of };
}

const [ann, bob] = [part('ann', { role: 'owner' }), part('bob')];
const bobWent: KeptChat['former'][number] = { account: 'bob', spans: [{ after: 1, upTo: 3 }] };

function kept(participants: readonly Part[], of: Partial<KeptChat> = {}): readonly KeptChat[] {
  return [{ name: chat, id, createdPosition: 1, title: chat, participants, former: [], ticket: 'none', ...of }];
}

/** `messageAt`: where the ledger has the message; 0 for nowhere. */
function audited(log: readonly ChatLogEntry[], chats: readonly KeptChat[], messageAt = 2): readonly FindingKind[] {
  const found: FindingKind[] = [];
  const audit = new ChatAudit((kind) => void found.push(kind));
  for (const entry of [...made, ...log]) audit.take(entry);
  if (messageAt > 0) audit.takeMessage({ chat, number: 0 }, messageAt, 'ann', id);
  audit.judgeMessages();
  audit.judge(chats);
  return found;
}

const carolAndDave: ChatChange = { type: 'add', by: 'ann', accounts: ['carol', 'dave'], withHistory: false };
const joined = { joinedPosition: 3, readPosition: 3 };
const annLeaves: ChatChange = { type: 'leave', account: 'ann' };
const annWent = { account: 'ann', spans: [{ after: 1, upTo: 4 }] };
const all: readonly Span[] = [{ after: 0, upTo: 3 }];

const wrong: readonly (readonly [string, readonly ChatLogEntry[], readonly KeptChat[]])[] = [
  ['a group that is gone', [], []],
  ['a participant who is gone', [], kept([ann])],
  ['a participant without its role', [], kept([part('ann'), bob])],
  ['participants in another order', [], kept([bob, ann])],
  ['another title', [], kept([ann, bob], { title: 'group 0.0 take 3' })],
  ['a reading that is not there', [asked({ type: 'read', account: 'bob', position: 2 }), changed(3)], kept([ann, bob])],
  ['a change that was acknowledged and is not there', [asked(carolAndDave), changed(3)], kept([ann, bob])],
  [
    'an unanswered change that is there in part',
    [asked(carolAndDave), unanswered],
    kept([ann, bob, part('carol', joined)]),
  ],
  [
    'an owner who has left without passing its role on',
    [asked(annLeaves), unanswered],
    kept([bob], { former: [annWent] }),
  ],
  [
    'a role that was passed on by who has not left',
    [asked(annLeaves), unanswered],
    kept([part('ann'), part('bob', { role: 'owner' })]),
  ],
  ['a leaving that is not remembered', [asked({ type: 'leave', account: 'bob' }), changed(3)], kept([ann])],
  [
    'a history that is missing',
    [asked({ type: 'add', by: 'ann', accounts: ['carol'], withHistory: true }), changed(3)],
    kept([ann, bob, part('carol', joined)]),
  ],
  [
    'a history that was not given',
    [asked({ type: 'add', by: 'ann', accounts: ['carol'], withHistory: false }), changed(3)],
    kept([ann, bob, part('carol', { ...joined, spans: all })]),
  ],
  [
    'a change at another position',
    [asked(carolAndDave), changed(4)],
    kept([ann, bob, part('carol', joined), part('dave', joined)]),
  ],
];

for (const [title, log, chats] of wrong) {
  test(`the audit of chats finds ${title}`, (t) => {
    t.deepEqual(audited(log, chats), ['chat']);
  });
}

test('the audit of chats finds nothing where an unanswered change is there, and nothing where it is not', (t) => {
  const log = [asked(carolAndDave), unanswered];
  t.deepEqual(audited(log, kept([ann, bob])), []);
  t.deepEqual(audited(log, kept([ann, bob, part('carol', joined), part('dave', joined)])), []);
  const ownerLeaves = [asked(annLeaves), unanswered];
  t.deepEqual(audited(ownerLeaves, kept([part('bob', { role: 'owner' })], { former: [annWent] })), []);
});

test('the audit of chats finds nothing where who left comes back with what it had seen', (t) => {
  const back: ChatChange = { type: 'add', by: 'ann', accounts: ['bob'], withHistory: false };
  const log = [asked({ type: 'leave', account: 'bob' }), changed(3), asked(back), changed(4)];
  const again = part('bob', { joinedPosition: 4, readPosition: 4, spans: bobWent.spans });
  t.deepEqual(audited(log, kept([ann, again])), []);
  t.deepEqual(audited(log, kept([ann, { ...again, spans: [] }])), ['chat']);
});

test('the audit of chats holds a ticket that nobody was told of against its life', (t) => {
  const name = 'ticket 0';
  const found: FindingKind[] = [];
  const audit = new ChatAudit((kind) => void found.push(kind));
  const of = (...entries: readonly ChatLogEntry[]): void => {
    for (const entry of entries) audit.take({ ...entry, chat: name });
  };
  const ticket = (
    state: KeptChat['ticket'],
    participants: readonly Part[],
    former: KeptChat['former'] = [],
  ): KeptChat[] => [{ name, id, createdPosition: 1, title: name, participants, former, ticket: state }];
  const operator = part('olga', { joinedPosition: 3, readPosition: 3, spans: all });
  of(asked({ type: 'open', user: 'bob' }), unanswered);
  audit.judge(ticket('queued', [bob]));
  of(asked({ type: 'assign', operator: 'olga' }), { type: 'changed', chat, id });
  audit.judge(ticket('assigned to olga', [bob, operator]));
  of(asked({ type: 'close' }), unanswered);
  audit.judge(ticket('assigned to olga', [bob, operator]));
  t.deepEqual(found, []);
  audit.judge(ticket('none', [bob, operator]));
  t.deepEqual(found, ['chat'], 'closed, and its operator still there');
});

test('the audit of chats finds a message that is lost, at another position, there twice, or of somebody else', (t) => {
  t.deepEqual(audited([], kept([ann, bob]), 0), ['lost']);
  t.deepEqual(audited([], kept([ann, bob]), 3), ['lost']);
  const found: FindingKind[] = [];
  const audit = new ChatAudit((kind) => void found.push(kind));
  for (const entry of made) audit.take(entry);
  audit.takeMessage({ chat, number: 0 }, 2, 'ann', id);
  audit.takeMessage({ chat, number: 0 }, 3, 'ann', id);
  audit.takeMessage({ chat, number: 0 }, 4, 'eve', id);
  t.deepEqual(found, ['twice', 'stranger']);
});

test('the audit of chats finds a group that nobody made, and one that is there twice', (t) => {
  const [group] = kept([ann, bob]) as [KeptChat];
  t.deepEqual(audited([], [group, { ...group, name: 'group 7.7' }]), ['stranger']);
  t.deepEqual(audited([], [group, group]), ['twice']);
});
