/**
 * What one operation holds. The order of the locks is: metadata before inbox (locking_design.md §2).
 * Types keep that order, since each lock is acquired with what the one before it gave; the scope keeps it at run time
 * where types were cast away.
 */

import assert from 'node:assert/strict';

/** One per operation. Throws an AssertionError, a programmer's error, where the order is broken. */
export class LockScope {
  #metadata = false;
  #inbox = false;

  /** @internal Only locks call this: notes that the operation holds, or waits for, the metadata lock. */
  enterMetadata(): void {
    assert(!this.#metadata, 'lock order: the metadata lock is held already');
    assert(!this.#inbox, 'lock order: metadata comes before inbox');
    this.#metadata = true;
  }

  /** @internal */
  leaveMetadata(): void {
    this.#metadata = false;
  }

  /** @internal Notes that the operation holds, or waits for, an inbox lock: one at a time. */
  enterInbox(): void {
    assert(!this.#inbox, 'lock order: an inbox lock is held already');
    this.#inbox = true;
  }

  /** @internal */
  leaveInbox(): void {
    this.#inbox = false;
  }
}
