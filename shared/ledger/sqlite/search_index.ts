/**
 * The index of the words of messages: what is written into it, and how it is asked. Knows FTS5 and which text stands for
 * a message; nothing of who searches. Invariant: a text is cut into words here alone, by `searchWords`: the tokenizer
 * finds in what it gets the same words, and folds nothing that is not folded already.
 *
 * The index lags behind the messages by less than `lagMessagesMax` of them, which a search goes through one by one: to
 * write to an index costs tens of microseconds a time, and hardly more for many messages than for one. A commit moves
 * the position up to which it goes together with what it holds, so that both are always of one moment.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SearchWord } from '../ledger.ts';
import { searchWords } from '../search_words.ts';
import { RowInserts } from './row_inserts.ts';

/** So many messages wait to be indexed together. */
export const lagMessagesMax = 256;

/** So many are read in one go while the index catches up: after an update, that may be all there are. */
const pageMessages = 1_000;

/** A private-use character, which no word holds: with a chat's number behind it, the word that all its messages have. */
const chatMark = '\u{e000}';

export class SearchIndex {
  readonly #texts: RowInserts;
  readonly #unindexed: StatementSync;
  readonly #setPosition: StatementSync;
  readonly #count: StatementSync;
  /** How many messages wait, as far as it matters for when to index them. */
  #waiting: number | undefined;

  constructor(database: DatabaseSync) {
    this.#texts = new RowInserts(database, 'search', ['rowid', 'words']);
    this.#unindexed = database.prepare(
      `SELECT position, chat, body FROM messages WHERE position > (SELECT indexed_position FROM ledger)
       ORDER BY position LIMIT ${pageMessages}`,
    );
    this.#setPosition = database.prepare('UPDATE ledger SET indexed_position = ?');
    this.#count = database.prepare(
      'SELECT count(*) FROM messages WHERE position > (SELECT indexed_position FROM ledger)',
    );
    this.#unindexed.setReturnArrays(true);
    this.#count.setReturnArrays(true);
  }

  /** So many messages came into their table. Within the transaction of that. */
  added(messages: number): void {
    // What waits since before the start, with those that were just added.
    this.#waiting = this.#waiting === undefined ? this.#counted() : this.#waiting + messages;
    if (this.#waiting >= lagMessagesMax) this.catchUp();
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
    this.#waiting = 0;
  }

  #counted(): number {
    return Number((this.#count.get() as unknown as readonly number[])[0]);
  }
}

const onlyAscii = /^[\0-\x7f]*$/;

/** The text that stands for a message in the index. */
export function indexedText(chat: number, body: string): string {
  // The tokenizer cuts ASCII as `searchWords` does; all else is words to it.
  return `${chatWord(chat)} ${onlyAscii.test(body) ? body : searchWords(body).join(' ')}`;
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
