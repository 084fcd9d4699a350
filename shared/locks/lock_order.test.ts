/** What types cannot keep of the lock order, because they were cast away or because time has passed, throws. */

import { AssertionError } from 'node:assert';
import test, { type ExecutionContext } from 'ava';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { FifoInboxLock, type InboxGuard } from './inbox_lock.ts';
import { LockScope } from './lock_scope.ts';
import { FifoMetadataLock, type MetadataGuard } from './metadata_lock.ts';

const waits = { environment: new ManualEnvironment(), lockWaitMs: 1_000, lockWaitersMax: 10 };

function newLocks(): { metadata: FifoMetadataLock; inbox: FifoInboxLock; other: FifoInboxLock } {
  return { metadata: new FifoMetadataLock(waits), inbox: new FifoInboxLock(waits), other: new FifoInboxLock(waits) };
}

function refused(t: ExecutionContext, acquire: () => unknown, message: RegExp): void {
  t.throws(acquire, { instanceOf: AssertionError, message });
}

test('metadata with an inbox guard, types cast away, throws', (t) => {
  const { metadata, inbox } = newLocks();
  const guard = inbox.exclusive(new LockScope()) as InboxGuard;
  t.throws(() => metadata.shared(guard as unknown as LockScope));
});

test('metadata in a scope that holds an inbox lock throws', (t) => {
  const { metadata, inbox } = newLocks();
  const scope = new LockScope();
  inbox.exclusive(scope);
  refused(t, () => metadata.shared(scope), /metadata comes before inbox/);
  refused(t, () => metadata.exclusive(scope), /metadata comes before inbox/);
  t.false(metadata.exclusive(new LockScope()) instanceof Promise, 'nothing of the refused acquisition is left');
});

test('metadata in a scope that holds it already throws instead of waiting for itself', (t) => {
  const { metadata } = newLocks();
  const scope = new LockScope();
  metadata.shared(scope);
  refused(t, () => metadata.exclusive(scope), /held already/);
  refused(t, () => metadata.shared(scope), /held already/);
});

test('a second inbox lock in one operation throws, and is left free', (t) => {
  const { metadata, inbox, other } = newLocks();
  const guard = metadata.shared(new LockScope()) as MetadataGuard;
  inbox.exclusive(guard);
  refused(t, () => other.exclusive(guard), /an inbox lock is held already/);
  refused(t, () => other.tryExclusive(guard), /an inbox lock is held already/);
  t.false(other.exclusive(new LockScope()) instanceof Promise);
});

test('a second inbox lock throws also while the operation still waits for its first', (t) => {
  const { inbox, other } = newLocks();
  inbox.exclusive(new LockScope());
  const scope = new LockScope();
  t.true(inbox.exclusive(scope) instanceof Promise);
  refused(t, () => other.tryExclusive(scope), /an inbox lock is held already/);
});

test('an inbox lock with a metadata guard that was given back throws', (t) => {
  const { metadata, inbox } = newLocks();
  const guard = metadata.shared(new LockScope()) as MetadataGuard;
  guard.release();
  refused(t, () => inbox.exclusive(guard), /given back before/);
});

test('the metadata lock alone, instead of a guard that was given back, throws', (t) => {
  const { metadata } = newLocks();
  const guard = metadata.shared(new LockScope()) as MetadataGuard;
  guard.release();
  refused(t, () => metadata.exclusiveInstead(guard), /given back before/);
});

test('an inbox lock with an inbox guard, or with nothing, types cast away, throws', (t) => {
  const { inbox, other } = newLocks();
  const guard = inbox.exclusive(new LockScope()) as InboxGuard;
  refused(t, () => other.exclusive(guard as unknown as LockScope), /acquired with a metadata guard/);
  refused(t, () => other.exclusive(undefined as unknown as LockScope), /acquired with a metadata guard/);
});

test('in the right order each lock is given, and a scope that has given all back may begin again', (t) => {
  const { metadata, inbox } = newLocks();
  const scope = new LockScope();
  for (let round = 0; round < 2; round += 1) {
    using guard = metadata.exclusive(scope) as MetadataGuard;
    using _inbox = inbox.exclusive(guard) as InboxGuard;
    t.true(guard.held);
  }
});
