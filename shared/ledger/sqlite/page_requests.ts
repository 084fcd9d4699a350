/** Pages asked of the thread that reads, answered in the order of the asking. Knows no table. */

import { ChatError } from '../../contract/chat_error.ts';
import { forgotten } from '../forgotten.ts';
import type { ChatId, MessagePage } from '../ledger.ts';
import { LedgerThread } from './ledger_thread.ts';
import { decodePage } from './page_columns.ts';
import type { FromReader, ReaderData, ToReader } from './thread_messages.ts';

interface PendingPage {
  readonly chats: ReadonlyMap<number, ChatId>;
  resolve(page: MessagePage): void;
  reject(error: Error): void;
}

export class PageRequests {
  readonly #waitingMax: number;
  readonly #thread: LedgerThread<ToReader, FromReader>;
  #waiting: PendingPage[] = [];

  constructor(path: string, waitingMax: number, onFailure: (error: Error) => void) {
    const data: ReaderData = { path };
    this.#waitingMax = waitingMax;
    this.#thread = new LedgerThread('reader_main', data, (message) => this.#answered(message), onFailure);
  }

  /** `chats` by number. RESOURCE_EXHAUSTED where too many pages wait to be read. */
  ask(request: Exclude<ToReader, { type: 'close' }>, chats: ReadonlyMap<number, ChatId>): Promise<MessagePage> {
    if (this.#waiting.length >= this.#waitingMax) {
      const message = `${this.#waiting.length} pages wait to be read already`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ chats, resolve, reject });
      this.#thread.tell(request);
    });
  }

  /** Rejects whatever waits. */
  fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
  }

  async close(): Promise<void> {
    this.#thread.tell({ type: 'close' });
    await this.#thread.ended();
  }

  async terminate(): Promise<void> {
    await this.#thread.terminate();
  }

  #answered(message: FromReader): void {
    if (message.type === 'closed') return;
    const pending = this.#waiting.shift();
    if (pending === undefined) return;
    switch (message.type) {
      case 'page':
        pending.resolve(decodePage(message.columns, pending.chats));
        break;
      case 'forgotten':
        pending.reject(forgotten(message.position));
        break;
      case 'failed':
        pending.reject(new Error(`a page could not be read: ${message.message}`));
        break;
      default:
        message satisfies never;
    }
  }
}
