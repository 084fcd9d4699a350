/**
 * The token hub: whose token it is, and whether it still counts. Every operation that needs a token asks here each
 * time, whichever transport it came by. Keeps hashes, never tokens. When a session was last used is known here only:
 * it is too frequent to be an event; now and then a sweep writes it down.
 */

import { hash } from 'node:crypto';
import { ChatError } from '../contract/chat_error.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { TokenHash } from '../ledger/ledger.ts';
import type { AccountState, SessionState, State } from './state.ts';

/** A session with the time at which it expires, unless it is used before. */
class HubSession implements SessionHandle {
  readonly state: SessionState;
  usedMs: number;
  expiresAtMs: number;
  /** Subscriptions that are open; as long as there is one, the session is in use. */
  subscriptions = 0;

  constructor(state: SessionState, expiresAtMs: number) {
    this.state = state;
    this.usedMs = state.usedMs;
    this.expiresAtMs = expiresAtMs;
  }

  used(nowMs: number, idleMs: number): void {
    this.usedMs = nowMs;
    this.expiresAtMs = nowMs + idleMs;
  }

  get account(): string {
    return this.state.account.name;
  }
}

export type { HubSession };

export interface SessionBounds {
  readonly sessionIdleMs: number;
  readonly sessionSweepMs: number;
}

/** A use is written down once it is so much later than the one written before. */
function useWrittenMs(idleMs: number): number {
  return idleMs / 4;
}

export interface NewToken {
  /** 256 random bits in base64url: for the client only. */
  readonly token: string;
  readonly hash: TokenHash;
}

export class TokenHub {
  readonly #state: State;
  readonly #environment: Environment;
  readonly #idleMs: number;
  readonly #sessions = new Map<TokenHash, HubSession>();

  constructor(state: State, environment: Environment, bounds: SessionBounds) {
    this.#state = state;
    this.#environment = environment;
    this.#idleMs = bounds.sessionIdleMs;
    // Of sessions from before a restart an earlier use may be known than the last: none expires before its time, unless
    // the server was killed before a sweep could write down the first use after a pause.
    const unknownMs = useWrittenMs(bounds.sessionIdleMs) + bounds.sessionSweepMs;
    for (const session of state.sessions.values()) {
      const expiresAtMs = session.usedMs + bounds.sessionIdleMs + unknownMs;
      this.#sessions.set(session.token, new HubSession(session, expiresAtMs));
    }
  }

  /** A token that no session has yet. */
  newToken(): NewToken {
    const token = Buffer.from(this.#environment.randomBytes(32)).toString('base64url');
    return { token, hash: tokenHash(token) };
  }

  /** The session of a token. UNAUTHENTICATED where there is none. */
  resume(token: string): HubSession {
    const session = this.#session(tokenHash(token));
    if (session === undefined) throw unauthenticated('this token is unknown, ended or expired: log in again');
    this.#use(session, this.#environment.now());
    return session;
  }

  /** The account of a session that counts now, and notes the use. UNAUTHENTICATED otherwise. */
  check(handle: SessionHandle | undefined, nowMs?: number): AccountState {
    return this.checkSession(handle, nowMs).state.account;
  }

  /** As `check`, for those who need the session. */
  checkSession(handle: SessionHandle | undefined, nowMs = this.#environment.now()): HubSession {
    if (!(handle instanceof HubSession)) throw unauthenticated('this operation needs a session: log in first');
    if (handle.state.ended) throw unauthenticated('this session has ended: log in again');
    this.#use(handle, nowMs);
    return handle;
  }

  /** When the session expires if it is not used again, in milliseconds since 1970. */
  expiresAtMs(token: TokenHash): number {
    return this.#session(token)?.expiresAtMs ?? 0;
  }

  /** When a session of the account was in use last, in milliseconds since 1970; 0 where it has none. */
  lastUsedMs({ sessions }: AccountState): number {
    let lastMs = 0;
    for (const { token } of sessions) {
      const session = this.#session(token);
      if (session === undefined) continue;
      lastMs = Math.max(lastMs, session.subscriptions > 0 ? this.#environment.now() : session.usedMs);
    }
    return lastMs;
  }

  /** A subscription is a use of its session that lasts as long as it is open. */
  subscriptionOpened(session: HubSession): void {
    session.subscriptions += 1;
  }

  /** The session's last use was just now. */
  subscriptionClosed(session: HubSession): void {
    session.subscriptions -= 1;
    session.used(this.#environment.now(), this.#idleMs);
  }

  /** The sessions whose time has run out, and forgets those that have ended. */
  expired(): readonly SessionState[] {
    const expired: SessionState[] = [];
    const nowMs = this.#environment.now();
    for (const [token, session] of this.#sessions) {
      if (session.state.ended) this.#sessions.delete(token);
    }
    for (const state of this.#state.sessions.values()) {
      const session = this.#session(state.token);
      if (session !== undefined && isExpired(session, nowMs)) expired.push(state);
    }
    return expired;
  }

  /** Sessions that were in use well after what is written of them, and when. */
  unwrittenUses(): readonly { readonly token: TokenHash; readonly usedMs: number }[] {
    const nowMs = this.#environment.now();
    const uses: { token: TokenHash; usedMs: number }[] = [];
    for (const session of this.#sessions.values()) {
      const { state } = session;
      const usedMs = session.subscriptions > 0 ? nowMs : session.usedMs;
      if (!state.ended && usedMs - state.usedMs >= useWrittenMs(this.#idleMs))
        uses.push({ token: state.token, usedMs });
    }
    return uses;
  }

  /** Of these sessions, the one whose last use is longest ago; of several in use now, the one opened first. */
  leastRecentlyUsed(sessions: Iterable<SessionState>): SessionState | undefined {
    let oldest: SessionState | undefined;
    let oldestMs = Infinity;
    for (const state of sessions) {
      const session = this.#session(state.token);
      if (session === undefined) continue;
      const expiresAtMs = session.subscriptions > 0 ? this.#environment.now() + this.#idleMs : session.expiresAtMs;
      if (expiresAtMs >= oldestMs) continue;
      oldest = state;
      oldestMs = expiresAtMs;
    }
    return oldest;
  }

  #use(session: HubSession, nowMs: number): void {
    if (isExpired(session, nowMs)) throw unauthenticated('this token has expired: log in again');
    session.used(nowMs, this.#idleMs);
  }

  #session(token: TokenHash): HubSession | undefined {
    const state = this.#state.sessions.get(token);
    if (state === undefined) return undefined;
    const known = this.#sessions.get(token);
    if (known !== undefined) return known;
    const session = new HubSession(state, state.usedMs + this.#idleMs);
    this.#sessions.set(token, session);
    return session;
  }
}

function isExpired(session: HubSession, nowMs: number): boolean {
  return session.subscriptions === 0 && nowMs >= session.expiresAtMs;
}

function tokenHash(token: string): TokenHash {
  return hash('sha256', token) as TokenHash;
}

function unauthenticated(message: string): ChatError {
  return new ChatError('UNAUTHENTICATED', message);
}
