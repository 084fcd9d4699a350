/** What an interactive chat shows, and its prompt. Knows the terminal and how things look; nothing of the server. */

import { type Look, messageText, noticeText, problemText, type ShownMessage } from './message_text.ts';
import type { Terminal } from './terminal.ts';

export class Screen {
  readonly #terminal: Terminal;
  readonly #colours: boolean;
  #user = '';
  #to: string | undefined;
  #awayMs: number | undefined;

  constructor(terminal: Terminal, colours: boolean) {
    this.#terminal = terminal;
    this.#colours = colours;
  }

  message(message: ShownMessage): void {
    this.#terminal.print(messageText(message, this.#look()));
  }

  /** Something that Duet itself says. */
  notice(text: string): void {
    this.#terminal.print(noticeText(text, this.#look()));
  }

  problem(text: string): void {
    this.#terminal.print(problemText(text, this.#look()));
  }

  /** Who is writing. */
  set user(user: string) {
    this.#user = user;
    this.#showPrompt();
  }

  /** To whom. */
  set to(to: string | undefined) {
    this.#to = to;
    this.#showPrompt();
  }

  get to(): string | undefined {
    return this.#to;
  }

  /** The server is away, and sought again in so many milliseconds; undefined once it is back. */
  set awayMs(retryMs: number | undefined) {
    this.#awayMs = retryMs;
    this.#showPrompt();
  }

  get away(): boolean {
    return this.#awayMs !== undefined;
  }

  #look(): Look {
    return { columns: this.#terminal.columns, colours: this.#colours, nowMs: Date.now() };
  }

  #showPrompt(): void {
    const to = this.#to === undefined ? '' : ` to ${this.#to}`;
    const away = this.#awayMs === undefined ? '' : ` (server away, next try in ${seconds(this.#awayMs)})`;
    this.#terminal.prompt = this.#user === '' ? '' : `${this.#user}${to}${away}> `;
  }
}

/** Rounded up: "0 s" would be no wait. The space between number and unit does not break. */
export function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)}\u00a0s`;
}
