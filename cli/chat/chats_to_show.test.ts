/** Which chats /chats shows, and how a refusal is said to people. */

import test from 'ava';
import { ChatError } from '../../shared/contract/chat_error.ts';
import type { Chat } from '../../shared/contract/contract.generated.ts';
import { chatsToShow } from './chat_commands.ts';
import { chatWhere } from './chat_list.ts';
import { refusalText } from './refusal_text.ts';

const chat: Chat = {
  ...{ chat: '0e74aa0b1c2d3e4f', kind: 'desk', title: 'my printer', others: 'bob', participants: 2, role: 'member' },
  ...{ lastPosition: 1, unread: 0, readPosition: 0, createdMs: 0 },
};

test('of many chats the newest are shown, and those in which something is unread', (t) => {
  const chats = Array.from({ length: 1_500 }, (_, index) => ({
    ...chat,
    lastPosition: index,
    unread: index === 900 ? 1 : 0,
  }));
  const shown = chatsToShow(chats).map(({ lastPosition }) => lastPosition);
  t.deepEqual(shown, [...Array.from({ length: 30 }, (_, index) => index), 900]);
  t.is(chatsToShow(chats.map((each) => ({ ...each, unread: 1 }))).length, 130);
});

test('a refusal is said without fields and ids', (t) => {
  const chats = { get: (id: string) => (id === chat.chat ? chat : undefined) };
  const said = (code: 'INVALID_ARGUMENT' | 'FAILED_PRECONDITION' | 'NOT_FOUND', message: string): string =>
    refusalText(new ChatError(code, message), chats);
  t.is(said('INVALID_ARGUMENT', 'to: a message to oneself'), 'a message to oneself');
  t.is(said('FAILED_PRECONDITION', `the ticket ${chat.chat} is closed`), 'the ticket "my printer" is closed');
  t.is(said('NOT_FOUND', 'there is no chat 00000000000000ff'), 'there is no chat');
  // It is a name that anybody may have.
  t.is(said('NOT_FOUND', 'there is no account deadbeefdeadbeef'), 'there is no account deadbeefdeadbeef');
});

test('a group that is called as an account could be is told from the account', (t) => {
  t.is(chatWhere({ ...chat, kind: 'group', title: 'm1' }), 'in "m1"');
  t.is(chatWhere({ ...chat, kind: 'group', title: 'Team' }), 'in Team');
  t.is(chatWhere({ ...chat, kind: 'direct', others: 'm1' }), 'to m1');
});
