/**
 * The index of the words of messages: what is written into it, and how it is asked. Knows FTS5 and which text stands for
 * a message; nothing of who searches. Invariant: a text is cut into words here alone, by `searchWords`: the tokenizer
 * finds in what it gets the same words, and folds nothing that is not folded already.
 *
 * The index lags behind the messages by less than `lagMessagesMax` of them, which a search goes through one by one: to
 * write to an index costs tens of microseconds a time, and hardly more for many short messages than for one. By less than
 * `lagUnitsMax` of their bodies, too: the commit that catches up waits for all of it. A commit moves
 * the position up to which it goes together with what it holds, so that both are always of one moment.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SearchWord } from '../ledger.ts';
import { isAscii, searchedPart, searchedUnitsMax, searchWords } from '../search_words.ts';
import { RowInserts } from './row_inserts.ts';

/** So many messages wait to be indexed together. */
export const lagMessagesMax = 256;

/** UTF-16 units that wait to be indexed together, as far as they are searched. */
export const lagUnitsMax = 262_144;

/** So many are read in one go while the index catches up, and of each no more than is searched: some megabytes. */
const pageMessages = 64;

/** A private-use character, which no word holds: with a chat's number behind it, the word that all its messages have. */
const chatMark = '\u{e000}';

/** Messages, and the UTF-16 units of their bodies as far as they are searched. */
export interface Waiting {
  readonly messages: number;
  readonly units: number;
}

export class SearchIndex {
  readonly #texts: RowInserts;
  readonly #unindexed: StatementSync;
  readonly #setPosition: StatementSync;
  readonly #count: StatementSync;
  /** What waits, as far as it matters for when to index it. */
  #waiting: Waiting | undefined;

  constructor(database: DatabaseSync) {
    this.#texts = new RowInserts(database, 'search', ['rowid', 'words']);
    this.#unindexed = database.prepare(
      // As bytes: what counts characters ends at a NUL. What is cut in two there lies beyond what is searched.
      `SELECT position, chat, coalesce(CAST(substr(CAST(body AS BLOB), 1, ${3 * searchedUnitsMax}) AS TEXT), '') FROM messages WHERE position > (SELECT indexed_position FROM ledger)
       ORDER BY position LIMIT ${pageMessages}`,
    );
    this.#setPosition = database.prepare('UPDATE ledger SET indexed_position = ?');
    this.#count = database.prepare(
      `SELECT count(*), coalesce(sum(min(octet_length(body), ${searchedUnitsMax})), 0) FROM messages
       WHERE position > (SELECT indexed_position FROM ledger)`,
    );
    this.#unindexed.setReturnArrays(true);
    this.#count.setReturnArrays(true);
  }

  /** That came into the table of messages. Within the transaction of that. */
  added({ messages, units }: Waiting): void {
    const { messages: before, units: unitsBefore } = this.#waiting ?? { messages: 0, units: 0 };
    // What waits since before the start, with those that were just added.
    this.#waiting =
      this.#waiting === undefined ? this.#counted() : { messages: before + messages, units: unitsBefore + units };
    if (this.#waiting.messages >= lagMessagesMax || this.#waiting.units >= lagUnitsMax) this.catchUp();
  }

  /** The transaction has failed: what waits is counted anew. */
  drop(): void {
    this.#texts.drop();
    this.#waiting = undefined;
  }

  /** Indexes all that is not. Within a transaction of the caller. */
  catchUp(): void {
    for (let more = true; more; ) {
      const found = this.#unindexed.all() as unknown[] as [position: number, chat: number, body: string][];
      for (const [position, chat, body] of found) this.#texts.add(position, indexedText(chat, body));
      this.#texts.flush();
      const last = found.at(-1);
      if (last !== undefined) this.#setPosition.run(last[0]);
      more = found.length === pageMessages;
    }
    this.#waiting = { messages: 0, units: 0 };
  }

  #counted(): Waiting {
    const [messages, units] = this.#count.get() as unknown as readonly [number, number];
    return { messages, units };
  }
}

/** The text that stands for a message in the index. */
export function indexedText(chat: number, body: string): string {
  // The tokenizer cuts ASCII as `searchWords` does; all else is words to it.
  const text = searchedPart(body);
  return `${chatWord(chat)} ${isAscii(text) ? text : searchWords(text).join(' ')}`;
}

/**
 * What the index is asked for: messages with all the words that are whole, in one of the chats; in whichever, where none
 * are named. Empty where there is nothing to ask for.
 */
export function indexQuery(words: readonly SearchWord[], chats: readonly number[]): string {
  const wanted = words.filter(({ isPrefix }) => !isPrefix).map(({ text }) => quoted(text));
  const inChats = chats.map((chat) => quoted(chatWord(chat))).join(' OR ');
  return [...(chats.length === 0 ? [] : [`(${inChats})`]), ...wanted].join(' AND ');
}

function chatWord(chat: number): string {
  return `${chatMark}${chat}`;
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
