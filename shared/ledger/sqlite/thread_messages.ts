/** What the thread of the server and the two threads of a SQLite ledger tell one another. */

import type { Limits } from '../../contract/limits.ts';
import type { PageBounds } from '../ledger.ts';
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
  /** Nothing more will be written. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' };

export interface ReaderData {
  readonly path: string;
}

/** Chats by their numbers. */
export type ToReader =
  | {
      readonly type: 'forward';
      readonly chats: readonly number[];
      readonly after: number;
      readonly upTo: number;
      readonly bounds: PageBounds;
      readonly skipForgotten: boolean;
    }
  | { readonly type: 'backward'; readonly chat: number; readonly before: number; readonly bounds: PageBounds }
  | { readonly type: 'close' };

/** In the order of what was asked. */
export type FromReader =
  | { readonly type: 'page'; readonly columns: PageColumns }
  /** Messages up to that position are kept no longer. */
  | { readonly type: 'forgotten'; readonly position: number }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' };
