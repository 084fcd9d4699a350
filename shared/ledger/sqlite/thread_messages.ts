/** What the thread of the server and the two threads of a SQLite ledger tell one another. */

import type { Limits } from '../../contract/limits.ts';
import type { PageBounds, SearchWord, Span } from '../ledger.ts';
import type { DatabaseOptions } from './database.ts';
import type { EventColumns } from './event_columns.ts';
import type { PageColumns } from './page_columns.ts';

export interface WriterData {
  readonly path: string;
  readonly options: DatabaseOptions;
  readonly limits: Limits;
}

export type ToWriter = { readonly type: 'events'; readonly columns: EventColumns } | { readonly type: 'close' };

export type FromWriter =
  /** The oldest batches, as many as that, are durable. */
  | { readonly type: 'committed'; readonly batches: number }
  /** There was no room for the oldest batches, as many as that: nothing of them is written. */
  | { readonly type: 'full'; readonly batches: number; readonly message: string }
  /** A sweep has deleted these, of which nobody was left. By their numbers. */
  | { readonly type: 'chats_deleted'; readonly chats: readonly number[] }
  /** Nothing more will be written. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' };

export interface ReaderData {
  readonly path: string;
}

export interface ForwardRequest {
  readonly type: 'forward';
  readonly chats: readonly number[];
  /** For each chat, where to read it from: only what comes after that position. */
  readonly froms: readonly number[];
  readonly upTo: number;
  readonly bounds: PageBounds;
  readonly skipForgotten: boolean;
}

export interface BackwardRequest {
  readonly type: 'backward';
  readonly chat: number;
  readonly after: number;
  readonly before: number;
  readonly bounds: PageBounds;
}

export interface UnreadRequest {
  readonly type: 'unread';
  readonly ranges: readonly { readonly chat: number; readonly after: number; readonly sender: string }[];
  readonly countMax: number;
}

export interface FindRequest {
  readonly type: 'find';
  readonly chats: readonly { readonly chat: number; readonly spans: readonly Span[] }[];
  readonly words: readonly SearchWord[];
  readonly before: number;
  readonly messagesMax: number;
  readonly lookedAtMax: number;
  readonly lookedAtBytesMax: number;
}

/** Chats by their numbers. */
export type ReadRequest = ForwardRequest | BackwardRequest | UnreadRequest | FindRequest;

export type ToReader = ReadRequest | { readonly type: 'close' };

/** In the order of what was asked. */
export type FromReader =
  | { readonly type: 'page'; readonly columns: PageColumns }
  | { readonly type: 'counts'; readonly counts: readonly number[] }
  | {
      readonly type: 'found';
      readonly columns: PageColumns;
      readonly nextBefore: number;
      readonly lookedAtBytes: number;
    }
  /** Messages up to that position are kept no longer. */
  | { readonly type: 'forgotten'; readonly position: number }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' };
