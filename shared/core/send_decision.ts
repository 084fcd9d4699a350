/** What a send comes to, as the state stands: its events, or the refusal. Changes nothing. */

import { hash } from 'node:crypto';
import { ChatError } from '../contract/chat_error.ts';
import type { SendReply, SendRequest } from '../contract/contract.generated.ts';
import type { ChatId, LedgerEvent } from '../ledger/ledger.ts';
import { requireAccount, requireParticipant, requireRoomForChat } from './access.ts';
import type { ChatState } from './chat_state.ts';
import type { CoreContext } from './core_context.ts';
import type { AccountState, SessionState } from './state.ts';
import { invalid } from './validation.ts';

/** What to do about a send. */
export type SendDecision =
  | { readonly kind: 'repeated'; readonly reply: SendReply }
  | { readonly kind: 'needs chat' }
  | {
      readonly kind: 'commit';
      readonly events: readonly LedgerEvent[];
      readonly chat: ChatId;
      readonly timeMs: number;
    };

/** `newChat` is the id for the chat of the two accounts, should there be none yet. */
export function decideSend(
  core: CoreContext,
  session: SessionState,
  request: SendRequest,
  newChat: ChatId | undefined,
): SendDecision {
  const { state, closing, environment } = core;
  const sender = session.account;
  // Checked again here: while this send waited for the lock, its session may have ended.
  if (session.ended) throw new ChatError('UNAUTHENTICATED', 'this session has ended: log in again');
  if (closing.has(sender)) throw new ChatError('UNAUTHENTICATED', 'this account is being deleted');
  const { body, key } = request;
  const fingerprint = key === '' ? '' : fingerprintOf(request);
  const use = key === '' ? undefined : state.keys.find(sender.id, key, environment.now());
  if (use !== undefined) {
    if (use.fingerprint !== fingerprint) {
      throw new ChatError('KEY_REUSED', `the key ${key} was used before, for another message`);
    }
    return { kind: 'repeated', reply: { position: use.position, timeMs: use.timeMs, chat: use.chat } };
  }
  const recipient = request.to === '' ? undefined : requireRecipient(core, sender, request.to);
  const chat =
    recipient === undefined ? requireWritable(core, sender, request.chat) : sender.directChats.get(recipient.id);
  const timeMs = environment.now();
  const message = {
    type: 'message_sent',
    account: sender.id,
    sender: sender.name,
    body,
    timeMs,
    key,
    fingerprint,
  } as const;
  if (chat !== undefined) return { kind: 'commit', events: [{ ...message, chat: chat.id }], chat: chat.id, timeMs };
  if (newChat === undefined || recipient === undefined) return { kind: 'needs chat' };
  requireRoomForChat(core, [sender, recipient]);
  const participants = [sender.id, recipient.id];
  const events: readonly LedgerEvent[] = [
    { type: 'chat_created', chat: newChat, kind: 'direct', title: '', participants, timeMs },
    { ...message, chat: newChat },
  ];
  return { kind: 'commit', events, chat: newChat, timeMs };
}

function requireRecipient(core: CoreContext, sender: AccountState, name: string): AccountState {
  const recipient = requireAccount(core, name);
  if (recipient === sender) throw invalid('to: a message to oneself has no chat to go to');
  return recipient;
}

/** A chat that the sender takes part in, and somebody may still read what is written to. */
export function requireWritable(core: CoreContext, sender: AccountState, id: string): ChatState {
  const { chat } = requireParticipant(sender, id);
  switch (chat.kind) {
    case 'group':
      return chat;
    case 'direct':
      for (const { account } of chat.participants.values()) {
        if (account !== sender && !core.closing.has(account)) return chat;
      }
      throw new ChatError('FAILED_PRECONDITION', 'the other account of this chat is gone: it can only be read');
    case 'desk':
      if (core.state.desk.tickets.has(chat.id)) return chat;
      throw new ChatError('FAILED_PRECONDITION', 'this ticket is closed: its chat can only be read');
    default:
      return chat.kind satisfies never;
  }
}

/** 128 bits, so that what a key is remembered by has one size, in memory and on disk. */
function fingerprintOf({ to, chat, body }: SendRequest): string {
  // No account's name starts like this: what went to a chat never counts as sent to an account.
  const target = to === '' ? `#${chat}` : to;
  return hash('sha256', `${target}\n${body}`, 'base64url').slice(0, 22);
}
