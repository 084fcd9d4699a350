/** What the terminal says of times, of those who are there, and of how far a message has come. */

import test from 'ava';
import type { Chat, Message } from '../../shared/contract/contract.generated.ts';
import { chatLabel } from './chat_list.ts';
import { messageLabel } from './message_label.ts';
import { OwnReceipts } from './own_receipts.ts';
import { type Status, statusText } from './status_text.ts';
import { clipText, rowsOf } from './text_width.ts';
import { agoText, clockText, durationText, lastSeenText } from './time_text.ts';

const nowMs = new Date(2026, 4, 1, 14, 3).getTime();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

test('times are said as people say them', (t) => {
  const ages = [-5_000, 0, 59_999, minuteMs, 5 * minuteMs, 60 * minuteMs, 23 * hourMs, dayMs, 13 * dayMs];
  t.deepEqual(
    ages.map((ms) => agoText(nowMs - ms, nowMs)),
    [
      ...['just now', 'just now', 'just now', '1 minute ago', '5 minutes ago'],
      ...['1 hour ago', '23 hours ago', '1 day ago', '13 days ago'],
    ],
  );
  t.is(agoText(nowMs - 14 * dayMs, nowMs), 'on 2026-04-17');
  t.is(agoText(-1e300, nowMs), 'on --');
  t.deepEqual([-1, 999, 1_000, 90_000].map(durationText), ['0 seconds', '0 seconds', '1 second', '1 minute']);
  t.is(clockText(nowMs - dayMs, nowMs), '2026-04-30 14:03');
  t.is(lastSeenText({ online: true, lastSeenMs: 0 }, nowMs), 'online');
  t.is(lastSeenText({ online: false, lastSeenMs: 0 }, nowMs), '');
});

test('the status says what there is to say of the open chat, then of the others', (t) => {
  const nothing: Status = {
    ...{ typing: [], receipt: undefined, presence: undefined, ticket: undefined },
    ...{ unread: 0, anyOpen: true, queued: undefined },
  };
  t.is(statusText(nothing, nowMs, 100), '');
  const presence = { name: 'bob', online: true, lastSeenMs: nowMs };
  const all: Status = { ...nothing, presence, receipt: 'read', ticket: 'place 2 in the queue', unread: 3, queued: 1 };
  t.is(
    statusText(all, nowMs, 112),
    'place 2 in the queue · 3 unread in other chats · 1 waiting at the desk · bob is online · your last message: read',
  );
  // Where that does not fit, what matters most is still seen.
  t.is(statusText(all, nowMs, 111), 'place 2 in the queue · 3 unread · 1 waiting · bob is online · read');
  t.is(statusText({ ...nothing, presence, typing: ['bob'] }, nowMs, 100), 'bob is typing');
  t.is(statusText({ ...nothing, typing: ['bob', 'carol'] }, nowMs, 100), 'bob and carol are typing');
  t.is(statusText({ ...nothing, typing: ['bob', 'carol', 'd', 'e'] }, nowMs, 100), 'bob, carol and 2 more are typing');
  const away = { name: 'bob', online: false, lastSeenMs: nowMs - hourMs };
  t.is(statusText({ ...nothing, presence: away, queued: 0 }, nowMs, 100), 'bob was here 1 hour ago');
  t.is(statusText({ ...nothing, presence: { ...away, lastSeenMs: 0 } }, nowMs, 100), '');
  t.is(statusText({ ...nothing, unread: 2, anyOpen: false }, nowMs, 100), '2 unread');
});

test('a receipt counts for the newest message only if it reaches up to it', (t) => {
  const receipts = new OwnReceipts();
  const told = (position: number, delivered: number, read: number, others: number): string | undefined => {
    receipts.told({ chat: 'a', position, delivered, read, others });
    return receipts.text('a');
  };
  t.is(told(5, 1, 1, 1), undefined);
  receipts.sent('a', 5);
  t.is(receipts.text('a'), 'read');
  receipts.sent('a', 7);
  t.is(receipts.text('a'), 'sent');
  t.is(told(7, 0, 0, 5), 'sent');
  t.is(told(7, 1, 0, 1), 'delivered');
  t.is(told(7, 2, 0, 5), 'delivered to 2 of 5');
  t.is(told(7, 5, 0, 5), 'delivered to all');
  t.is(told(7, 5, 3, 5), 'read by 3 of 5');
  t.is(told(7, 5, 5, 5), 'read by all 5');
  // What is told of older ones later takes nothing back.
  t.is(told(6, 5, 1, 5), 'read by all 5');
  // Who read it has left, or handed the ticket over.
  t.is(told(7, 0, 0, 0), 'read by all 5');
  t.is(receipts.newest('a'), 7);
  t.is(receipts.text('b'), undefined);
});

const chat: Chat = {
  ...{ chat: 'a', kind: 'group', title: 'Team', others: 'bob carol', participants: 3, role: 'owner' },
  ...{ lastPosition: 1, unread: 0, readPosition: 0, createdMs: 0 },
};
const direct: Chat = { ...chat, chat: 'b', kind: 'direct', title: '', others: 'bob', participants: 2 };

test('a message of another chat than the open one says which', (t) => {
  const message: Message = { position: 1, chat: 'a', sender: 'bob', timeMs: 0, body: '' };
  const of = (sender: string, where: Chat | undefined, open: Chat | undefined): string =>
    messageLabel({ ...message, sender, chat: where?.chat ?? 'c' }, { user: 'alice', chat: where, open });
  t.is(of('bob', chat, chat), 'bob');
  t.is(of('bob', chat, direct), 'bob in Team');
  t.is(of('bob', chat, undefined), 'bob in Team');
  t.is(of('alice', chat, chat), 'you');
  t.is(of('alice', chat, direct), 'you in Team');
  t.is(of('bob', direct, direct), 'bob');
  t.is(of('bob', direct, undefined), 'bob');
  // Else it would look as if the group could read it.
  t.is(of('bob', direct, chat), 'bob to you');
  t.is(of('alice', direct, direct), 'to bob');
  t.is(of('bob', undefined, direct), 'bob');
  t.is(of('alice', undefined, direct), 'you, elsewhere');
  t.is(of('bob', { ...chat, kind: 'desk', title: 'help' }, direct), 'bob in desk: help');
});

test('a chat has a name, of bounded length, whatever it is', (t) => {
  t.is(chatLabel(direct), 'bob');
  t.is(chatLabel({ ...direct, others: '' }), '(deleted account)');
  t.is(chatLabel({ ...chat, title: '👪'.repeat(100) }), `${'👪'.repeat(29)}…`);
});

test('a status takes one row, and the rows of what was typed are counted as a terminal wraps them', (t) => {
  t.is(clipText('abcdef', 6), 'abcdef');
  t.is(clipText('abcdefg', 6), 'abcde…');
  t.is(clipText('日本語', 5), '日本…');
  t.deepEqual(
    ['', 'a'.repeat(9), 'a'.repeat(10), '日'.repeat(9)].map((text) => rowsOf(text, 10)),
    [1, 1, 2, 2],
  );
});
