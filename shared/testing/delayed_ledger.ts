/**
 * A memory ledger whose results come when a test lets them. Keeps the contract: a commit is durable, and a read sees
 * what was committed, from the moment it was asked; commits are answered in the order of their calls, and so are reads.
 * Remembers every event, in its order. For tests.
 */

import type { ChatId, Ledger, LedgerEvent, MessagePage, PageBounds } from '../ledger/ledger.ts';
import type { MemoryLedger } from '../ledger/memory/memory_ledger.ts';

type Kind = 'commit' | 'read';

export class DelayedLedger implements Ledger {
  readonly id: string;
  /** Everything committed, by position from 1. */
  readonly events: LedgerEvent[] = [];
  readonly #inner: MemoryLedger;
  readonly #waiting: { readonly [K in Kind]: (() => void)[] } = { commit: [], read: [] };
  #onAsked: ((kind: Kind) => void) | undefined;
  #delaying = false;

  constructor(inner: MemoryLedger) {
    this.id = inner.id;
    this.#inner = inner;
  }

  /** From now on results wait to be released. `onAsked` is told of each call. */
  delay(onAsked?: (kind: Kind) => void): void {
    this.#delaying = true;
    this.#onAsked = onAsked;
  }

  /** How many results wait. */
  waiting(kind: Kind): number {
    return this.#waiting[kind].length;
  }

  /** Lets the result that waits longest come. The test's mistake where none waits. */
  release(kind: Kind): void {
    const answer = this.#waiting[kind].shift();
    if (answer === undefined) throw new Error(`no ${kind} waits`);
    answer();
  }

  commit(events: readonly LedgerEvent[]): number | Promise<number> {
    return this.#later('commit', () => {
      const first = this.#inner.commit(events);
      this.events.push(...events);
      return first;
    });
  }

  readForward(
    chats: Iterable<ChatId>,
    after: number,
    upTo: number,
    bounds: PageBounds,
  ): MessagePage | Promise<MessagePage> {
    return this.#later('read', () => this.#inner.readForward(chats, after, upTo, bounds));
  }

  readBackward(chat: ChatId, before: number, bounds: PageBounds): MessagePage | Promise<MessagePage> {
    return this.#later('read', () => this.#inner.readBackward(chat, before, bounds));
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #later<T>(kind: Kind, ask: () => T): T | Promise<T> {
    if (!this.#delaying) return ask();
    const result = outcomeOf(ask);
    const answered = new Promise<T>((resolve, reject) => {
      this.#waiting[kind].push(() => ('value' in result ? resolve(result.value) : reject(result.error)));
    });
    this.#onAsked?.(kind);
    return answered;
  }
}

function outcomeOf<T>(ask: () => T): { value: T } | { error: unknown } {
  try {
    return { value: ask() };
  } catch (error) {
    return { error };
  }
}
