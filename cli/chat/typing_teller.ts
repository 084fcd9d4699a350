/**
 * Tells the others in the open chat that the user is typing. Knows lines as they are edited; nothing of the screen.
 * Invariant: it tells at most once in `againMs` that somebody types, and never of a command or of what is for nobody.
 */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { isCommand } from './command.ts';

/** What is told holds for ten seconds. */
const againMs = 4_000;

export class TypingTeller {
  readonly #client: Client;
  /** Where it was told last, and when; undefined once the others know that it is over. */
  #told: { readonly chat: string; readonly timeMs: number } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The line being typed is another one; `chat` is the open one, if there is any. */
  edited(line: string, chat: string | undefined): void {
    const typing = line.trim() !== '' && !isCommand(line);
    if (this.#told !== undefined && (!typing || this.#told.chat !== chat)) {
      this.#tell(this.#told.chat, false);
      this.#told = undefined;
    }
    if (!typing || chat === undefined) return;
    const nowMs = performance.now();
    if (this.#told !== undefined && nowMs - this.#told.timeMs < againMs) return;
    this.#told = { chat, timeMs: nowMs };
    this.#tell(chat, true);
  }

  /** The message says itself that its typing is over. */
  sent(): void {
    this.#told = undefined;
  }

  #tell(chat: string, typing: boolean): void {
    this.#client.setTyping(chat, typing).catch((error: unknown) => {
      // Nobody is bothered with what is of no consequence.
      if (!(error instanceof ChatError)) throw error;
    });
  }
}
