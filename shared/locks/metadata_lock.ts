/** The lock over accounts, sessions and chats: first in the lock order. Its reasons: locking_design.md §3. */

import assert from 'node:assert/strict';
import { FifoLock, type LockWaits } from './fifo_lock.ts';
import type { LockScope } from './lock_scope.ts';

/** Proof that the metadata lock is held. Given back by `release`, or by leaving a `using` scope. */
export class MetadataGuard {
  /** @internal For the inbox lock, which comes after this one. */
  readonly scope: LockScope;
  #release: (() => void) | undefined;

  /** @internal Only locks make guards. */
  constructor(scope: LockScope, release: () => void) {
    this.scope = scope;
    this.#release = release;
  }

  /** Whether the lock is still held. */
  get held(): boolean {
    return this.#release !== undefined;
  }

  /** Gives the lock back. A second call does nothing. */
  release(): void {
    const release = this.#release;
    if (release === undefined) return;
    this.#release = undefined;
    this.scope.leaveMetadata();
    release();
  }

  /** @internal The lock is given back, or kept, by other means than this guard. */
  handOver(): void {
    assert(this.held, 'lock order: the metadata guard was given back before the lock was asked for instead');
    this.#release = undefined;
    this.scope.leaveMetadata();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** What the core needs of a metadata lock; tests replace it by one that excludes nobody. */
export interface MetadataLock {
  /** Held together with others that share it. At once where it is free. */
  shared(scope: LockScope): MetadataGuard | Promise<MetadataGuard>;
  /** Held alone. At once where it is free. */
  exclusive(scope: LockScope): MetadataGuard | Promise<MetadataGuard>;
  /**
   * Held alone instead of shared, before anyone who came later. Others may have held it in between: what was decided
   * has to be decided again.
   */
  exclusiveInstead(shared: MetadataGuard): MetadataGuard | Promise<MetadataGuard>;
}

export class FifoMetadataLock implements MetadataLock {
  readonly #lock: FifoLock;
  // One closure each for all guards: a lock that is free must cost nanoseconds.
  readonly #releaseShared: () => void;
  readonly #releaseExclusive: () => void;

  constructor(waits: LockWaits) {
    this.#lock = new FifoLock(waits);
    this.#releaseShared = () => this.#lock.releaseShared();
    this.#releaseExclusive = () => this.#lock.releaseExclusive();
  }

  shared(scope: LockScope): MetadataGuard | Promise<MetadataGuard> {
    scope.enterMetadata();
    if (this.#lock.tryShared()) return new MetadataGuard(scope, this.#releaseShared);
    return this.#waited(
      scope,
      this.#lock.wait(false, () => new MetadataGuard(scope, this.#releaseShared)),
    );
  }

  exclusive(scope: LockScope): MetadataGuard | Promise<MetadataGuard> {
    scope.enterMetadata();
    if (this.#lock.tryExclusive()) return new MetadataGuard(scope, this.#releaseExclusive);
    return this.#waited(scope, this.#lock.wait(true, this.#exclusiveGuard(scope)));
  }

  exclusiveInstead(shared: MetadataGuard): MetadataGuard | Promise<MetadataGuard> {
    const { scope } = shared;
    shared.handOver();
    scope.enterMetadata();
    if (this.#lock.tryExclusiveInstead()) return new MetadataGuard(scope, this.#releaseExclusive);
    return this.#waited(scope, this.#lock.exclusiveInstead(this.#exclusiveGuard(scope)));
  }

  #exclusiveGuard(scope: LockScope): () => MetadataGuard {
    return () => new MetadataGuard(scope, this.#releaseExclusive);
  }

  #waited(scope: LockScope, waiting: Promise<MetadataGuard>): Promise<MetadataGuard> {
    // The first to hear of it: whoever waits may begin anew with the same scope.
    waiting.catch(() => scope.leaveMetadata());
    return waiting;
  }
}
