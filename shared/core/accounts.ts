/** Creating, changing, deleting and listing accounts. Passwords are hashed before the lock is taken, never under it. */

import { RE2JS } from 're2js';
import { ChatError } from '../contract/chat_error.ts';
import type {
  Account,
  ChangePasswordReply,
  ChangePasswordRequest,
  CreateAccountReply,
  CreateAccountRequest,
  DeleteAccountReply,
  DeleteAccountRequest,
  ListAccountsReply,
  ListAccountsRequest,
} from '../contract/contract.generated.ts';
import type { Eventually, SessionHandle } from '../contract/core_port.ts';
import type { AccountId } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { CoreContext } from './core_context.ts';
import { newId } from './ids.ts';
import { sessionReply } from './sessions.ts';
import type { AccountState } from './state.ts';
import { invalid, requireBytes, requireCount, requireFullName, requireName, requirePassword } from './validation.ts';

export async function createAccount(core: CoreContext, request: CreateAccountRequest): Promise<CreateAccountReply> {
  const { state, limits, hub, hasher, metadata, journal, environment } = core;
  requireName(request.name, limits);
  requirePassword(request.password, limits);
  const fullName = requireFullName(request.fullName, limits);
  // Asked before the hash to spare it, and again under the lock to be sure.
  refuseTakenName(core, request.name);
  const passwordHash = await hasher.hash(request.password);
  const { token, hash } = hub.newToken();
  const id = newId<AccountId>(environment);
  using _guard = await metadata.exclusive(new LockScope());
  refuseTakenName(core, request.name);
  if (state.accounts.size >= limits.accountsMax) {
    throw new ChatError('RESOURCE_EXHAUSTED', `this server is full: it takes ${limits.accountsMax} accounts`);
  }
  const timeMs = environment.now();
  await journal.commit([
    { type: 'account_created', account: id, name: request.name, fullName, passwordHash, timeMs },
    { type: 'session_opened', account: id, token: hash, timeMs },
  ]);
  return sessionReply(core, state.accounts.get(id), token, hash);
}

export async function changePassword(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ChangePasswordRequest,
): Promise<ChangePasswordReply> {
  const { hub, hasher, limits, metadata, journal, environment } = core;
  const account = hub.check(handle);
  requirePassword(request.newPassword, limits);
  const oldHash = await requireOwnPassword(core, account, request.oldPassword);
  const passwordHash = await hasher.hash(request.newPassword);
  using _guard = await metadata.exclusive(new LockScope());
  const session = hub.checkSession(handle);
  if (account.passwordHash !== oldHash) throw wrongPassword();
  const keptSession = session.state.token;
  const timeMs = environment.now();
  await journal.commit([{ type: 'password_changed', account: account.id, passwordHash, keptSession, timeMs }]);
  return {};
}

export async function deleteAccount(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: DeleteAccountRequest,
): Promise<DeleteAccountReply> {
  const { hub, metadata, journal, environment, inboxes, limits, closing } = core;
  const account = hub.check(handle);
  const passwordHash = await requireOwnPassword(core, account, request.password);
  await beginClosing(core, handle, account, passwordHash);
  try {
    // No lock here: this waits for clients. Nothing new comes for an account that is closing.
    await inboxes.of(account).drain(limits.deleteDrainMs);
    using guard = await metadata.exclusive(new LockScope());
    // What is being handed out this moment is handed out before the end is told.
    using _inbox = await inboxes.of(account).lock.exclusive(guard);
    await journal.commit([{ type: 'account_deleted', account: account.id, timeMs: environment.now() }]);
  } finally {
    closing.delete(account);
  }
  return {};
}

/** From here on nothing is accepted from or for the account. */
async function beginClosing(
  core: CoreContext,
  handle: SessionHandle | undefined,
  account: AccountState,
  passwordHash: string,
): Promise<void> {
  using _guard = await core.metadata.exclusive(new LockScope());
  core.hub.check(handle);
  if (account.passwordHash !== passwordHash) throw wrongPassword();
  if (core.closing.has(account)) throw new ChatError('UNAUTHENTICATED', 'this account is being deleted already');
  core.closing.add(account);
}

export function listAccounts(
  core: CoreContext,
  handle: SessionHandle | undefined,
  request: ListAccountsRequest,
): Eventually<ListAccountsReply> {
  core.hub.check(handle);
  requireBytes('pattern', request.pattern, core.limits.patternBytesMax);
  const pageSize = requireCount('page size', request.pageSize, 25, core.limits.listPageAccountsMax);
  // No lock: a page awaits nothing, so it sees the state between two commits whatever is under way.
  if (request.pattern === '') return page(core, request.pageToken, undefined, pageSize);
  return core.lists.run(() => {
    core.hub.check(handle);
    const pattern = compilePattern(request.pattern, core.limits.patternInstructionsMax);
    return page(core, request.pageToken, pattern, pageSize);
  });
}

/** Stops at the page's size, or at its cost: the next page goes on from the last name looked at. */
function page(core: CoreContext, after: string, pattern: RE2JS | undefined, pageSize: number): ListAccountsReply {
  const accounts: Account[] = [];
  const stepsPerName = pattern?.programSize() ?? 1;
  let steps = 0;
  let last = '';
  for (const name of core.state.names.after(after)) {
    if (accounts.length === pageSize || steps > core.limits.listStepsMax) return { accounts, nextPageToken: last };
    steps += stepsPerName;
    last = name;
    const account = core.state.accountsByName.get(name);
    if (account === undefined) continue;
    const matches = pattern === undefined || pattern.matcher(name).find() || pattern.matcher(account.fullName).find();
    if (matches) accounts.push({ name, fullName: account.fullName, role: account.role, ...core.presence.of(account) });
  }
  return { accounts, nextPageToken: '' };
}

function compilePattern(pattern: string, instructionsMax: number): RE2JS {
  const compiled = parsePattern(pattern);
  if (compiled.programSize() <= instructionsMax) return compiled;
  throw invalid(`pattern: it compiles to more than ${instructionsMax} instructions; repeat less`);
}

function parsePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChatError('INVALID_ARGUMENT', `pattern: ${reason}`, { cause: error });
  }
}

/** The hash that the password fits, to be compared again under the lock. */
async function requireOwnPassword(core: CoreContext, account: AccountState, password: string): Promise<string> {
  const { passwordHash } = account;
  if (await core.hasher.verify(password, passwordHash)) return passwordHash;
  throw wrongPassword();
}

function wrongPassword(): ChatError {
  return new ChatError('WRONG_CREDENTIALS', 'the password is wrong');
}

function refuseTakenName(core: CoreContext, name: string): void {
  if (core.state.accountsByName.has(name)) throw new ChatError('NAME_TAKEN', `the name ${name} is taken`);
}
