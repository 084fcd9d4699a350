/** Roles of accounts: who is a user, an operator or an admin. Each change holds the metadata lock alone. */

import { ChatError } from '../contract/chat_error.ts';
import type { SetAccountRoleReply, SetAccountRoleRequest } from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { AccountId, AccountRole, LedgerEvent } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { requireAccount } from './access.ts';
import { changeAlone } from './change.ts';
import type { CoreContext } from './core_context.ts';
import { deskEventsOfOperator } from './desk_events.ts';
import { newId } from './ids.ts';
import type { AccountState } from './state.ts';
import { invalid, requireName, requirePassword } from './validation.ts';

export const accountRoles = ['user', 'operator', 'admin'] as const satisfies readonly AccountRole[];

export function setAccountRole(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: SetAccountRoleRequest,
): Eventually<SetAccountRoleReply> {
  requireAdmin(core.hub.check(handle));
  const role = requireRole(request.role);
  return changeAlone(core, handle, (caller, timeMs) => {
    requireAdmin(caller);
    const account = requireAccount(core, request.name);
    if (account.role === 'admin' && role !== 'admin' && !hasOtherAdmin(core, account)) {
      throw new ChatError('FAILED_PRECONDITION', `${account.name} is the only admin: make another one before`);
    }
    return { events: roleEvents(core, account, role, timeMs), reply: () => ({}) };
  });
}

/** For whoever runs the server, who may also take the role from the last admin. NOT_FOUND where there is no account. */
export async function grantRole(core: CoreContext, name: string, role: AccountRole): Promise<void> {
  using _guard = await core.metadata.exclusive(new LockScope());
  const events = roleEvents(core, requireAccount(core, name), role, core.environment.now());
  if (events.length > 0) await core.journal.commit(events);
}

/** What the password of an admin is asked for: to make the account, or to show that an account that exists is whose it should be. */
export type AdminPassword = (purpose: 'make' | 'verify') => string;

/**
 * For whoever runs the server: the account of that name is an admin from now on. Where there is none it is made, with
 * the password. Where it exists, and is none yet, the password has to be its own, since anybody may have taken the name:
 * WRONG_CREDENTIALS. Of an admin nothing is asked. INVALID_ARGUMENT where name or password are not what they may be.
 */
export async function ensureAdmin(core: CoreContext, name: string, password: AdminPassword): Promise<void> {
  requireName(name, core.limits);
  const account = core.state.accountsByName.get(name);
  if (account === undefined) await makeAdmin(core, name, password('make'));
  else if (account.role !== 'admin') await promote(core, account, password('verify'));
}

async function makeAdmin(core: CoreContext, name: string, password: string): Promise<void> {
  const { state, limits, hasher, metadata, journal, environment } = core;
  requirePassword(password, limits);
  const passwordHash = await hasher.hash(password);
  using _guard = await metadata.exclusive(new LockScope());
  if (state.accountsByName.has(name)) throw new ChatError('NAME_TAKEN', `the name ${name} was taken just now`);
  if (state.accounts.size >= limits.accountsMax) {
    throw new ChatError('RESOURCE_EXHAUSTED', `this server is full: it takes ${limits.accountsMax} accounts`);
  }
  const account = newId<AccountId>(environment);
  const timeMs = environment.now();
  // In one commit: nobody ever sees the account as a user.
  await journal.commit([
    { type: 'account_created', account, name, fullName: '', passwordHash, timeMs },
    { type: 'account_role_changed', account, role: 'admin', timeMs },
  ]);
}

async function promote(core: CoreContext, account: AccountState, password: string): Promise<void> {
  const { passwordHash } = account;
  const fits = await core.hasher.verify(password, passwordHash);
  using _guard = await core.metadata.exclusive(new LockScope());
  // Deleted, or given another password, while we were hashing: then what we verified counts no longer.
  if (!fits || account.deleted || core.closing.has(account) || account.passwordHash !== passwordHash) {
    throw new ChatError('WRONG_CREDENTIALS', `${account.name} exists already, is no admin, and has another password`);
  }
  const events = roleEvents(core, account, 'admin', core.environment.now());
  if (events.length > 0) await core.journal.commit(events);
}

/** The role of that name. INVALID_ARGUMENT where there is none. */
export function requireRole(name: string): AccountRole {
  const role = accountRoles.find((known) => known === name);
  if (role !== undefined) return role;
  throw invalid(`role: one of ${accountRoles.join(', ')} is expected, not ${name}`);
}

/** None where the account has the role. Tickets of an operator who is none any more wait again. */
function roleEvents(
  core: CoreContext,
  account: AccountState,
  role: AccountRole,
  timeMs: number,
): readonly LedgerEvent[] {
  if (account.role === role) return [];
  const returned = role === 'user' ? deskEventsOfOperator(core, account, timeMs) : [];
  return [...returned, { type: 'account_role_changed', account: account.id, role, timeMs }];
}

function requireAdmin({ role }: AccountState): void {
  if (role !== 'admin') throw new ChatError('PERMISSION_DENIED', 'only admins may do this');
}

/** One that is being deleted will be none. */
function hasOtherAdmin({ state, closing }: CoreContext, account: AccountState): boolean {
  for (const other of state.accounts.values()) {
    if (other.role === 'admin' && other !== account && !closing.has(other)) return true;
  }
  return false;
}
