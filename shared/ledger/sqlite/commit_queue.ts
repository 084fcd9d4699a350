/**
 * Commits on their way to the thread that writes: gathered into batches, in flight until that has answered. Knows the
 * bounds; nothing of threads or tables. Invariant: commits are answered in the order in which they came.
 */

import { ChatError } from '../../contract/chat_error.ts';
import type { Limits } from '../../contract/limits.ts';
import type { LedgerEvent } from '../ledger.ts';

export type CommitBounds = Pick<Limits, 'commitQueueEventsMax' | 'commitQueueBytesMax' | 'commitQueueMs'>;

/** A commit that has not been answered. */
export interface PendingCommit {
  readonly events: readonly LedgerEvent[];
  readonly bytes: number;
  resolve(first: number): void;
  reject(error: ChatError): void;
}

interface Batch {
  readonly commits: PendingCommit[];
  readonly sinceMs: number;
}

/** What an event costs besides its texts. */
const eventOverheadBytes = 100;

export class CommitQueue {
  readonly #bounds: CommitBounds;
  readonly #batches: Batch[] = [];
  /** Batches at the head of the queue that have been handed over. */
  #handedOver = 0;
  #events = 0;
  #bytes = 0;
  #added = 0;
  #taken = 0;

  constructor(bounds: CommitBounds) {
    this.#bounds = bounds;
  }

  get empty(): boolean {
    return this.#batches.length === 0;
  }

  /** Commits that ever came. */
  get added(): number {
    return this.#added;
  }

  /** Commits that were ever answered: the first of those that came. */
  get taken(): number {
    return this.#taken;
  }

  /** RESOURCE_EXHAUSTED where the queue is over its bounds: the disk does not keep up. */
  requireRoom(nowMs: number): void {
    const { commitQueueEventsMax, commitQueueBytesMax, commitQueueMs } = this.#bounds;
    const ageMs = nowMs - (this.#batches[0]?.sinceMs ?? nowMs);
    if (this.#events < commitQueueEventsMax && this.#bytes < commitQueueBytesMax && ageMs <= commitQueueMs) return;
    const message = `the disk does not keep up: ${this.#events} events wait to be written, the first for ${ageMs} ms`;
    throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
  }

  /** Joins the batch that is to be handed over next. */
  add(commit: PendingCommit, nowMs: number): void {
    this.#events += commit.events.length;
    this.#bytes += commit.bytes;
    this.#added += 1;
    const last = this.#batches[this.#handedOver];
    if (last === undefined) this.#batches.push({ commits: [commit], sinceMs: nowMs });
    else last.commits.push(commit);
  }

  /** The next batch is on its way. */
  handOver(): void {
    this.#handedOver += 1;
  }

  /** The oldest batches, as many as that, have been answered: their commits, oldest first. */
  take(batches: number): readonly PendingCommit[] {
    this.#handedOver -= batches;
    const commits = this.#batches.splice(0, batches).flatMap((batch) => batch.commits);
    this.#taken += commits.length;
    for (const { events, bytes } of commits) {
      this.#events -= events.length;
      this.#bytes -= bytes;
    }
    return commits;
  }

  /** All of them. */
  takeAll(): readonly PendingCommit[] {
    const commits = this.take(this.#batches.length);
    this.#handedOver = 0;
    return commits;
  }
}

/** Roughly what the events take while they wait. */
export function bytesOf(events: readonly LedgerEvent[]): number {
  let bytes = 0;
  for (const event of events) {
    bytes += eventOverheadBytes;
    // Two bytes a character at most; only bodies are long.
    if (event.type === 'message_sent') bytes += event.body.length * 2;
    else if (event.type === 'sessions_used') bytes += event.uses.length * eventOverheadBytes;
    else if (event.type === 'chat_created') bytes += event.participants.length * eventOverheadBytes;
  }
  return bytes;
}
