/** The memory of keys against a naive one, at its bounds in number and in time, and what it holds in bytes. */

import test from 'ava';
import fc from 'fast-check';
import type { AccountId, ChatId } from '../ledger/ledger.ts';
import { heldBytes } from '../testing/heap.ts';
import { type KeyBounds, KeyMemory, type KeyUse } from './key_memory.ts';

const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId];
const chat = 'chat' as ChatId;
const bounds: KeyBounds = { keysMax: 100, keysPerAccountMax: 50, keyLifetimeMs: 1_000 };

function use(position: number, timeMs = 0): KeyUse {
  return { position, timeMs, chat, fingerprint: `fingerprint ${position}` };
}

/** Everything that was ever remembered, in one list, gone through each time. */
class NaiveKeys {
  readonly #bounds: KeyBounds;
  #uses: { readonly account: AccountId; readonly key: string; readonly use: KeyUse }[] = [];
  #forgotten = new Set<KeyUse>();

  constructor(bounds: KeyBounds) {
    this.#bounds = bounds;
  }

  remember(account: AccountId, key: string, use: KeyUse): void {
    const { keysMax, keysPerAccountMax, keyLifetimeMs } = this.#bounds;
    for (const other of this.#uses) {
      if (other.account === account && other.key === key) this.#forgotten.add(other.use);
    }
    this.#uses.push({ account, key, use });
    const own = this.#uses.filter((other) => other.account === account && !this.#forgotten.has(other.use));
    for (const beyond of own.slice(0, -keysPerAccountMax)) this.#forgotten.add(beyond.use);
    for (const beyond of this.#uses.slice(0, -keysMax)) this.#forgotten.add(beyond.use);
    for (const old of this.#uses) if (use.timeMs - old.use.timeMs >= keyLifetimeMs) this.#forgotten.add(old.use);
  }

  forgetAccount(account: AccountId): void {
    for (const other of this.#uses) if (other.account === account) this.#forgotten.add(other.use);
  }

  of(account: AccountId): (readonly [string, KeyUse])[] {
    const own = this.#uses.filter((other) => other.account === account && !this.#forgotten.has(other.use));
    return own.map(({ key, use }) => [key, use] as const);
  }
}

test('whatever is remembered and forgotten, it holds what a list gone through each time would hold', (t) => {
  const accounts = ['alice', 'bob', 'carol'] as AccountId[];
  const step = fc.oneof(
    { weight: 12, arbitrary: fc.record({ account: fc.nat(2), key: fc.nat(6), afterMs: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ account: fc.nat(2) }) },
  );
  const small = fc.record({
    keysMax: fc.integer({ min: 1, max: 12 }),
    keysPerAccountMax: fc.integer({ min: 1, max: 5 }),
    keyLifetimeMs: fc.integer({ min: 1, max: 200 }),
  });
  t.notThrows(() =>
    fc.assert(
      fc.property(small, fc.array(step, { maxLength: 150, size: 'max' }), (bounds, steps) => {
        const keys = new KeyMemory(bounds);
        const naive = new NaiveKeys(bounds);
        let nowMs = 0;
        for (const [index, step] of steps.entries()) {
          const account = accounts[step.account] as AccountId;
          if ('key' in step) {
            nowMs += step.afterMs;
            const used = use(index, nowMs);
            for (const memory of [keys, naive]) memory.remember(account, `k${step.key}`, used);
          } else {
            for (const memory of [keys, naive]) memory.forgetAccount(account);
          }
          for (const each of accounts) {
            const held = naive.of(each);
            if (JSON.stringify(keys.of(each)) !== JSON.stringify(held)) return false;
            for (const [key, use] of held) if (keys.find(each, key, nowMs) !== use) return false;
          }
        }
        return true;
      }),
    ),
  );
});

test('a key counts until its lifetime is over, and not at the moment when it is', (t) => {
  const keys = new KeyMemory(bounds);
  const first = use(1, 5_000);
  keys.remember(alice, 'k', first);
  t.is(keys.find(alice, 'k', 5_999), first);
  t.is(keys.find(alice, 'k', 6_000), undefined);
  t.is(keys.find(bob, 'k', 5_000), undefined, "another account's key is another key");
  const second = use(2, 6_000);
  keys.remember(alice, 'k', second);
  t.is(keys.find(alice, 'k', 6_999), second);
});

test('what one account uses makes another forget only at the bound on all keys', (t) => {
  const keys = new KeyMemory({ ...bounds, keysMax: 3 });
  keys.remember(alice, 'a', use(1));
  keys.remember(bob, 'b', use(2));
  keys.remember(bob, 'c', use(3));
  t.is(keys.of(alice).length, 1);
  keys.remember(bob, 'd', use(4));
  t.is(keys.of(alice).length, 0);
  t.is(keys.of(bob).length, 3);
});

for (const [how, bounds, stepMs] of [
  ['by an account', { keysMax: 1e9, keysPerAccountMax: 1_000, keyLifetimeMs: 1e9 }, 0],
  ['in all', { keysMax: 1_000, keysPerAccountMax: 1e9, keyLifetimeMs: 1e9 }, 0],
  ['in time', { keysMax: 1e9, keysPerAccountMax: 1e9, keyLifetimeMs: 1_000 }, 1],
] as const) {
  test(`keys that are forgotten by the bound ${how} take no room any more`, (t) => {
    // The queue of all accounts is bounded by number and time only.
    const keys = new KeyMemory(how === 'by an account' ? { ...bounds, keysMax: 2_000 } : bounds);
    const remember = (from: number): void => {
      for (let index = from; index < from + 100_000; index += 1) {
        keys.remember(alice, `key ${index}`, use(index, index * stepMs));
      }
    };
    remember(0);
    const before = heldBytes();
    remember(100_000);
    remember(200_000);
    const grown = heldBytes() - before;
    t.is(keys.of(alice).length, 1_000);
    t.true(grown < 2_000_000, `200,000 further uses left ${grown} bytes behind`);
  });
}
