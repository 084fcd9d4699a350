/**
 * Deletes what is kept no longer: messages by age and by number, keys, and chats without participants. One slice at a
 * time, each small enough that a commit can wait for it. Knows the tables; its caller has the transaction.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Limits } from '../../contract/limits.ts';
import { Statements } from './statements.ts';

export type SweepBounds = Pick<Limits, 'retentionMs' | 'retentionMessagesPerChatMax' | 'keyLifetimeMs' | 'keysMax'>;

const sliceRowsMax = 1_000;

/** Messages that a slice may look at without deleting them. */
const passedOverMax = 20_000;

/** Deletes a slice; false where there was nothing left of its kind. */
type Slice = () => boolean;

/** Deletes at most so many rows of a chat; how many it were. */
type ChatWork = (chat: number, rowsMax: number) => number;

export class Sweeper {
  readonly #bounds: SweepBounds;
  readonly #statements: Statements;
  /** What the sweep under way has yet to look for. */
  #slices: Slice[] = [];
  /** By number: chats that were deleted since they were last asked for. */
  #deletedChats: number[] = [];

  constructor(database: DatabaseSync, bounds: SweepBounds) {
    this.#bounds = bounds;
    this.#statements = new Statements(database);
  }

  /** Starts to look for everything that is kept no longer at that time. */
  begin(nowMs: number): void {
    const { retentionMs, retentionMessagesPerChatMax, keyLifetimeMs, keysMax } = this.#bounds;
    this.#slices = [
      () => this.#keysUsedBefore(nowMs - keyLifetimeMs),
      this.#keysBeyond(keysMax),
      this.#eachChat(sliceRowsMax, this.#abandoned),
    ];
    if (retentionMs > 0) this.#slices.push(() => this.#messagesSentBefore(nowMs - retentionMs));
    if (retentionMessagesPerChatMax > 0) {
      // To find the newest message beyond a number, that number of messages is passed over.
      const chatsAtOnce = Math.max(1, Math.floor(passedOverMax / retentionMessagesPerChatMax));
      this.#slices.push(this.#eachChat(chatsAtOnce, this.#messagesBeyond(retentionMessagesPerChatMax)));
    }
  }

  get done(): boolean {
    return this.#slices.length === 0;
  }

  /** Deletes at most `sliceRowsMax` rows. */
  slice(): void {
    if (this.#slices[0]?.() !== true) this.#slices.shift();
  }

  /** The numbers of the chats that were deleted since the last call. */
  takeDeletedChats(): readonly number[] {
    const deleted = this.#deletedChats;
    this.#deletedChats = [];
    return deleted;
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

  #keysBeyond(keysMax: number): Slice {
    // Counted once a sweep: counting goes through all of them.
    let beyond: number | undefined;
    return () => {
      beyond ??= (this.#first('SELECT count(*) FROM keys') ?? 0) - keysMax;
      if (beyond <= 0) return false;
      const rows = Math.min(beyond, sliceRowsMax);
      this.#run('DELETE FROM keys WHERE position IN (SELECT position FROM keys ORDER BY position LIMIT ?)', rows);
      beyond -= rows;
      return beyond > 0;
    };
  }

  /** Goes through all chats, so many a slice, and stays with one as long as there is something to delete. */
  #eachChat(chatsAtOnce: number, work: ChatWork): Slice {
    let chats: readonly number[] = [];
    let at = 0;
    return () => {
      if (at === chats.length) {
        chats = this.#chatsAfter(chats.at(-1) ?? 0, chatsAtOnce);
        at = 0;
      }
      let room = sliceRowsMax;
      for (; at < chats.length; at += 1) {
        room -= work(chats[at] as number, room);
        if (room <= 0) return true;
      }
      return chats.length === chatsAtOnce;
    };
  }

  #chatsAfter(number: number, count: number): readonly number[] {
    const sql = 'SELECT number FROM chats WHERE number > ? ORDER BY number LIMIT ?';
    return this.#statements.rows(sql, number, count).map(([chat]) => Number(chat));
  }

  /** A chat that nobody is left to read, with who took part once. */
  readonly #abandoned: ChatWork = (chat, rowsMax) => {
    if (this.#first('SELECT EXISTS (SELECT * FROM participants WHERE chat = ?)', chat) === 1) return 0;
    let deleted = this.#deleteOldest(chat, Number.MAX_SAFE_INTEGER, rowsMax);
    if (deleted === rowsMax) return deleted;
    deleted += this.#run(
      `DELETE FROM former_participants WHERE chat = ?1 AND account IN
       (SELECT account FROM former_participants WHERE chat = ?1 LIMIT ?2)`,
      chat,
      rowsMax - deleted,
    );
    if (deleted === rowsMax) return deleted;
    this.#deletedChats.push(chat);
    return deleted + this.#run('DELETE FROM chats WHERE number = ?', chat);
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
    return this.#deleteMessages(`time_ms <= ? AND position IN (${oldest})`, timeMs) > 0;
  }

  #messagesBeyond(messagesMax: number): ChatWork {
    return (chat, rowsMax) => {
      const newestBeyond = this.#first(
        'SELECT position FROM messages WHERE chat = ? ORDER BY position DESC LIMIT 1 OFFSET ?',
        chat,
        messagesMax,
      );
      return newestBeyond === undefined ? 0 : this.#deleteOldest(chat, newestBeyond, rowsMax);
    };
  }

  /** The oldest messages of a chat up to that position; how many they were. */
  #deleteOldest(chat: number, upTo: number, rowsMax: number): number {
    const last = this.#first(
      `SELECT max(position) FROM
       (SELECT position FROM messages WHERE chat = ? AND position <= ? ORDER BY position LIMIT ?)`,
      chat,
      upTo,
      rowsMax,
    );
    if (last === undefined) return 0;
    this.#run('UPDATE chats SET forgotten_position = max(forgotten_position, ?) WHERE number = ?', last, chat);
    return this.#deleteMessages('chat = ? AND position <= ?', chat, last);
  }

  /** With what the index of searches has of them; how many they were. */
  #deleteMessages(which: string, ...values: readonly number[]): number {
    this.#run(`DELETE FROM search WHERE rowid IN (SELECT position FROM messages WHERE ${which})`, ...values);
    return this.#run(`DELETE FROM messages WHERE ${which}`, ...values);
  }

  /** The number in the first column of the first row. */
  #first(sql: string, ...values: readonly number[]): number | undefined {
    const value = this.#statements.row(sql, ...values)?.[0];
    return typeof value === 'number' ? value : undefined;
  }

  /** How many rows changed. */
  #run(sql: string, ...values: readonly number[]): number {
    return this.#statements.run(sql, ...values);
  }
}
