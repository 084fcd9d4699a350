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

export interface ChatCreated {
  readonly type: 'chat_created';
  readonly chat: ChatId;
  readonly kind: 'direct';
  readonly participants: readonly AccountId[];
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
  | ChatCreated
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

export interface Ledger {
  /** Random, and another one for each ledger: positions mean nothing without it. */
  readonly id: string;

  /**
   * Gives the events consecutive positions, counted from 1, and makes them durable together. The position of the
   * first. Results come in the order of the calls. RESOURCE_EXHAUSTED, and nothing done, where there is no room.
   */
  commit(events: readonly LedgerEvent[]): Eventually<number>;

  /**
   * The messages of these chats with after < position <= upTo, by position.
   * OUT_OF_RANGE where some of them have been forgotten, unless the bounds say to skip them.
   */
  readForward(chats: Iterable<ChatId>, after: number, upTo: number, bounds: ForwardBounds): Eventually<MessagePage>;

  /** The newest messages of one chat with position < before, oldest first. */
  readBackward(chat: ChatId, before: number, bounds: PageBounds): Eventually<MessagePage>;

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
  }>;
  readonly sessions: Iterable<{
    readonly token: TokenHash;
    readonly account: AccountId;
    readonly openedMs: number;
    readonly usedMs: number;
  }>;
  /** With those participants that still exist, in the order in which they joined. */
  readonly chats: Iterable<{ readonly chat: ChatId; readonly participants: readonly AccountId[] }>;
  /** At least those that are still remembered. */
  readonly keys: Iterable<KeyUse>;
}
