/**
 * Reads pages of messages, each from one state of the database. Knows the tables; nothing of threads, or of who may read.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PageBounds } from '../ledger.ts';
import { MergedRuns, type Run } from '../merged_runs.ts';
import { encodePage, type MessageRow } from './page_columns.ts';
import type { FromReader, ToReader } from './thread_messages.ts';

export class Reader {
  readonly #database: DatabaseSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #positions: StatementSync;
  readonly #message: StatementSync;
  readonly #forgotten: StatementSync;

  constructor(database: DatabaseSync) {
    const columns = 'position, chat, time_ms AS timeMs, sender, body';
    this.#database = database;
    this.#forward = database.prepare(
      `SELECT ${columns} FROM messages WHERE chat = ? AND position > ? AND position <= ? ORDER BY position`,
    );
    this.#backward = database.prepare(
      `SELECT ${columns} FROM messages WHERE chat = ? AND position < ? ORDER BY position DESC`,
    );
    this.#positions = database.prepare(
      'SELECT position FROM messages WHERE chat = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?',
    );
    this.#message = database.prepare(`SELECT ${columns} FROM messages WHERE position = ?`);
    this.#forgotten = database.prepare('SELECT forgotten_position AS position FROM chats WHERE number = ?');
  }

  read(request: Exclude<ToReader, { type: 'close' }>): FromReader {
    // One transaction, so that what a sweep deletes meanwhile is either read or told to be forgotten.
    this.#database.exec('BEGIN');
    try {
      return request.type === 'forward' ? this.#readForward(request) : this.#readBackward(request);
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #readForward(request: ToReader & { type: 'forward' }): FromReader {
    const { chats, after, upTo, bounds } = request;
    if (!request.skipForgotten) {
      const position = Math.max(...chats.map((chat) => Number(this.#forgotten.get(chat)?.['position'] ?? 0)));
      if (after < position) return { type: 'forgotten', position };
    }
    const [only] = chats;
    const rows = chats.length === 1 && only !== undefined ? this.#rowsOf(only, after, upTo) : this.#merged(request);
    const { page, more } = bounded(rows, bounds);
    return { type: 'page', columns: encodePage(page, more) };
  }

  #readBackward({ chat, before, bounds }: ToReader & { type: 'backward' }): FromReader {
    const { page, more } = bounded(rowsFrom(this.#backward.iterate(chat, before)), bounds);
    return { type: 'page', columns: encodePage(page.reverse(), more) };
  }

  #rowsOf(chat: number, after: number, upTo: number): Iterable<MessageRow> {
    return rowsFrom(this.#forward.iterate(chat, after, upTo));
  }

  /** The messages of several chats by position. Their positions come from the index, some at a time; then each row. */
  *#merged({ chats, after, upTo, bounds }: ToReader & { type: 'forward' }): Iterable<MessageRow> {
    const atOnce = Math.max(4, Math.ceil((2 * bounds.messagesMax) / chats.length));
    const next = (chat: number, from: number): readonly number[] =>
      this.#positions.all(chat, from, upTo, atOnce).map(({ position }) => Number(position));
    const merged = new MergedRuns(chats.map((chat) => new PositionRun((from) => next(chat, from), after)));
    for (let run = merged.first; run !== undefined; run = merged.first) {
      yield this.#message.get(run.position) as unknown as MessageRow;
      merged.advance();
    }
  }
}

/** The positions of one chat, fetched some at a time. */
class PositionRun implements Run {
  readonly #fetch: (after: number) => readonly number[];
  #fetched: readonly number[];
  #at = 0;

  constructor(fetch: (after: number) => readonly number[], after: number) {
    this.#fetch = fetch;
    this.#fetched = fetch(after);
  }

  get position(): number {
    return this.#fetched[this.#at] ?? Infinity;
  }

  advance(): void {
    const last = this.position;
    this.#at += 1;
    if (this.#at < this.#fetched.length) return;
    this.#fetched = this.#fetch(last);
    this.#at = 0;
  }
}

function rowsFrom(rows: Iterable<unknown>): Iterable<MessageRow> {
  return rows as Iterable<MessageRow>;
}

/** As many rows as the bounds allow, and whether there are more. */
function bounded(
  rows: Iterable<MessageRow>,
  { messagesMax, bytesMax }: PageBounds,
): { page: MessageRow[]; more: boolean } {
  const page: MessageRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body);
    if (page.length >= messagesMax || (bytes > bytesMax && page.length > 0)) return { page, more: true };
    page.push(row);
  }
  return { page, more: false };
}
