/**
 * Tells the others in the open chat that the user is typing. Knows lines as they are edited; nothing of the screen.
 * Invariant: it tells at most once in `againMs` that somebody types, never of a command or of what is for nobody, never
 * while presence is hidden, and never between a message and the server's answer: the message would end it there.
 */

import type { Client } from '../../shared/client/client.ts';
import { ChatError } from '../../shared/contract/chat_error.ts';
import { isCommand } from './command.ts';
import type { OwnAccount } from './own_account.ts';

/** What is told holds for ten seconds. */
const againMs = 4_000;

interface Told {
  readonly chat: string;
  readonly timeMs: number;
}

export class TypingTeller {
  readonly #client: Pick<Client, 'setTyping'>;
  readonly #own: Pick<OwnAccount, 'hidden' | 'refresh'>;
  /** Where it was told last, and when; undefined once the others know that it is over. */
  #told: Told | undefined;
  /** As it was edited last. */
  #line = '';
  #chat: string | undefined;
  /** Messages without an answer. */
  #unanswered = 0;

  constructor(client: Pick<Client, 'setTyping'>, own: Pick<OwnAccount, 'hidden' | 'refresh'>) {
    this.#client = client;
    this.#own = own;
  }

  /** The line being typed is another one; `chat` is the open one, if there is any. */
  edited(line: string, chat: string | undefined): void {
    this.#line = line;
    this.#chat = chat;
    if (this.#unanswered === 0) this.#tellNow();
  }

  /** A message goes to the server. It says itself that its typing is over; what is typed next is told after it. */
  sends(sent: Promise<unknown>): void {
    this.#unanswered += 1;
    const answered = (): void => {
      this.#unanswered -= 1;
      if (this.#unanswered === 0) this.#tellNow();
    };
    sent.then(
      () => {
        this.#told = undefined;
        answered();
      },
      // Nothing ended it.
      answered,
    );
  }

  #tellNow(): void {
    const chat = this.#chat;
    const typing = this.#line.trim() !== '' && !isCommand(this.#line);
    if (this.#told !== undefined && (!typing || this.#told.chat !== chat)) {
      if (!this.#own.hidden) ignoreRefusal(this.#client.setTyping(this.#told.chat, false));
      this.#told = undefined;
    }
    if (!typing || chat === undefined) return;
    const nowMs = performance.now();
    if (this.#told !== undefined && nowMs - this.#told.timeMs < againMs) return;
    const told = { chat, timeMs: nowMs };
    this.#told = told;
    ignoreRefusal(this.#tellUnlessHidden(told));
  }

  /** It may be shown again by now: another device can do that, too. */
  async #tellUnlessHidden(told: Told): Promise<void> {
    if (this.#own.hidden) await this.#own.refresh();
    if (this.#own.hidden || this.#told !== told || this.#unanswered > 0) return;
    await this.#client.setTyping(told.chat, true);
  }
}

/** Nobody is bothered with what is of no consequence. */
function ignoreRefusal(told: Promise<void>): void {
  told.catch((error: unknown) => {
    if (!(error instanceof ChatError)) throw error;
  });
}
