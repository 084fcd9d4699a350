/** Events as tests of ledgers commit them. The name of an account is its id. */

import type {
  AccountCreated,
  AccountDeleted,
  AccountId,
  ChatCreated,
  ChatId,
  InboxAcknowledged,
  InboxChat,
  MessageSent,
  ParticipantRemoved,
  ParticipantsAdded,
  Span,
} from './ledger.ts';

export function accountCreated(name: string): AccountCreated {
  return { type: 'account_created', account: name as AccountId, name, fullName: '', passwordHash: '', timeMs: 0 };
}

export function accountDeleted(name: string): AccountDeleted {
  return { type: 'account_deleted', account: name as AccountId, timeMs: 0 };
}

export function chatCreated(chat: ChatId, ...names: string[]): ChatCreated {
  return { type: 'chat_created', chat, kind: 'direct', title: '', participants: names as AccountId[], timeMs: 0 };
}

export function groupCreated(chat: ChatId, ...names: string[]): ChatCreated {
  return { ...chatCreated(chat, ...names), kind: 'group', title: `the ${chat} group` };
}

export function participantsAdded(chat: ChatId, name: string, spans: readonly Span[] = []): ParticipantsAdded {
  return { type: 'participants_added', chat, participants: [{ account: name as AccountId, spans }], timeMs: 0 };
}

export function participantRemoved(chat: ChatId, name: string): ParticipantRemoved {
  return { type: 'participant_removed', chat, account: name as AccountId, reason: 'left', timeMs: 0 };
}

export function messageSent(chat: ChatId, sender: string, body: string, timeMs = 0): MessageSent {
  return { type: 'message_sent', chat, account: sender as AccountId, sender, body, timeMs, key: '', fingerprint: '' };
}

export function inboxAcknowledged(name: string, acknowledgedPosition: number): InboxAcknowledged {
  return { type: 'inbox_acknowledged', account: name as AccountId, acknowledgedPosition };
}

/** The chats as the inbox of somebody who takes part in them from the beginning. */
export function inboxOf(...chats: readonly ChatId[]): readonly InboxChat[] {
  return chats.map((chatId) => ({ chatId, joinedPosition: 0 }));
}
