/** Creating, changing and deleting accounts. Passwords are hashed before the lock is taken, never under it. */

import { ChatError } from '../contract/chat_error.ts';
import type {
  ChangePasswordReply,
  ChangePasswordRequest,
  CreateAccountReply,
  CreateAccountRequest,
  DeleteAccountReply,
  DeleteAccountRequest,
} from '../contract/contract.generated.ts';
import type { SessionHandle } from '../contract/core_port.ts';
import type { AccountId, LedgerEvent } from '../ledger/ledger.ts';
import { LockScope } from '../locks/lock_scope.ts';
import type { CoreContext } from './core_context.ts';
import { deskEventsOfLeaving } from './desk_events.ts';
import { newId } from './ids.ts';
import { passOwnership } from './participants.ts';
import { sessionReply } from './sessions.ts';
import type { AccountState } from './state.ts';
import { requireFullName, requireName, requirePassword } from './validation.ts';

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
    await journal.commit(deletionEvents(core, account, environment.now()));
  } finally {
    closing.delete(account);
  }
  return {};
}

/** What the account leaves behind goes on without it: its tickets, and the groups of which it is the last owner. */
function deletionEvents(core: CoreContext, account: AccountState, timeMs: number): readonly LedgerEvent[] {
  const groups = [...account.chats.values()].filter(({ chat }) => chat.kind === 'group');
  return [
    ...deskEventsOfLeaving(core, account, timeMs),
    ...groups.flatMap(passOwnership),
    { type: 'account_deleted', account: account.id, timeMs },
  ];
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
