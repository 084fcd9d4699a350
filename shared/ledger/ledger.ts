/**
 * The one order of events and their durability. Every implementation passes shared/ledger/suite.ts.
 * Knows events and messages; nothing of who may do what.
 */

import type { Message } from '../contract/contract.generated.ts';
import type { Eventually } from '../contract/core_port.ts';

declare const brand: unique symbol;
/** An account's identity for all time; its name may be taken again by another one. */
export type AccountId = string & { readonly [brand]: 'AccountId' };
export type ChatId = string & { readonly [brand]: 'ChatId' };
/** SHA-256 of a token, in hex. Tokens themselves are stored nowhere. */
export type TokenHash = string & { readonly [brand]: 'TokenHash' };

/** An account now exists. Its inbox is acknowledged up to this event. */
export interface AccountCreated {
  readonly type: 'account_created';
  readonly account: AccountId;
  readonly name: string;
  readonly fullName: string;
  /** PHC string of an argon2id hash. */
  readonly passwordHash: string;
  readonly timeMs: number;
}

/** The password is another one; all sessions but `keptSession` have ended. */
export interface PasswordChanged {
  readonly type: 'password_changed';
  readonly account: AccountId;
  readonly passwordHash: string;
  readonly keptSession: TokenHash;
  readonly timeMs: number;
}

/** Account, sessions and inbox are gone; its name is free. */
export interface AccountDeleted {
  readonly type: 'account_deleted';
  readonly account: AccountId;
  readonly timeMs: number;
}

export interface SessionOpened {
  readonly type: 'session_opened';
  readonly account: AccountId;
  readonly token: TokenHash;
  readonly timeMs: number;
}

export interface SessionEnded {
  readonly type: 'session_ended';
  readonly token: TokenHash;
  readonly reason: 'SESSION_ENDED' | 'SESSION_EXPIRED';
  readonly timeMs: number;
}

/** These sessions were in use. Written now and then, so that a restart does not end what is in use. */
export interface SessionsUsed {
  readonly type: 'sessions_used';
  readonly uses: readonly { readonly token: TokenHash; readonly usedMs: number }[];
}

export type AccountRole = 'user' | 'operator' | 'admin';

export interface AccountRoleChanged {
  readonly type: 'account_role_changed';
  readonly account: AccountId;
  readonly role: AccountRole;
  readonly timeMs: number;
}

/** Whether others are told of the account's presence. */
export interface PresenceHidden {
  readonly type: 'presence_hidden';
  readonly account: AccountId;
  readonly hidden: boolean;
}

/** These accounts were last connected then. Written when they go, so that a restart does not forget it. */
export interface AccountsSeen {
  readonly type: 'accounts_seen';
  readonly seen: readonly { readonly account: AccountId; readonly seenMs: number }[];
}

/** `direct`: of two, for ever. `group`: of those whom its owners let in. `desk`: of a user and the ticket's operator. */
export type ChatKind = 'direct' | 'group' | 'desk';

export type ParticipantRole = 'owner' | 'member';

/** Messages with after < position <= upTo. */
export interface Span {
  readonly after: number;
  readonly upTo: number;
}

export interface ChatCreated {
  readonly type: 'chat_created';
  readonly chat: ChatId;
  readonly kind: ChatKind;
  /** Empty where the kind has none. */
  readonly title: string;
  /** In the order of their joining. The first one owns a group; all others are members. */
  readonly participants: readonly AccountId[];
  readonly timeMs: number;
}

export interface ChatRenamed {
  readonly type: 'chat_renamed';
  readonly chat: ChatId;
  readonly title: string;
  readonly timeMs: number;
}

/** They take part from this position on, as members. */
export interface ParticipantsAdded {
  readonly type: 'participants_added';
  readonly chat: ChatId;
  /** `spans`: what each may read of what came before, in order, without overlaps. */
  readonly participants: readonly { readonly account: AccountId; readonly spans: readonly Span[] }[];
  readonly timeMs: number;
}

/** It takes part no more. What it could read is remembered, should it be added again. */
export interface ParticipantRemoved {
  readonly type: 'participant_removed';
  readonly chat: ChatId;
  readonly account: AccountId;
  readonly reason: 'left' | 'removed';
  readonly timeMs: number;
}

export interface ParticipantRoleChanged {
  readonly type: 'participant_role_changed';
  readonly chat: ChatId;
  readonly account: AccountId;
  readonly role: ParticipantRole;
}

export interface ChatRead {
  readonly type: 'chat_read';
  readonly chat: ChatId;
  readonly account: AccountId;
  readonly readPosition: number;
}

/** A desk chat, made just before, is now a ticket, at the end of the queue. */
export interface TicketOpened {
  readonly type: 'ticket_opened';
  readonly chat: ChatId;
  readonly account: AccountId;
  readonly timeMs: number;
}

/** The ticket is this operator's, who takes part in its chat. */
export interface TicketAssigned {
  readonly type: 'ticket_assigned';
  readonly chat: ChatId;
  readonly operator: AccountId;
  readonly timeMs: number;
}

/** The ticket waits again. */
export interface TicketReturned {
  readonly type: 'ticket_returned';
  readonly chat: ChatId;
  /** Its place is before all of higher rank; a ticket that was never returned has the position of its opening as rank. */
  readonly rank: number;
}

/** The chat stays, to be read. */
export interface TicketClosed {
  readonly type: 'ticket_closed';
  readonly chat: ChatId;
  readonly timeMs: number;
}

export interface MessageSent {
  readonly type: 'message_sent';
  readonly chat: ChatId;
  readonly account: AccountId;
  /** The sender's name at that time. */
  readonly sender: string;
  readonly body: string;
  readonly timeMs: number;
  /** The idempotency key; empty for none. */
  readonly key: string;
  /** Identifies recipient and body of a send with a key; empty without one. */
  readonly fingerprint: string;
}

export interface InboxAcknowledged {
  readonly type: 'inbox_acknowledged';
  readonly account: AccountId;
  readonly acknowledgedPosition: number;
}

/** What happened. Holds all that applying it needs, so that the same events give the same state anywhere. */
export type LedgerEvent =
  | AccountCreated
  | PasswordChanged
  | AccountDeleted
  | SessionOpened
  | SessionEnded
  | SessionsUsed
  | AccountRoleChanged
  | PresenceHidden
  | AccountsSeen
  | ChatCreated
  | ChatRenamed
  | ParticipantsAdded
  | ParticipantRemoved
  | ParticipantRoleChanged
  | ChatRead
  | TicketOpened
  | TicketAssigned
  | TicketReturned
  | TicketClosed
  | MessageSent
  | InboxAcknowledged;

export interface PageBounds {
  readonly messagesMax: number;
  /** Bytes of bodies; the first message is given whatever its size. */
  readonly bytesMax: number;
}

export interface ForwardBounds extends PageBounds {
  /** Whether to read on where messages have been forgotten, instead of refusing with OUT_OF_RANGE. */
  readonly skipForgotten?: boolean;
}

/** A chat as one of its participants gets it into the inbox: what came after the joining. */
export interface InboxChat {
  readonly chatId: ChatId;
  readonly joinedPosition: number;
}

/** Messages of a ledger, owned by the caller; the messages themselves are shared and never change. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** Whether the range holds more than this page. */
  readonly more: boolean;
}

/** That an idempotency key was used, and what it stands for: the first send's reply, and what was sent. */
export interface KeyUse {
  readonly account: AccountId;
  readonly key: string;
  readonly position: number;
  readonly timeMs: number;
  readonly chat: ChatId;
  readonly fingerprint: string;
}

/** What is unread of a chat: messages after that position which others than the sender of that name have sent. */
export interface UnreadRange {
  readonly chatId: ChatId;
  readonly after: number;
  readonly sender: string;
}

/** A word of a search, as `searchWords` gives it; or the beginning of one. */
export interface SearchWord {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** Asks for messages that hold all the words, the newest first. */
export interface SearchRequest {
  /** Where to look: in each chat only within these spans, in order and without overlaps. At most `searchedSpansMax` spans. */
  readonly chats: readonly { readonly chatId: ChatId; readonly spans: readonly Span[] }[];
  /** At least one. */
  readonly words: readonly SearchWord[];
  /** Messages with a lower position. */
  readonly before: number;
  readonly messagesMax: number;
  /** Messages looked at, at most; a page may then be short although more follow. */
  readonly lookedAtMax: number;
  /** Bytes of the bodies of those; the first one is looked at whatever its size. */
  readonly lookedAtBytesMax: number;
}

export interface SearchPage {
  /** The newest first. */
  readonly messages: readonly Message[];
  /**
   * `before` of the next page: of a page that is full, or has looked at all that it may, the last that it looked at,
   * whatever follows; 0 where all was looked at. Never the position of what the search was not to look at.
   */
  readonly nextBefore: number;
  /** Bytes of the bodies that were looked at. */
  readonly lookedAtBytes: number;
}

export interface Ledger {
  /** Random, and another one for each ledger: positions mean nothing without it. */
  readonly id: string;

  /**
   * Gives the events consecutive positions, counted from 1, and makes them durable together. The position of the
   * first. Results come in the order of the calls. RESOURCE_EXHAUSTED, and nothing done, where there is no room.
   */
  commit(events: readonly LedgerEvent[]): Eventually<number>;

  /**
   * The messages of these chats with after < position <= upTo, and after the joining, by position.
   * OUT_OF_RANGE where some of them have been forgotten, unless the bounds say to skip them.
   */
  readForward(chats: Iterable<InboxChat>, after: number, upTo: number, bounds: ForwardBounds): Eventually<MessagePage>;

  /** The newest messages of one chat with after < position < before, oldest first. */
  readBackward(chat: ChatId, after: number, before: number, bounds: PageBounds): Eventually<MessagePage>;

  /**
   * How many messages each range holds, of the newest 10 * `countMax` that were sent after its position, by whomever;
   * `countMax` stands for that many or more.
   */
  countUnread(ranges: readonly UnreadRange[], countMax: number): Eventually<readonly number[]>;

  /** The messages that a search finds, of those that are committed. */
  search(request: SearchRequest): Eventually<SearchPage>;

  /** Makes durable what was committed, and lets go of whatever is held. No call follows. */
  close(): Promise<void>;
}

/**
 * What the events of a ledger add up to, as far as it is needed to go on after a restart: everything but messages. Each
 * list is in the order of the events that it comes from.
 */
export interface LedgerSnapshot {
  /** Of the newest event. */
  readonly position: number;
  readonly accounts: Iterable<{
    readonly account: AccountId;
    readonly name: string;
    readonly fullName: string;
    readonly passwordHash: string;
    readonly acknowledgedPosition: number;
    readonly role: AccountRole;
    readonly presenceHidden: boolean;
    /** When it was last connected, in milliseconds since 1970; 0 where that is not known. */
    readonly seenMs: number;
  }>;
  readonly sessions: Iterable<{
    readonly token: TokenHash;
    readonly account: AccountId;
    readonly openedMs: number;
    readonly usedMs: number;
  }>;
  readonly chats: Iterable<ChatSnapshot>;
  /** Those that are open. */
  readonly tickets: Iterable<TicketSnapshot>;
  /** At least those that are still remembered. */
  readonly keys: Iterable<KeyUse>;
}

export interface ChatSnapshot {
  readonly chat: ChatId;
  readonly kind: ChatKind;
  readonly title: string;
  readonly createdMs: number;
  /** Of its newest message; of its creation where there is none. */
  readonly lastPosition: number;
  /** Those that still exist, in the order in which they joined. */
  readonly participants: readonly ParticipantSnapshot[];
  /** Those that took part once and still exist, in the order in which they went. */
  readonly former: readonly { readonly account: AccountId; readonly spans: readonly Span[] }[];
}

export interface ParticipantSnapshot {
  readonly account: AccountId;
  readonly role: ParticipantRole;
  readonly joinedPosition: number;
  readonly spans: readonly Span[];
  readonly readPosition: number;
}

export interface TicketSnapshot {
  readonly chat: ChatId;
  readonly account: AccountId;
  /** Undefined while it is queued. */
  readonly operator: AccountId | undefined;
  readonly rank: number;
  readonly openedMs: number;
  /** When it got its first operator; undefined where it had none yet. */
  readonly assignedMs: number | undefined;
}
