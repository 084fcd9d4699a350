/**
 * Searches: what is not indexed yet one by one, then what the index tells of. Knows the tables; nothing of threads, or of
 * who may read. Its caller has the transaction, so that both are of one moment. Invariant: no message outside of the
 * spans is looked at, so that neither a page nor where it ends tells anything of those.
 *
 * Beginnings of words are looked for in the messages that the index tells of for everything else: to ask it for one is to
 * have it gather all that begin so, of all chats, before it tells of the first, and nothing would bound that.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Span } from '../ledger.ts';
import { MergedRuns } from '../merged_runs.ts';
import { holdsAll } from '../search_words.ts';
import { encodePage, type MessageRow } from './page_columns.ts';
import { indexQuery } from './search_index.ts';
import { type FetchPositions, PositionsBackward } from './search_runs.ts';
import type { FindRequest, FromReader } from './thread_messages.ts';

const fetchedMin = 4;

interface ChatSpan extends Span {
  readonly chat: number;
}

export class SearchReader {
  readonly #indexedPosition: StatementSync;
  readonly #indexed: StatementSync;
  readonly #ofChat: StatementSync;
  readonly #message: StatementSync;

  constructor(database: DatabaseSync) {
    this.#indexedPosition = database.prepare('SELECT indexed_position FROM ledger');
    this.#indexed = database.prepare(
      'SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
    );
    this.#ofChat = database.prepare(
      'SELECT position FROM messages WHERE chat = ? AND position > ? AND position < ? ORDER BY position DESC LIMIT ?',
    );
    this.#message = database.prepare(
      'SELECT position, chat, time_ms AS timeMs, sender, body FROM messages WHERE position = ?',
    );
    for (const statement of [this.#indexedPosition, this.#indexed, this.#ofChat]) statement.setReturnArrays(true);
  }

  find(request: FindRequest): FromReader {
    const { words, messagesMax, lookedAtMax, lookedAtBytesMax } = request;
    const beginnings = words.filter(({ isPrefix }) => isPrefix);
    const merged = new MergedRuns(this.#runs(request));
    const page: MessageRow[] = [];
    const found = (nextBefore: number): FromReader => {
      return { type: 'found', columns: encodePage(page, nextBefore > 0), nextBefore, lookedAtBytes: bytes };
    };
    let lookedAt = 0;
    let bytes = 0;
    let last = 0;
    for (let run = merged.first; run !== undefined; run = merged.first) {
      if (page.length >= messagesMax || lookedAt >= lookedAtMax) return found(last);
      const row = this.#message.get(-run.position) as unknown as MessageRow | undefined;
      if (row !== undefined) {
        const bodyBytes = Buffer.byteLength(row.body);
        if (bytes + bodyBytes > lookedAtBytesMax && lookedAt > 0) return found(last);
        const sought = run.isIndexed ? beginnings : words;
        if (sought.length === 0 || holdsAll(row.body, sought)) page.push(row);
        lookedAt += 1;
        bytes += bodyBytes;
        last = row.position;
      }
      merged.advance();
    }
    // A full page does not tell whether more follow, here as in the other ledgers.
    return found(page.length >= messagesMax || lookedAt >= lookedAtMax ? last : 0);
  }

  #runs({ chats, words, before, messagesMax }: FindRequest): readonly PositionsBackward[] {
    const spans = chats.flatMap((each) =>
      each.spans.map(({ after, upTo }) => ({ chat: each.chat, after, upTo: Math.min(upTo, before - 1) })),
    );
    const count = Math.max(fetchedMin, Math.ceil((2 * messagesMax) / Math.max(1, spans.length)));
    const run = (isIndexed: boolean, { after, upTo }: Span, fetch: FetchPositions): readonly PositionsBackward[] =>
      after < upTo ? [new PositionsBackward(fetch, { isIndexed, before: upTo + 1, count })] : [];
    const ofChat = (span: ChatSpan): readonly PositionsBackward[] =>
      run(false, span, (below, rows) => positions(this.#ofChat.all(span.chat, span.after, below, rows)));
    if (words.every(({ isPrefix }) => isPrefix)) return spans.flatMap(ofChat);
    const indexed = Number((this.#indexedPosition.get() as unknown as readonly number[])[0]);
    const told = (of: readonly number[], span: Span): readonly PositionsBackward[] => {
      const query = indexQuery(words, of);
      return run(true, span, (below, rows) => positions(this.#indexed.all(query, span.after, below, rows)));
    };
    const upTo = Math.min(indexed, before - 1);
    // Of a chat that can be read from its beginning on the index tells of nothing else: many of them cost one question.
    const isWhole = (span: ChatSpan): boolean => span.after <= span.chat && span.upTo >= upTo;
    const whole = spans.filter(isWhole);
    const partial = spans.filter((span) => !isWhole(span));
    const unindexed = spans.map((span) => ({ ...span, after: Math.max(span.after, indexed) }));
    return [
      ...unindexed.flatMap(ofChat),
      ...(whole.length === 0 ? [] : told(chatsOf(whole), { after: Math.min(...chatsOf(whole)), upTo })),
      ...partial.flatMap((span) => told([span.chat], { ...span, upTo: Math.min(span.upTo, upTo) })),
    ];
  }
}

function chatsOf(spans: readonly ChatSpan[]): readonly number[] {
  return spans.map(({ chat }) => chat);
}

function positions(rows: readonly unknown[]): readonly number[] {
  return (rows as readonly (readonly [number])[]).map(([position]) => position);
}
