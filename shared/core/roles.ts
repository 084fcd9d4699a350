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

/**
 * For whoever runs the server: makes the account an admin, and makes it, with that password, where there is none.
 * `password` is asked for only then. INVALID_ARGUMENT where name or password are not what they may be.
 */
export async function ensureAdmin(core: CoreContext, name: string, password: () => string): Promise<void> {
  const { state, limits, hasher, metadata, journal, environment } = core;
  requireName(name, limits);
  if (state.accountsByName.has(name)) return grantRole(core, name, 'admin');
  const secret = password();
  requirePassword(secret, limits);
  const passwordHash = await hasher.hash(secret);
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
