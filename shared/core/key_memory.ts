/**
 * Which idempotency keys were used, and for what. Bounded in number, by account and in all, and in time; the oldest are
 * forgotten first. Knows no clock: a use brings its time. Invariant: the same uses in the same order leave the same keys.
 */

import type { AccountId, ChatId } from '../ledger/ledger.ts';

/** What a key stands for: the first send's reply, and what was sent. */
export interface KeyUse {
  readonly position: number;
  readonly timeMs: number;
  readonly chat: ChatId;
  readonly fingerprint: string;
}

export interface KeyBounds {
  readonly keysMax: number;
  readonly keysPerAccountMax: number;
  readonly keyLifetimeMs: number;
}

/** A use as the queue of all accounts holds it. */
interface Remembered {
  readonly account: AccountId;
  readonly key: string;
  readonly use: KeyUse;
}

interface AccountKeys {
  /** Oldest first. */
  readonly uses: Map<string, KeyUse>;
  /** Goes through the keys once, from the oldest on: a new iterator would pass over all that was deleted, each time. */
  readonly oldest: Iterator<string>;
}

export class KeyMemory {
  readonly #bounds: KeyBounds;
  readonly #accounts = new Map<AccountId, AccountKeys>();
  /** Of all accounts, oldest first, from `#head` on. May hold uses that their account has forgotten already. */
  #queue: Remembered[] = [];
  #head = 0;

  constructor(bounds: KeyBounds) {
    this.#bounds = bounds;
  }

  /** Undefined where the key was not used, or so long ago that it counts no longer. */
  find(account: AccountId, key: string, nowMs: number): KeyUse | undefined {
    const use = this.#accounts.get(account)?.uses.get(key);
    return use !== undefined && this.#counts(use, nowMs) ? use : undefined;
  }

  /** The keys of an account that are remembered, oldest first. */
  of(account: AccountId): readonly (readonly [string, KeyUse])[] {
    return [...(this.#accounts.get(account)?.uses ?? [])];
  }

  remember(account: AccountId, key: string, use: KeyUse): void {
    const keys = this.#keysOf(account);
    // Deleted first, so that a key that is used again is the newest.
    keys.uses.delete(key);
    keys.uses.set(key, use);
    this.#queue.push({ account, key, use });
    if (keys.uses.size > this.#bounds.keysPerAccountMax) keys.uses.delete(keys.oldest.next().value);
    this.#forgetOldest(use.timeMs);
  }

  forgetAccount(account: AccountId): void {
    this.#accounts.delete(account);
  }

  #keysOf(account: AccountId): AccountKeys {
    const known = this.#accounts.get(account);
    if (known !== undefined) return known;
    const uses = new Map<string, KeyUse>();
    const keys = { uses, oldest: uses.keys() };
    this.#accounts.set(account, keys);
    return keys;
  }

  #forgetOldest(nowMs: number): void {
    for (let next = this.#queue[this.#head]; next !== undefined; next = this.#queue[this.#head]) {
      if (this.#queue.length - this.#head <= this.#bounds.keysMax && this.#counts(next.use, nowMs)) break;
      this.#head += 1;
      const keys = this.#accounts.get(next.account);
      if (keys?.uses.get(next.key) !== next.use) continue;
      // By its iterator, as it is the account's oldest: one that stood still would hold all that was ever deleted.
      keys.uses.delete(keys.oldest.next().value);
      if (keys.uses.size === 0) this.#accounts.delete(next.account);
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
