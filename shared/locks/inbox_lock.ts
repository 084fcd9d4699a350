/** The lock over the order in which one inbox is handed out: last in the lock order. Its reasons: locking_design.md §3. */

import assert from 'node:assert/strict';
import { FifoLock, type LockWaits } from './fifo_lock.ts';
import { LockScope } from './lock_scope.ts';
import { MetadataGuard } from './metadata_lock.ts';

/** Proof that an inbox lock is held. It opens nothing further: no lock comes after it. */
export class InboxGuard {
  readonly #scope: LockScope;
  #release: (() => void) | undefined;

  /** @internal Only locks make guards. */
  constructor(scope: LockScope, release: () => void) {
    this.#scope = scope;
    this.#release = release;
  }

  /** Gives the lock back. A second call does nothing. */
  release(): void {
    const release = this.#release;
    if (release === undefined) return;
    this.#release = undefined;
    this.#scope.leaveInbox();
    release();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** What the core needs of an inbox lock; tests replace it by one that excludes nobody. */
export interface InboxLock {
  /** The lock, if it is free. */
  tryExclusive(after: MetadataGuard | LockScope): InboxGuard | undefined;
  /** Held alone. At once where it is free. `after` is the metadata guard, or the scope of an operation that has none. */
  exclusive(after: MetadataGuard | LockScope): InboxGuard | Promise<InboxGuard>;
}

export class FifoInboxLock implements InboxLock {
  readonly #lock: FifoLock;
  readonly #release: () => void;

  constructor(waits: LockWaits) {
    this.#lock = new FifoLock(waits);
    this.#release = () => this.#lock.releaseExclusive();
  }

  tryExclusive(after: MetadataGuard | LockScope): InboxGuard | undefined {
    const scope = scopeOf(after);
    if (!this.#lock.tryExclusive()) return undefined;
    try {
      scope.enterInbox();
    } catch (error) {
      this.#release();
      throw error;
    }
    return new InboxGuard(scope, this.#release);
  }

  exclusive(after: MetadataGuard | LockScope): InboxGuard | Promise<InboxGuard> {
    return this.tryExclusive(after) ?? this.#waited(scopeOf(after));
  }

  #waited(scope: LockScope): Promise<InboxGuard> {
    scope.enterInbox();
    const waiting = this.#lock.wait(true, () => new InboxGuard(scope, this.#release));
    // The first to hear of it: whoever waits may begin anew with the same scope.
    waiting.catch(() => scope.leaveInbox());
    return waiting;
  }
}

function scopeOf(after: MetadataGuard | LockScope): LockScope {
  assert(
    after instanceof LockScope || after instanceof MetadataGuard,
    'lock order: an inbox lock is acquired with a metadata guard, or with the scope of an operation that holds nothing',
  );
  if (after instanceof LockScope) return after;
  assert(after.held, 'lock order: the metadata guard was given back before the inbox lock was asked for');
  return after.scope;
}
