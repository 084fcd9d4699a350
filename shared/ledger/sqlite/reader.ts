/**
 * Reads pages of messages, each from one state of the database. Knows the tables; nothing of threads, or of who may read.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PageBounds } from '../ledger.ts';
import { MergedRuns, type Run } from '../merged_runs.ts';
import { unreadLookedAtMax } from '../unread_bound.ts';
import { encodePage, type MessageRow } from './page_columns.ts';
import { SearchReader } from './search_reader.ts';
import type { BackwardRequest, ForwardRequest, FromReader, ReadRequest, UnreadRequest } from './thread_messages.ts';

export class Reader {
  readonly #database: DatabaseSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #positions: StatementSync;
  readonly #message: StatementSync;
  readonly #forgotten: StatementSync;
  readonly #unread: StatementSync;
  readonly #search: SearchReader;

  constructor(database: DatabaseSync) {
    const columns = 'position, chat, time_ms AS timeMs, sender, body';
    this.#database = database;
    this.#forward = database.prepare(
      `SELECT ${columns} FROM messages WHERE chat = ? AND position > ? AND position <= ? ORDER BY position`,
    );
    this.#backward = database.prepare(
      `SELECT ${columns} FROM messages WHERE chat = ? AND position > ? AND position < ? ORDER BY position DESC`,
    );
    this.#positions = database.prepare(
      'SELECT position FROM messages WHERE chat = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?',
    );
    this.#message = database.prepare(`SELECT ${columns} FROM messages WHERE position = ?`);
    this.#forgotten = database.prepare('SELECT forgotten_position AS position FROM chats WHERE number = ?');
    this.#unread = database.prepare(
      `SELECT count(*) AS count FROM
       (SELECT 1 FROM
        (SELECT sender FROM messages WHERE chat = ? AND position > ? ORDER BY position DESC LIMIT ?)
        WHERE sender <> ? LIMIT ?)`,
    );
    this.#search = new SearchReader(database);
  }

  read(request: ReadRequest): FromReader {
    // One transaction, so that what a sweep deletes meanwhile is either read or told to be forgotten.
    this.#database.exec('BEGIN');
    try {
      return this.#answer(request);
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #answer(request: ReadRequest): FromReader {
    switch (request.type) {
      case 'forward':
        return this.#readForward(request);
      case 'backward':
        return this.#readBackward(request);
      case 'unread':
        return { type: 'counts', counts: this.#countUnread(request) };
      case 'find':
        return this.#search.find(request);
      default:
        return request satisfies never;
    }
  }

  #readForward(request: ForwardRequest): FromReader {
    const { chats, froms, upTo, bounds } = request;
    if (!request.skipForgotten) {
      const forgotten = chats.map((chat) => Number(this.#forgotten.get(chat)?.['position'] ?? 0));
      const position = Math.max(...forgotten.filter((each, index) => each > (froms[index] ?? 0)));
      if (position > 0) return { type: 'forgotten', position };
    }
    const [only] = chats;
    const rows =
      chats.length === 1 && only !== undefined ? this.#rowsOf(only, froms[0] ?? 0, upTo) : this.#merged(request);
    const { page, more } = bounded(rows, bounds);
    return { type: 'page', columns: encodePage(page, more) };
  }

  #readBackward({ chat, after, before, bounds }: BackwardRequest): FromReader {
    const { page, more } = bounded(rowsFrom(this.#backward.iterate(chat, after, before)), bounds);
    return { type: 'page', columns: encodePage(page.reverse(), more) };
  }

  #countUnread({ ranges, countMax }: UnreadRequest): readonly number[] {
    const lookedAtMax = unreadLookedAtMax(countMax);
    return ranges.map(({ chat, after, sender }) =>
      Number(this.#unread.get(chat, after, lookedAtMax, sender, countMax)?.['count'] ?? 0),
    );
  }

  #rowsOf(chat: number, after: number, upTo: number): Iterable<MessageRow> {
    return rowsFrom(this.#forward.iterate(chat, after, upTo));
  }

  /** The messages of several chats by position. Their positions come from the index, some at a time; then each row. */
  *#merged({ chats, froms, upTo, bounds }: ForwardRequest): Iterable<MessageRow> {
    const atOnce = Math.max(4, Math.ceil((2 * bounds.messagesMax) / chats.length));
    const next = (chat: number, from: number): readonly number[] =>
      this.#positions.all(chat, from, upTo, atOnce).map(({ position }) => Number(position));
    const runs = chats.map((chat, index) => new PositionRun((from) => next(chat, from), froms[index] ?? 0));
    const merged = new MergedRuns(runs);
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
