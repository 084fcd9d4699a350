/**
 * What the state is made of: accounts and sessions, chats and who takes part in them. Types alone, in one file, since each
 * of them knows the others. What changes them: state.ts, chats_state.ts, chat_state.ts.
 */

import type {
  AccountId,
  AccountRole,
  ChatId,
  ChatKind,
  InboxChat,
  ParticipantRole,
  Span,
  TokenHash,
} from '../ledger/ledger.ts';

export interface AccountState {
  readonly id: AccountId;
  readonly name: string;
  readonly fullName: string;
  passwordHash: string;
  acknowledgedPosition: number;
  role: AccountRole;
  presenceHidden: boolean;
  /** When it was last connected, as far as that is written; 0 where that is not known. */
  seenMs: number;
  deleted: boolean;
  /** Its part in each of its chats. */
  readonly chats: Map<ChatId, ParticipantState>;
  /** How many of its chats are groups. */
  groups: number;
  /** Those that remember that it took part. */
  readonly formerChats: Set<ChatState>;
  /** The direct chat with each other account. */
  readonly directChats: Map<AccountId, ChatState>;
  readonly sessions: Set<SessionState>;
}

export interface SessionState {
  readonly token: TokenHash;
  readonly account: AccountState;
  readonly openedMs: number;
  /** A time at which it was in use; the token hub may know of a later one. */
  usedMs: number;
  ended: boolean;
}

export interface ChatState {
  readonly id: ChatId;
  readonly kind: ChatKind;
  title: string;
  readonly createdMs: number;
  /** Of its newest message; of its creation where there is none. */
  lastPosition: number;
  /** Those that still exist, in the order of their joining. */
  readonly participants: Map<AccountId, ParticipantState>;
  /** How many of them are owners. */
  owners: number;
  /** What those could read who took part once and still exist, in the order of their going. */
  former: Map<AccountId, readonly Span[]>;
}

/** One account's part in one chat. */
export interface ParticipantState extends InboxChat {
  readonly chatId: ChatId;
  readonly chat: ChatState;
  readonly account: AccountState;
  role: ParticipantRole;
  readonly joinedPosition: number;
  /** What it may read of what came before its joining. */
  readonly spans: readonly Span[];
  readPosition: number;
}
