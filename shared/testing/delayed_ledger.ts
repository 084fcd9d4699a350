/**
 * A ledger whose results come when a test lets them. Keeps the contract: a commit is durable, and a read sees what was
 * committed, from the moment it was asked; commits are answered in the order of their calls, and so are reads.
 * Remembers every event, in its order. For tests.
 */

import type { Eventually } from '../contract/core_port.ts';
import type {
  ChatId,
  ForwardBounds,
  InboxChat,
  Ledger,
  LedgerEvent,
  MessagePage,
  PageBounds,
  SearchPage,
  SearchRequest,
  UnreadRange,
} from '../ledger/ledger.ts';

type Kind = 'commit' | 'read';

export class DelayedLedger implements Ledger {
  readonly id: string;
  /** Everything committed, by position from 1. */
  readonly events: LedgerEvent[] = [];
  readonly #inner: Ledger;
  readonly #waiting: { readonly [K in Kind]: (() => void)[] } = { commit: [], read: [] };
  #onAsked: ((kind: Kind) => void) | undefined;
  #delaying = false;
  /** What the ledger within has not answered. */
  readonly #asked = new Set<Promise<unknown>>();

  constructor(inner: Ledger) {
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

  /** Resolves when the ledger within has answered everything, and what came of that, too. For one that takes its time. */
  async quiet(): Promise<void> {
    while (this.#asked.size > 0) {
      await Promise.allSettled(this.#asked);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  commit(events: readonly LedgerEvent[]): Eventually<number> {
    return this.#later('commit', () => {
      const first = this.#inner.commit(events);
      this.events.push(...events);
      return first;
    });
  }

  readForward(chats: Iterable<InboxChat>, after: number, upTo: number, bounds: ForwardBounds): Eventually<MessagePage> {
    return this.#later('read', () => this.#inner.readForward(chats, after, upTo, bounds));
  }

  readBackward(chat: ChatId, after: number, before: number, bounds: PageBounds): Eventually<MessagePage> {
    return this.#later('read', () => this.#inner.readBackward(chat, after, before, bounds));
  }

  countUnread(ranges: readonly UnreadRange[], countMax: number): Eventually<readonly number[]> {
    return this.#later('read', () => this.#inner.countUnread(ranges, countMax));
  }

  search(request: SearchRequest): Eventually<SearchPage> {
    return this.#later('read', () => this.#inner.search(request));
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #later<T>(kind: Kind, ask: () => Eventually<T>): Eventually<T> {
    if (!this.#delaying) return this.#noted(ask());
    const result = outcomeOf(ask);
    const answered = new Promise<T>((resolve, reject) => {
      this.#waiting[kind].push(() => ('value' in result ? resolve(result.value) : reject(result.error)));
    });
    this.#onAsked?.(kind);
    return answered;
  }

  #noted<T>(answer: Eventually<T>): Eventually<T> {
    if (!(answer instanceof Promise)) return answer;
    const noted = (): void => void this.#asked.delete(answer);
    this.#asked.add(answer);
    answer.then(noted, noted);
    return answer;
  }
}

function outcomeOf<T>(ask: () => Eventually<T>): { value: Eventually<T> } | { error: unknown } {
  try {
    return { value: ask() };
  } catch (error) {
    return { error };
  }
}
