/** Logging in and out, and the sweep for sessions that nobody uses any more. */

import assert from 'node:assert/strict';
import { ChatError } from '../contract/chat_error.ts';
import type { LoginReply, LoginRequest, LogoutReply } from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { LedgerEvent, TokenHash } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { CoreContext } from './core_context.ts';
import type { AccountState, SessionState } from './state.ts';

export async function login(core: CoreContext, request: LoginRequest): Promise<LoginReply> {
  const { state, hub, hasher, metadata, journal, environment, closing, limits } = core;
  const account = state.accountsByName.get(request.name);
  const verifiedHash = account?.passwordHash;
  // A password that is too long to be anybody's is not worth a hash, and says nothing about any name.
  const possible = Buffer.byteLength(request.password) <= limits.passwordBytesMax;
  const fits = possible && (await hasher.verify(request.password, verifiedHash));
  if (!fits || account === undefined) throw wrongCredentials();
  const { token, hash } = hub.newToken();
  using _guard = await metadata.exclusive(new LockScope());
  // Deleted, or given another password, while we were hashing: then what we verified counts no longer.
  if (account.deleted || closing.has(account) || account.passwordHash !== verifiedHash) throw wrongCredentials();
  const timeMs = environment.now();
  await journal.commit([
    ...endForNewcomer(core, account, timeMs),
    { type: 'session_opened', account: account.id, token: hash, timeMs },
  ]);
  return sessionReply(core, account, token, hash);
}

export async function logout(core: CoreContext, handle: SessionHandle | undefined): Promise<LogoutReply> {
  core.hub.check(handle);
  using _guard = await core.metadata.exclusive(new LockScope());
  const session = core.hub.checkSession(handle).state;
  await core.journal.commit([ended(session, 'SESSION_ENDED', core.environment.now())]);
  return {};
}

/** Uses of sessions in one event, so that none grows with the number of accounts. */
const usesPerEventMax = 1_000;

/** Writes down which sessions were in use, for the next start of the server. */
export async function writeUses(core: CoreContext, uses = core.hub.unwrittenUses()): Promise<void> {
  for (let start = 0; start < uses.length; start += usesPerEventMax) {
    // No lock: a session that ends meanwhile is passed over where the event is applied.
    await core.journal.commit([{ type: 'sessions_used', uses: uses.slice(start, start + usesPerEventMax) }]);
  }
}

/** Ends the sessions whose time has run out, and writes down which of the others were in use. */
export async function sweepSessions(core: CoreContext): Promise<void> {
  const uses = core.hub.unwrittenUses();
  if (uses.length > 0) await writeUses(core, uses);
  if (core.hub.expired().length === 0) return;
  using _guard = await core.metadata.exclusive(new LockScope());
  const timeMs = core.environment.now();
  const events = core.hub.expired().map((session) => ended(session, 'SESSION_EXPIRED', timeMs));
  if (events.length > 0) await core.journal.commit(events);
}

/** What a new session is told. */
export function sessionReply(
  core: CoreContext,
  account: AccountState | undefined,
  token: string,
  hash: TokenHash,
): LoginReply {
  assert(account, 'a session that was just opened has an account');
  return {
    token,
    expiresAtMs: core.hub.expiresAtMs(hash),
    account: account.name,
    ledgerId: core.ledger.id,
    acknowledgedPosition: account.acknowledgedPosition,
    role: account.role,
  };
}

/** An account that has as many sessions as it may gives up the one unused for longest. */
function endForNewcomer(core: CoreContext, account: AccountState, timeMs: number): readonly LedgerEvent[] {
  if (account.sessions.size < core.limits.sessionsPerAccountMax) return [];
  const session = core.hub.leastRecentlyUsed(account.sessions);
  return session === undefined ? [] : [ended(session, 'SESSION_ENDED', timeMs)];
}

function ended(session: SessionState, reason: 'SESSION_ENDED' | 'SESSION_EXPIRED', timeMs: number): LedgerEvent {
  return { type: 'session_ended', token: session.token, reason, timeMs };
}

function wrongCredentials(): ChatError {
  return new ChatError('WRONG_CREDENTIALS', 'name or password is wrong');
}
