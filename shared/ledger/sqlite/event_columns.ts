/**
 * Events on their way to the thread that writes them: all numbers in one array, which is handed over without a copy, and
 * all texts in one. To clone thousands of small objects would cost more than to write them. Knows no table.
 */

import type { ChatId, ChatRead, LedgerEvent, MessageSent } from '../ledger.ts';

/** Events in the order of their positions. */
export interface EventColumns {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly text: string;
}

/** What is done with the events, one by one. */
export interface EventSink {
  /** `chat` is its number, or, if it is negative, how many positions before this event the chat was made. */
  message(chat: number, timeMs: number, sender: string, body: string): void;
  /** The key of the message that came just before. */
  key(account: string, key: string, fingerprint: string): void;
  acknowledged(account: string, position: number): void;
  /** `chat` as in `message`. */
  read(chat: number, account: string, position: number): void;
  other(event: LedgerEvent): void;
}

const kinds = { message: 1, messageWithKey: 2, acknowledged: 3, other: 4, read: 5 } as const;

/** Numbers of the longest kind. */
const numbersPerEventMax = 8;

export class EventEncoder {
  #numbers = new Float64Array(1_024);
  #length = 0;
  #texts: string[] = [];
  #events = 0;

  get events(): number {
    return this.#events;
  }

  /** `chatNumber` as in `EventSink.message`. */
  message(event: MessageSent, chatNumber: number): void {
    const { sender, body, key } = event;
    this.#beginEvent();
    this.#add(key === '' ? kinds.message : kinds.messageWithKey);
    this.#add(chatNumber);
    this.#add(event.timeMs);
    this.#addText(sender);
    this.#addText(body);
    if (key === '') return;
    this.#addText(event.account);
    this.#addText(key);
    this.#addText(event.fingerprint);
  }

  /** `chatNumber` as in `EventSink.message`. */
  read({ account, readPosition }: ChatRead, chatNumber: number): void {
    this.#beginEvent();
    this.#add(kinds.read);
    this.#add(chatNumber);
    this.#add(readPosition);
    this.#addText(account);
  }

  /** Any other event. */
  other(event: Exclude<LedgerEvent, MessageSent | ChatRead>): void {
    this.#beginEvent();
    if (event.type === 'inbox_acknowledged') {
      this.#add(kinds.acknowledged);
      this.#add(event.acknowledgedPosition);
      this.#addText(event.account);
    } else {
      this.#add(kinds.other);
      this.#addText(JSON.stringify(event));
    }
  }

  /** What was added since the last call. */
  take(): EventColumns {
    const columns = { numbers: this.#numbers.slice(0, this.#length), text: this.#texts.join('') };
    this.#length = 0;
    this.#texts = [];
    this.#events = 0;
    return columns;
  }

  #beginEvent(): void {
    this.#events += 1;
    if (this.#length + numbersPerEventMax <= this.#numbers.length) return;
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  #add(number: number): void {
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  #addText(text: string): void {
    this.#add(text.length);
    this.#texts.push(text);
  }
}

/** Gives each event to the sink. `onEvent` is called before each. */
export function decodeEvents({ numbers, text }: EventColumns, sink: EventSink, onEvent: () => void): void {
  let at = 0;
  let textAt = 0;
  const number = (): number => numbers[at++] as number;
  const take = (length: number): string => {
    textAt += length;
    return text.slice(textAt - length, textAt);
  };
  while (at < numbers.length) {
    onEvent();
    const kind = number();
    switch (kind) {
      case kinds.message:
      case kinds.messageWithKey: {
        const [chat, timeMs, senderLength, bodyLength] = [number(), number(), number(), number()];
        sink.message(chat, timeMs, take(senderLength), take(bodyLength));
        if (kind === kinds.message) break;
        const [accountLength, keyLength, fingerprintLength] = [number(), number(), number()];
        sink.key(take(accountLength), take(keyLength), take(fingerprintLength));
        break;
      }
      case kinds.acknowledged: {
        const position = number();
        sink.acknowledged(take(number()), position);
        break;
      }
      case kinds.read: {
        const [chat, position] = [number(), number()];
        sink.read(chat, take(number()), position);
        break;
      }
      case kinds.other:
        sink.other(JSON.parse(take(number())) as LedgerEvent);
        break;
      default:
        throw new Error(`no such kind of event: ${kind}`);
    }
  }
}

/** The chats that these events make, by how many of the events come before. */
export function chatsMadeBy(events: readonly LedgerEvent[]): ReadonlyMap<ChatId, number> {
  const made = new Map<ChatId, number>();
  for (const [index, event] of events.entries()) if (event.type === 'chat_created') made.set(event.chat, index);
  return made;
}
