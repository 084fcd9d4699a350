/**
 * Deletes what is kept no longer: messages by age and by number, keys, and chats without participants. One slice at a
 * time, each small enough that a commit can wait for it. Knows the tables; its caller has the transaction.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Limits } from '../../contract/limits.ts';
import { numberOf } from './database.ts';

export type SweepBounds = Pick<Limits, 'retentionMs' | 'retentionMessagesPerChatMax' | 'keyLifetimeMs' | 'keysMax'>;

const sliceRowsMax = 1_000;

/** Deletes a slice; false where there was nothing left of its kind. */
type Slice = () => boolean;

export class Sweeper {
  readonly #database: DatabaseSync;
  readonly #bounds: SweepBounds;
  /** What the sweep under way has yet to look for. */
  #slices: Slice[] = [];

  constructor(database: DatabaseSync, bounds: SweepBounds) {
    this.#database = database;
    this.#bounds = bounds;
  }

  /** Starts to look for everything that is kept no longer at that time. */
  begin(nowMs: number): void {
    const { retentionMs, retentionMessagesPerChatMax, keyLifetimeMs, keysMax } = this.#bounds;
    this.#slices = [
      () => this.#keysUsedBefore(nowMs - keyLifetimeMs),
      () => this.#keysBeyond(keysMax),
      this.#abandonedChat,
    ];
    if (retentionMs > 0) this.#slices.push(() => this.#messagesSentBefore(nowMs - retentionMs));
    if (retentionMessagesPerChatMax > 0) this.#slices.push(...this.#messagesBeyond(retentionMessagesPerChatMax));
  }

  get done(): boolean {
    return this.#slices.length === 0;
  }

  /** Deletes at most `sliceRowsMax` rows. */
  slice(): void {
    if (this.#slices[0]?.() !== true) this.#slices.shift();
  }

  #keysUsedBefore(timeMs: number): boolean {
    // By position, which has the order of time; a key that was used while the clock was ahead waits for the bound on keys.
    const deleted = this.#run(
      `DELETE FROM keys WHERE time_ms <= ? AND position IN (SELECT position FROM keys ORDER BY position LIMIT ?)`,
      timeMs,
      sliceRowsMax,
    );
    return deleted === sliceRowsMax;
  }

  #keysBeyond(keysMax: number): boolean {
    const beyond = Math.min(numberOf(this.#database, 'SELECT count(*) FROM keys') - keysMax, sliceRowsMax);
    if (beyond <= 0) return false;
    this.#run('DELETE FROM keys WHERE position IN (SELECT position FROM keys ORDER BY position LIMIT ?)', beyond);
    return true;
  }

  /** Nobody is left to read it. */
  readonly #abandonedChat = (): boolean => {
    const chat = this.#first(
      'SELECT number FROM chats WHERE NOT EXISTS (SELECT * FROM participants WHERE chat = number) LIMIT 1',
    );
    if (chat === undefined) return false;
    if (this.#deleteOldest(chat, Number.MAX_SAFE_INTEGER) < sliceRowsMax) {
      this.#run('DELETE FROM chats WHERE number = ?', chat);
    }
    return true;
  };

  #messagesSentBefore(timeMs: number): boolean {
    const oldest = `SELECT position FROM messages ORDER BY position LIMIT ${sliceRowsMax}`;
    this.#run(
      `UPDATE chats SET forgotten_position = max(forgotten_position, deleted.position)
       FROM (SELECT chat, max(position) AS position FROM messages
             WHERE time_ms <= ? AND position IN (${oldest}) GROUP BY chat) AS deleted
       WHERE number = deleted.chat`,
      timeMs,
    );
    return this.#run(`DELETE FROM messages WHERE time_ms <= ? AND position IN (${oldest})`, timeMs) > 0;
  }

  /** A slice for each chat that has more messages. */
  #messagesBeyond(messagesMax: number): readonly Slice[] {
    const chats = this.#database
      .prepare('SELECT chat FROM messages GROUP BY chat HAVING count(*) > ?')
      .all(messagesMax);
    return chats.map(({ chat }) => {
      const number = Number(chat);
      return (): boolean => {
        const newestBeyond = this.#first(
          'SELECT position FROM messages WHERE chat = ? ORDER BY position DESC LIMIT 1 OFFSET ?',
          number,
          messagesMax,
        );
        return newestBeyond !== undefined && this.#deleteOldest(number, newestBeyond) === sliceRowsMax;
      };
    });
  }

  /** The oldest messages of a chat up to that position; how many they were. */
  #deleteOldest(chat: number, upTo: number): number {
    const last = this.#first(
      `SELECT max(position) FROM
       (SELECT position FROM messages WHERE chat = ? AND position <= ? ORDER BY position LIMIT ?)`,
      chat,
      upTo,
      sliceRowsMax,
    );
    if (last === undefined) return 0;
    this.#run('UPDATE chats SET forgotten_position = max(forgotten_position, ?) WHERE number = ?', last, chat);
    return this.#run('DELETE FROM messages WHERE chat = ? AND position <= ?', chat, last);
  }

  /** The number in the first column of the first row. */
  #first(sql: string, ...values: readonly number[]): number | undefined {
    const value = Object.values(this.#database.prepare(sql).get(...values) ?? {})[0];
    return typeof value === 'number' ? value : undefined;
  }

  /** How many rows changed. */
  #run(sql: string, ...values: readonly number[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }
}
