/**
 * The durable ledger: events go to a thread that writes them to SQLite, pages come from a thread that reads them. Knows
 * queues and threads; the tables are theirs. Invariant: a commit is answered when its events are as durable as was asked
 * for, and never after a sync that failed.
 */

import { ChatError } from '../../contract/chat_error.ts';
import type { Eventually } from '../../contract/core_port.ts';
import type { Environment } from '../../contract/environment.ts';
import type { Limits } from '../../contract/limits.ts';
import type {
  ChatId,
  ForwardBounds,
  InboxChat,
  Ledger,
  LedgerEvent,
  LedgerSnapshot,
  MessagePage,
  PageBounds,
  SearchPage,
  SearchRequest,
  UnreadRange,
} from '../ledger.ts';
import type { ChatIndex } from './chat_index.ts';
import { bytesOf, CommitQueue } from './commit_queue.ts';
import type { Durability } from './durability.ts';
import { chatsMadeBy, EventEncoder } from './event_columns.ts';
import { openLedgerFile } from './ledger_file.ts';
import { LedgerThread } from './ledger_thread.ts';
import { PageRequests } from './page_requests.ts';
import type { FromWriter, ToWriter, WriterData } from './thread_messages.ts';

export interface SqliteLedgerOptions {
  /** The data folder; made where it is missing. */
  readonly folder: string;
  readonly durability: Durability;
  readonly limits: Limits;
  readonly environment: Environment;
  /** Called once, when nothing can be written any more: the server has to stop. */
  onFailure(error: Error): void;
}

export interface OpenedLedger {
  readonly ledger: SqliteLedger;
  /** To be read before the first commit. */
  readonly snapshot: LedgerSnapshot;
}

/** So many events are handed over at once, so that the other thread starts on them; fewer when the turn ends. */
const handOverEvents = 256;

export class SqliteLedger implements Ledger {
  readonly id: string;
  readonly #options: SqliteLedgerOptions;
  readonly #release: () => void;
  readonly #chats: ChatIndex;
  readonly #queue: CommitQueue;
  readonly #encoder = new EventEncoder();
  readonly #writer: LedgerThread<ToWriter, FromWriter>;
  readonly #pages: PageRequests;
  /** Of a thread of their own, from the first one on: a search takes longer than a page may wait. */
  #searches: PageRequests | undefined;
  readonly #newReader: () => PageRequests;
  /** Of the newest event that was answered. */
  #position: number;
  /** Each is called when so many commits, of all that ever came, are written. In the order of their numbers. */
  #written: { readonly commits: number; readonly resolve: () => void }[] = [];
  #handOverScheduled = false;
  #failure: ChatError | undefined;

  private constructor(options: SqliteLedgerOptions, file: ReturnType<typeof openLedgerFile>) {
    const { durability, limits } = options;
    const fail = (error: Error): void => this.#fail(error);
    const data: WriterData = {
      path: file.path,
      options: { durability, checkpointBytes: limits.checkpointBytes },
      limits,
    };
    this.id = file.id;
    this.#options = options;
    this.#release = file.release;
    this.#chats = file.chats;
    this.#position = file.snapshot.position;
    this.#queue = new CommitQueue(limits);
    this.#newReader = () => new PageRequests(file.path, limits.readQueueMax, fail);
    this.#pages = this.#newReader();
    this.#writer = new LedgerThread('writer_main', data, (message) => this.#answered(message), fail);
  }

  /** DataFolderError where the folder is in use, not ours, newer than we are, or cannot be used. */
  static open(options: SqliteLedgerOptions): OpenedLedger {
    const { folder, durability, limits } = options;
    const file = openLedgerFile(folder, { durability, limits, environment: options.environment });
    return { ledger: new SqliteLedger(options, file), snapshot: file.snapshot };
  }

  /** UNAVAILABLE, and not known whether it is written, where the ledger has failed. */
  commit(events: readonly LedgerEvent[]): Eventually<number> {
    if (this.#failure !== undefined) throw this.#failure;
    const nowMs = this.#options.environment.now();
    this.#queue.requireRoom(nowMs);
    this.#encode(events);
    const bytes = bytesOf(events);
    if (this.#options.durability === 'memory') {
      this.#queue.add({ events, bytes, resolve() {}, reject() {} }, nowMs);
      this.#handOverSoon();
      return this.#advance(events);
    }
    return new Promise<number>((resolve, reject) => {
      this.#queue.add({ events, bytes, resolve, reject }, nowMs);
      this.#handOverSoon();
    });
  }

  readForward(chats: Iterable<InboxChat>, after: number, upTo: number, bounds: ForwardBounds): Eventually<MessagePage> {
    const asked = this.#chats.withMessagesAfter(chats, after);
    if (asked.size === 0) return { messages: [], more: false };
    const { messagesMax, bytesMax, skipForgotten = false } = bounds;
    const request = {
      type: 'forward',
      chats: [...asked.keys()],
      froms: [...asked.values()].map(({ joinedPosition }) => Math.max(after, joinedPosition)),
      upTo: finite(upTo),
      bounds: { messagesMax, bytesMax },
      skipForgotten,
    } as const;
    const chatIds = new Map([...asked].map(([number, { chatId }]) => [number, chatId]));
    return this.#whenWritten(() => this.#pages.page(request, chatIds));
  }

  readBackward(chat: ChatId, after: number, before: number, bounds: PageBounds): Eventually<MessagePage> {
    const number = this.#chats.numberAfter(chat, after);
    if (number === undefined) return { messages: [], more: false };
    const request = { type: 'backward', chat: number, after, before: finite(before), bounds } as const;
    return this.#whenWritten(() => this.#pages.page(request, new Map([[number, chat]])));
  }

  countUnread(ranges: readonly UnreadRange[], countMax: number): Eventually<readonly number[]> {
    const counts = ranges.map(() => 0);
    const asked = ranges.flatMap(({ chatId, after, sender }, index) => {
      const chat = this.#chats.numberAfter(chatId, after);
      return chat === undefined ? [] : [{ index, range: { chat, after, sender } }];
    });
    if (asked.length === 0) return counts;
    const request = { type: 'unread', ranges: asked.map(({ range }) => range), countMax } as const;
    return this.#whenWritten(async () => {
      const found = await this.#pages.unread(request);
      for (const [at, { index }] of asked.entries()) counts[index] = found[at] ?? 0;
      return counts;
    });
  }

  search({ chats, words, before, ...most }: SearchRequest): Eventually<SearchPage> {
    const chatIds = new Map<number, ChatId>();
    const asked = chats.flatMap(({ chatId, spans }) => {
      const chat = this.#chats.numberAfter(chatId, spans[0]?.after ?? Infinity);
      if (chat === undefined) return [];
      chatIds.set(chat, chatId);
      return [{ chat, spans: spans.map(({ after, upTo }) => ({ after, upTo: finite(upTo) })) }];
    });
    if (asked.length === 0) return { messages: [], nextBefore: 0, lookedAtBytes: 0 };
    const { messagesMax, lookedAtMax, lookedAtBytesMax } = most;
    const bounds = { before: finite(before), messagesMax, lookedAtMax, lookedAtBytesMax };
    const request = { type: 'find', chats: asked, words: words.map((word) => ({ ...word })), ...bounds } as const;
    return this.#whenWritten(() => {
      this.#searches ??= this.#newReader();
      return this.#searches.find(request, chatIds);
    });
  }

  async close(): Promise<void> {
    if (this.#failure === undefined) {
      this.#handOver();
      this.#writer.tell({ type: 'close' });
      await Promise.all([this.#writer.ended(), this.#pages.close(), this.#searches?.close()]);
    } else {
      await Promise.all([this.#writer.terminate(), this.#pages.terminate(), this.#searches?.terminate()]);
    }
    this.#release();
  }

  #encode(events: readonly LedgerEvent[]): void {
    const made = events.length > 1 ? chatsMadeBy(events) : undefined;
    for (let index = 0; index < events.length; index += 1) {
      const event = events[index] as LedgerEvent;
      if (event.type !== 'message_sent' && event.type !== 'chat_read') {
        this.#encoder.other(event);
        continue;
      }
      const madeAt = made?.get(event.chat);
      const number = madeAt === undefined ? this.#chats.number(event.chat) : madeAt - index;
      if (number === undefined) throw new Error(`an event of chat ${event.chat}, which this ledger does not know`);
      if (event.type === 'message_sent') this.#encoder.message(event, number);
      else this.#encoder.read(event, number);
    }
  }

  /** At the end of the turn of the event loop, so that all that came in it goes as one. */
  #handOverSoon(): void {
    if (this.#encoder.events >= handOverEvents) this.#handOver();
    if (this.#handOverScheduled) return;
    this.#handOverScheduled = true;
    setImmediate(() => this.#handOver());
  }

  #handOver(): void {
    this.#handOverScheduled = false;
    if (this.#encoder.events === 0 || this.#failure !== undefined) return;
    const columns = this.#encoder.take();
    this.#queue.handOver();
    this.#writer.tell({ type: 'events', columns }, [columns.numbers.buffer]);
  }

  #answered(message: FromWriter): void {
    switch (message.type) {
      case 'committed':
        for (const { events, resolve } of this.#queue.take(message.batches)) {
          // What was answered already has its positions.
          if (this.#options.durability !== 'memory') resolve(this.#advance(events));
        }
        break;
      case 'full': {
        const refusal = new ChatError('RESOURCE_EXHAUSTED', `the disk is full: ${message.message}`, {
          retryAfterMs: 1_000,
        });
        for (const commit of this.#queue.take(message.batches)) commit.reject(refusal);
        break;
      }
      case 'chats_deleted':
        this.#chats.forget(message.chats);
        return;
      case 'failed':
        this.#fail(new Error(message.message));
        return;
      case 'closed':
        return;
      default:
        message satisfies never;
    }
    while ((this.#written[0]?.commits ?? Infinity) <= this.#queue.taken) this.#written.shift()?.resolve();
  }

  /** The position of the first of the events, which are the next ones. */
  #advance(events: readonly LedgerEvent[]): number {
    const first = this.#position + 1;
    this.#position += events.length;
    this.#chats.apply(events, first);
    return first;
  }

  /** What is answered from memory has to be written before it can be read. */
  #whenWritten<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#options.durability !== 'memory' || this.#queue.empty) return work();
    // Not for what comes later: where there always is something to write, that would be for ever.
    const commits = this.#queue.added;
    return new Promise<void>((resolve) => this.#written.push({ commits, resolve })).then(() => {
      if (this.#failure !== undefined) throw this.#failure;
      return work();
    });
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = new ChatError('UNAVAILABLE', 'the ledger has failed, and the server is stopping', { cause: error });
    for (const commit of this.#queue.takeAll()) commit.reject(this.#failure);
    this.#pages.fail(this.#failure);
    this.#searches?.fail(this.#failure);
    for (const { resolve } of this.#written) resolve();
    this.#options.onFailure(error);
  }
}

/** SQLite knows no infinity. */
function finite(position: number): number {
  return Math.min(position, Number.MAX_SAFE_INTEGER);
}
