/**
 * The one connection that writes: each call is one transaction, and one sync where the durability asks for it. Knows
 * nothing of threads. Invariant: what a call that returned has written is durable, as far as that goes; what a call that
 * threw was to write is not there.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Limits } from '../../contract/limits.ts';
import { emptyLog, numberOf } from './database.ts';
import { decodeEvents, type EventColumns } from './event_columns.ts';
import { EventWriter } from './event_writer.ts';
import { type SweepBounds, Sweeper } from './sweeper.ts';

export type WriterBounds = SweepBounds & Pick<Limits, 'formerParticipantsPerChatMax'>;

export class Writer {
  readonly #database: DatabaseSync;
  readonly #events: EventWriter;
  readonly #sweeper: Sweeper;
  readonly #setPosition;
  /** Of the newest event that is committed. */
  #position: number;

  constructor(database: DatabaseSync, bounds: WriterBounds) {
    this.#database = database;
    this.#position = numberOf(database, 'SELECT position FROM ledger');
    this.#events = new EventWriter(database, this.#position, bounds.formerParticipantsPerChatMax);
    this.#sweeper = new Sweeper(database, bounds);
    this.#setPosition = database.prepare('UPDATE ledger SET position = ?');
  }

  /** Gives the events the next positions. Throws SQLite's error; then none of them is written. */
  commit(batch: readonly EventColumns[]): void {
    const events = this.#events;
    this.#transaction(
      () => {
        for (const columns of batch) {
          decodeEvents(columns, events, () => {
            events.position += 1;
          });
        }
        events.flush();
        this.#setPosition.run(events.position);
      },
      () => events.startOver(this.#position),
    );
    this.#position = events.position;
  }

  /** Starts a sweep; one that is under way starts anew. */
  beginSweep(nowMs: number): void {
    this.#sweeper.begin(nowMs);
  }

  /** Deletes a slice of what the sweep looks for: the numbers of chats that are gone with it. Undefined where it is done. */
  sweep(): readonly number[] | undefined {
    const sweeper = this.#sweeper;
    if (sweeper.done) return undefined;
    this.#transaction(
      () => sweeper.slice(),
      () => sweeper.takeDeletedChats(),
    );
    return sweeper.takeDeletedChats();
  }

  /** Leaves nothing unsynced, and one file without a log, unless somebody reads from that: a backup is not waited for. */
  close(): void {
    // First, since on a full disk it makes room for what follows.
    emptyLog(this.#database);
    // This one commit syncs all of the log, whatever the durability.
    this.#database.exec("PRAGMA synchronous = FULL; UPDATE ledger SET unsynced_since = ''");
    emptyLog(this.#database);
    this.#database.close();
  }

  #transaction(work: () => void, onFailure: () => void = () => {}): void {
    const database = this.#database;
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      // Some errors have ended the transaction already.
      if (database.isTransaction) database.exec('ROLLBACK');
      onFailure();
      throw error;
    }
  }
}

const sqliteFull = 13;
/** The index of the log could not grow. */
const sqliteShmSize = 10 | (19 << 8);

/** Whether there was no room on the disk: the only error after which it is safe to go on. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error && 'errcode' in error)) return false;
  const code = Number(error.errcode);
  return (code & 0xff) === sqliteFull || code === sqliteShmSize;
}
