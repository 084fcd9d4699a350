/**
 * What the senders write down, line by line, where the server cannot reach it: before a send that it is meant, after it
 * what became of it. Knows lines; judges nothing.
 */

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { ChatChange } from './chat_changes.ts';
import type { SaidId, SendId } from './sends.ts';

/** Of a group or a ticket, by its name. */
export type ChatLogEntry =
  /** About to be asked. */
  | { readonly type: 'change'; readonly chat: string; readonly change: ChatChange }
  | { readonly type: 'changed'; readonly chat: string; readonly id?: string; readonly position?: number }
  /** The connection was lost, and nobody will ask again. */
  | { readonly type: 'change_unanswered'; readonly chat: string }
  | { readonly type: 'change_refused'; readonly chat: string }
  /** About to be said. */
  | (SaidId & { readonly type: 'say'; readonly sender: string })
  | (SaidId & { readonly type: 'said'; readonly position: number })
  | (SaidId & { readonly type: 'say_refused' });

export type LogEntry =
  | ChatLogEntry
  /** About to be sent to that account, over that connection of the sender's. */
  | (SendId & { readonly type: 'intended'; readonly to: number; readonly connection: number })
  | (SendId & { readonly type: 'acknowledged'; readonly position: number; readonly chat: string })
  /** The connection was lost, and nobody will ask again. */
  | (SendId & { readonly type: 'unanswered' })
  | (SendId & { readonly type: 'refused'; readonly code: string })
  /** A subscriber of that account was handed the message. */
  | (SendId & { readonly type: 'delivered'; readonly account: number; readonly position: number })
  /** The sender is connected again, with the session that it had. */
  | { readonly type: 'resumed'; readonly sender: number }
  /** What should not have happened. */
  | { readonly type: 'fault'; readonly text: string };

export class SendLogWriter {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  /** The system has it when this returns. */
  write(entry: LogEntry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

const readBytes = 1_048_576;

export class SendLogReader implements Disposable {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(readBytes);
  #offset = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  /** What was written since the last call; not a line that is only half there. */
  *read(): Iterable<LogEntry> {
    for (;;) {
      const length = readSync(this.#file, this.#buffer, 0, readBytes, this.#offset);
      const end = this.#buffer.subarray(0, length).lastIndexOf('\n') + 1;
      if (end === 0) return;
      this.#offset += end;
      const lines = this.#buffer.toString('utf8', 0, end - 1).split('\n');
      for (const line of lines) yield JSON.parse(line) as LogEntry;
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}
