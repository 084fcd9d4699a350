/**
 * Which idempotency keys were used, and for what. Bounded in number, by account and in all, and in time; the oldest are
 * forgotten first. Knows no clock: a use brings its time. Invariant: the same uses in the same order leave the same keys.
 */

import type { AccountId, KeyUse } from '../ledger/ledger.ts';
import { AccountKeys } from './account_keys.ts';

export interface KeyBounds {
  readonly keysMax: number;
  readonly keysPerAccountMax: number;
  readonly keyLifetimeMs: number;
}

export class KeyMemory {
  readonly #bounds: KeyBounds;
  readonly #accounts = new Map<AccountId, AccountKeys>();
  /** Of all accounts, oldest first, from `#head` on. May hold uses that their account has forgotten already. */
  #queue: KeyUse[] = [];
  #head = 0;

  constructor(bounds: KeyBounds) {
    this.#bounds = bounds;
  }

  /** Undefined where the key was not used, or so long ago that it counts no longer. */
  find(account: AccountId, key: string, nowMs: number): KeyUse | undefined {
    const use = this.#accounts.get(account)?.find(key);
    return use !== undefined && this.#counts(use, nowMs) ? use : undefined;
  }

  /** The keys of an account that are remembered, oldest first. */
  of(account: AccountId): readonly KeyUse[] {
    return this.#accounts.get(account)?.all() ?? [];
  }

  /** Whose keys are remembered. */
  accounts(): Iterable<AccountId> {
    return this.#accounts.keys();
  }

  /** Holds the use itself. */
  remember(use: KeyUse): void {
    this.#keysOf(use.account).remember(use);
    this.#queue.push(use);
    this.#forgetOldest(use.timeMs);
  }

  forgetAccount(account: AccountId): void {
    this.#accounts.delete(account);
  }

  #keysOf(account: AccountId): AccountKeys {
    const known = this.#accounts.get(account);
    if (known !== undefined) return known;
    const keys = new AccountKeys(this.#bounds.keysPerAccountMax);
    this.#accounts.set(account, keys);
    return keys;
  }

  #forgetOldest(nowMs: number): void {
    for (let next = this.#queue[this.#head]; next !== undefined; next = this.#queue[this.#head]) {
      if (this.#queue.length - this.#head <= this.#bounds.keysMax && this.#counts(next, nowMs)) break;
      this.#head += 1;
      if (this.#accounts.get(next.account)?.forgetOldest(next) === true) this.#accounts.delete(next.account);
    }
    // Moved once it is mostly empty, so that a use costs the same however many there are.
    if (this.#head < 1_024 || this.#head * 2 < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#head);
    this.#head = 0;
  }

  #counts(use: KeyUse, nowMs: number): boolean {
    return nowMs - use.timeMs < this.#bounds.keyLifetimeMs;
  }
}
