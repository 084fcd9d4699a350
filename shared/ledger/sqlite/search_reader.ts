/**
 * Searches: what is not indexed yet one by one, then what the index tells of. Knows the tables; nothing of threads, or of
 * who may read. Its caller has the transaction, so that both are of one moment.
 *
 * Beginnings of words are looked for in the messages that the index tells of for everything else: to ask it for one is to
 * have it gather all that begin so, of all chats, before it tells of the first, and nothing would bound that.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Span } from '../ledger.ts';
import { holdsAll } from '../search_words.ts';
import { encodePage, type MessageRow } from './page_columns.ts';
import { indexQuery } from './search_index.ts';
import type { FindRequest, FromReader } from './thread_messages.ts';

/** So many chats are named to the index at most: it looks each of them up. Beyond, what it tells of is sorted out here. */
const chatsNamedMax = 256;

export class SearchReader {
  readonly #unindexed: StatementSync;
  readonly #indexed: StatementSync;
  readonly #message: StatementSync;
  readonly #below: StatementSync;

  constructor(database: DatabaseSync) {
    const columns = 'position, chat, time_ms AS timeMs, sender, body';
    this.#unindexed = database.prepare(
      `SELECT ${columns} FROM messages WHERE position > (SELECT indexed_position FROM ledger) AND position < ?
       ORDER BY position DESC`,
    );
    this.#indexed = database.prepare(
      `SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? AND rowid < ?
       AND rowid <= (SELECT indexed_position FROM ledger) ORDER BY rowid DESC`,
    );
    this.#message = database.prepare(`SELECT ${columns} FROM messages WHERE position = ?`);
    this.#below = database.prepare(
      `SELECT ${columns} FROM messages WHERE position > ? AND position < ?
       AND position <= (SELECT indexed_position FROM ledger) ORDER BY position DESC`,
    );
    this.#indexed.setReturnArrays(true);
  }

  find(request: FindRequest): FromReader {
    const { chats, messagesMax, lookedAtMax } = request;
    const spans = new Map(chats.map((chat) => [chat.chat, chat.spans]));
    const page: MessageRow[] = [];
    let lookedAt = 0;
    let last = 0;
    for (const { row, holds } of this.#candidates(request)) {
      const nextBefore = last;
      if (page.length >= messagesMax || lookedAt >= lookedAtMax) {
        return { type: 'found', columns: encodePage(page, true), nextBefore };
      }
      lookedAt += 1;
      last = row.position;
      if (holds && within(row.position, spans.get(row.chat))) page.push(row);
    }
    return { type: 'found', columns: encodePage(page, false), nextBefore: 0 };
  }

  /** The newest first. `holds`: whether the words are in it. */
  *#candidates({ chats, words, before }: FindRequest): Iterable<{ row: MessageRow; holds: boolean }> {
    for (const found of this.#unindexed.iterate(before)) {
      const row = found as unknown as MessageRow;
      yield { row, holds: holdsAll(row.body, words) };
    }
    const oldest = Math.min(...chats.map(({ spans }) => spans[0]?.after ?? Infinity));
    const named = chats.length <= chatsNamedMax ? chats.map(({ chat }) => chat) : [];
    const beginnings = words.filter(({ isPrefix }) => isPrefix);
    for (const row of this.#indexedRows(indexQuery(words, named), oldest, before)) {
      yield { row, holds: beginnings.length === 0 || holdsAll(row.body, beginnings) };
    }
  }

  /** With oldest < position < before. All where there is nothing to ask the index for. */
  *#indexedRows(query: string, oldest: number, before: number): Iterable<MessageRow> {
    if (query === '') {
      yield* this.#below.iterate(oldest, before) as Iterable<unknown> as Iterable<MessageRow>;
      return;
    }
    for (const found of this.#indexed.iterate(query, oldest, before)) {
      const [position] = found as unknown as readonly [number];
      const row = this.#message.get(position);
      if (row !== undefined) yield row as unknown as MessageRow;
    }
  }
}

/** `spans` in order, without overlaps. */
function within(position: number, spans: readonly Span[] | undefined): boolean {
  return spans?.some(({ after, upTo }) => after < position && position <= upTo) ?? false;
}
