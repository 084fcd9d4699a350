/**
 * The idempotency keys of one account, bounded in number; the oldest are forgotten first. Knows no other account and no
 * time. Invariant: the same uses in the same order leave the same keys, whenever it is asked for them.
 */

import type { KeyUse } from '../ledger/ledger.ts';

export class AccountKeys {
  readonly #keysMax: number;
  /**
   * Oldest first, until the first question. Of the many keys that a server starts with, most are never asked for again,
   * and to sort them in costs more than to read them from the disk.
   */
  #unsorted: KeyUse[] = [];
  #sorted: SortedKeys | undefined;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  find(key: string): KeyUse | undefined {
    return this.#sort().find(key);
  }

  /** Oldest first. */
  all(): readonly KeyUse[] {
    return this.#sort().all();
  }

  /** Holds the use itself. */
  remember(use: KeyUse): void {
    if (this.#sorted === undefined) this.#unsorted.push(use);
    else this.#sorted.add(use);
  }

  /** Forgets the use, which is the oldest where it is not forgotten already. Whether no other is left. */
  forgetOldest(use: KeyUse): boolean {
    return this.#sort().forgetOldest(use);
  }

  #sort(): SortedKeys {
    if (this.#sorted !== undefined) return this.#sorted;
    const sorted = new SortedKeys(this.#keysMax);
    for (const use of this.#unsorted) sorted.add(use);
    this.#unsorted = [];
    this.#sorted = sorted;
    return sorted;
  }
}

class SortedKeys {
  readonly #keysMax: number;
  /** Oldest first. */
  readonly #uses = new Map<string, KeyUse>();
  /** Goes through the keys once, from the oldest on: a new iterator would pass over all that was deleted, each time. */
  readonly #oldest = this.#uses.keys();

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  find(key: string): KeyUse | undefined {
    return this.#uses.get(key);
  }

  all(): readonly KeyUse[] {
    return [...this.#uses.values()];
  }

  add(use: KeyUse): void {
    // Deleted first, so that a key that is used again is the newest.
    this.#uses.delete(use.key);
    this.#uses.set(use.key, use);
    if (this.#uses.size > this.#keysMax) this.#deleteOldest();
  }

  forgetOldest(use: KeyUse): boolean {
    // By its iterator, as it is the oldest: one that stood still would hold all that was ever deleted.
    if (this.#uses.get(use.key) === use) this.#deleteOldest();
    return this.#uses.size === 0;
  }

  #deleteOldest(): void {
    const { value } = this.#oldest.next();
    if (value !== undefined) this.#uses.delete(value);
  }
}
