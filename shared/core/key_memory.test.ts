/** The memory of keys against a naive one, at its bounds in number and in time, and what it holds in bytes. */

import test from 'ava';
import fc from 'fast-check';
import type { AccountId, ChatId, KeyUse } from '../ledger/ledger.ts';
import { heldBytes } from '../testing/heap.ts';
import { type KeyBounds, KeyMemory } from './key_memory.ts';

const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId];
const chat = 'chat' as ChatId;
const bounds: KeyBounds = { keysMax: 100, keysPerAccountMax: 50, keyLifetimeMs: 1_000 };

function use(account: AccountId, key: string, position: number, timeMs = 0): KeyUse {
  return { account, key, position, timeMs, chat, fingerprint: `fingerprint ${position}` };
}

/** Everything that was ever remembered, in one list, gone through each time. */
class NaiveKeys {
  readonly #bounds: KeyBounds;
  #uses: KeyUse[] = [];
  #forgotten = new Set<KeyUse>();

  constructor(bounds: KeyBounds) {
    this.#bounds = bounds;
  }

  remember(use: KeyUse): void {
    const { keysMax, keysPerAccountMax, keyLifetimeMs } = this.#bounds;
    for (const other of this.#uses) {
      if (other.account === use.account && other.key === use.key) this.#forgotten.add(other);
    }
    this.#uses.push(use);
    for (const beyond of this.of(use.account).slice(0, -keysPerAccountMax)) this.#forgotten.add(beyond);
    for (const beyond of this.#uses.slice(0, -keysMax)) this.#forgotten.add(beyond);
    for (const old of this.#uses) if (use.timeMs - old.timeMs >= keyLifetimeMs) this.#forgotten.add(old);
  }

  forgetAccount(account: AccountId): void {
    for (const other of this.#uses) if (other.account === account) this.#forgotten.add(other);
  }

  of(account: AccountId): readonly KeyUse[] {
    return this.#uses.filter((other) => other.account === account && !this.#forgotten.has(other));
  }
}

test('whatever is remembered and forgotten, and whenever it is asked, it holds what a list gone through each time would hold', (t) => {
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
  // Keys are sorted in at the first question: few questions, too.
  const stepsPerQuestion = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 }));
  t.notThrows(() =>
    fc.assert(
      fc.property(small, stepsPerQuestion, fc.array(step, { maxLength: 150, size: 'max' }), (bounds, every, steps) => {
        const keys = new KeyMemory(bounds);
        const naive = new NaiveKeys(bounds);
        let nowMs = 0;
        for (const [index, step] of steps.entries()) {
          const account = accounts[step.account] as AccountId;
          if ('key' in step) {
            nowMs += step.afterMs;
            const used = use(account, `k${step.key}`, index, nowMs);
            for (const memory of [keys, naive]) memory.remember(used);
          } else {
            for (const memory of [keys, naive]) memory.forgetAccount(account);
          }
          if (index % every !== every - 1) continue;
          for (const each of accounts) {
            const held = naive.of(each);
            if (JSON.stringify(keys.of(each)) !== JSON.stringify(held)) return false;
            for (const use of held) if (keys.find(each, use.key, nowMs) !== use) return false;
          }
        }
        return true;
      }),
    ),
  );
});

test('a key counts until its lifetime is over, and not at the moment when it is', (t) => {
  const keys = new KeyMemory(bounds);
  const first = use(alice, 'k', 1, 5_000);
  keys.remember(first);
  t.is(keys.find(alice, 'k', 5_999), first);
  t.is(keys.find(alice, 'k', 6_000), undefined);
  t.is(keys.find(bob, 'k', 5_000), undefined, "another account's key is another key");
  const second = use(alice, 'k', 2, 6_000);
  keys.remember(second);
  t.is(keys.find(alice, 'k', 6_999), second);
});

test('what one account uses makes another forget only at the bound on all keys', (t) => {
  const keys = new KeyMemory({ ...bounds, keysMax: 3 });
  keys.remember(use(alice, 'a', 1));
  keys.remember(use(bob, 'b', 2));
  keys.remember(use(bob, 'c', 3));
  t.is(keys.of(alice).length, 1);
  keys.remember(use(bob, 'd', 4));
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
        keys.remember(use(alice, `key ${index}`, index, index * stepMs));
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
