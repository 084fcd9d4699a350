/**
 * Locks that exclude nobody, each for one real lock: a concurrency test that passes with them too proves nothing.
 * They keep the lock order, so that only exclusion is missing. For tests.
 */

import { InboxGuard, type InboxLock } from '../locks/inbox_lock.ts';
import { LockScope } from '../locks/lock_scope.ts';
import { MetadataGuard, type MetadataLock } from '../locks/metadata_lock.ts';

const release = (): void => {};

export class NoMetadataLock implements MetadataLock {
  shared(scope: LockScope): MetadataGuard {
    scope.enterMetadata();
    return new MetadataGuard(scope, release);
  }

  exclusive(scope: LockScope): MetadataGuard {
    return this.shared(scope);
  }

  exclusiveInstead(shared: MetadataGuard): MetadataGuard {
    return shared;
  }
}

export class NoInboxLock implements InboxLock {
  tryExclusive(after: MetadataGuard | LockScope): InboxGuard {
    return this.exclusive(after);
  }

  exclusive(after: MetadataGuard | LockScope): InboxGuard {
    const scope = after instanceof LockScope ? after : after.scope;
    scope.enterInbox();
    return new InboxGuard(scope, release);
  }
}
