/** What is asked of a thread that reads, answered in the order of the asking. Knows no table. */

import { ChatError } from '../../contract/chat_error.ts';
import { forgotten } from '../forgotten.ts';
import type { ChatId, MessagePage, SearchPage } from '../ledger.ts';
import { LedgerThread } from './ledger_thread.ts';
import { decodePage } from './page_columns.ts';
import type {
  BackwardRequest,
  FindRequest,
  ForwardRequest,
  FromReader,
  ReaderData,
  ReadRequest,
  ToReader,
  UnreadRequest,
} from './thread_messages.ts';

interface Pending {
  settle(answer: FromReader): void;
  reject(error: Error): void;
}

export class PageRequests {
  readonly #waitingMax: number;
  readonly #thread: LedgerThread<ToReader, FromReader>;
  #waiting: Pending[] = [];

  constructor(path: string, waitingMax: number, onFailure: (error: Error) => void) {
    const data: ReaderData = { path };
    this.#waitingMax = waitingMax;
    this.#thread = new LedgerThread('reader_main', data, (message) => this.#answered(message), onFailure);
  }

  /** `chats` by number. RESOURCE_EXHAUSTED, as from the others, where too much waits to be read. */
  page(request: ForwardRequest | BackwardRequest, chats: ReadonlyMap<number, ChatId>): Promise<MessagePage> {
    return this.#ask(request, (answer) => (answer.type === 'page' ? decodePage(answer.columns, chats) : undefined));
  }

  unread(request: UnreadRequest): Promise<readonly number[]> {
    return this.#ask(request, (answer) => (answer.type === 'counts' ? answer.counts : undefined));
  }

  /** `chats` by number. */
  find(request: FindRequest, chats: ReadonlyMap<number, ChatId>): Promise<SearchPage> {
    return this.#ask(request, (answer) => {
      if (answer.type !== 'found') return undefined;
      const { columns, nextBefore, lookedAtBytes } = answer;
      return { messages: decodePage(columns, chats).messages, nextBefore, lookedAtBytes };
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

  #ask<T>(request: ReadRequest, resultOf: (answer: FromReader) => T | undefined): Promise<T> {
    if (this.#waiting.length >= this.#waitingMax) {
      const message = `${this.#waiting.length} pages wait to be read already`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    return new Promise((resolve, reject) => {
      const settle = (answer: FromReader): void => {
        const result = resultOf(answer);
        if (result !== undefined) resolve(result);
        else if (answer.type === 'forgotten') reject(forgotten(answer.position));
        else reject(new Error(`could not be read: ${answer.type === 'failed' ? answer.message : answer.type}`));
      };
      this.#waiting.push({ settle, reject });
      this.#thread.tell(request);
    });
  }

  #answered(answer: FromReader): void {
    if (answer.type !== 'closed') this.#waiting.shift()?.settle(answer);
  }
}
