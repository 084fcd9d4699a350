/** A page of messages on its way from the thread that reads: numbers in one array, texts in one. Knows no table. */

import type { Message } from '../../contract/contract.generated.ts';
import type { ChatId, MessagePage } from '../ledger.ts';

export interface PageColumns {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly text: string;
  readonly more: boolean;
}

/** A message as it lies in its table. */
export interface MessageRow {
  readonly position: number;
  /** The chat's number. */
  readonly chat: number;
  readonly timeMs: number;
  readonly sender: string;
  readonly body: string;
}

const numbersPerMessage = 5;

export function encodePage(rows: readonly MessageRow[], more: boolean): PageColumns {
  const numbers = new Float64Array(rows.length * numbersPerMessage);
  const texts: string[] = [];
  let at = 0;
  for (const { position, chat, timeMs, sender, body } of rows) {
    numbers[at] = position;
    numbers[at + 1] = chat;
    numbers[at + 2] = timeMs;
    numbers[at + 3] = sender.length;
    numbers[at + 4] = body.length;
    at += numbersPerMessage;
    texts.push(sender, body);
  }
  return { numbers, text: texts.join(''), more };
}

/** `chatIds` by number. */
export function decodePage({ numbers, text, more }: PageColumns, chatIds: ReadonlyMap<number, ChatId>): MessagePage {
  const messages: Message[] = [];
  let textAt = 0;
  for (let at = 0; at < numbers.length; at += numbersPerMessage) {
    const bodyAt = textAt + (numbers[at + 3] as number);
    const end = bodyAt + (numbers[at + 4] as number);
    messages.push({
      position: numbers[at] as number,
      chat: chatIds.get(numbers[at + 1] as number) as ChatId,
      sender: text.slice(textAt, bodyAt),
      timeMs: numbers[at + 2] as number,
      body: text.slice(bodyAt, end),
    });
    textAt = end;
  }
  return { messages, more };
}
