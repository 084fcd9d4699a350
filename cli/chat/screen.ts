/** What an interactive chat shows, its prompt and its status. Knows the terminal and how things look; nothing of the server. */

import { visibleLine } from '../visible_text.ts';
import { type Look, messageText, noticeText, problemText, type ShownMessage, statusLine } from './message_text.ts';
import type { Terminal } from './terminal.ts';

export class Screen {
  readonly #terminal: Terminal;
  readonly #colours: boolean;
  #user = '';
  #where = '';
  #status: (columns: number) => string = () => '';
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

  /** Several of those that belong together. */
  notices(texts: readonly string[]): void {
    const look = this.#look();
    if (texts.length > 0) this.#terminal.print(texts.map((text) => noticeText(text, look)).join('\n'));
  }

  problem(text: string): void {
    this.#terminal.print(problemText(text, this.#look()));
  }

  /** Who is writing. */
  set user(user: string) {
    this.#user = user;
    this.#showPrompt();
  }

  /** To whom, or in which chat: "to bob", "in Team"; empty for nowhere. */
  set where(where: string) {
    this.#where = where;
    this.#showPrompt();
  }

  /** What stands above the prompt, for so many columns: see status_text.ts. */
  set status(status: (columns: number) => string) {
    this.#status = status;
    this.#showPrompt();
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
    const where = this.#where === '' ? '' : ` ${visibleLine(this.#where)}`;
    const away = this.#awayMs === undefined ? '' : ` (server away, next try in ${seconds(this.#awayMs)})`;
    this.#terminal.prompt = this.#user === '' ? '' : `${this.#user}${where}${away}> `;
    // What was known of the others may be long past.
    const silent = this.#user === '' || this.away;
    this.#terminal.status = (columns) => {
      const status = silent ? '' : this.#status(columns - 1);
      return status === '' ? '' : statusLine(status, { ...this.#look(), columns });
    };
  }
}

/** Rounded up: "0 s" would be no wait. The space between number and unit does not break. */
export function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)}\u00a0s`;
}
