/**
 * A terminal that is typed into while things are printed to it. Knows keys, prompts and the line being typed; nothing
 * of chats. Invariant: what is printed appears above the line being typed, which stays as it was; a hidden answer is
 * neither shown nor remembered; a status stands above the line being typed, and nowhere else.
 */

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { EchoOutput } from './echo_output.ts';
import { rowsOf, textWidth } from './text_width.ts';

export interface TerminalOptions {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** Whoever can be asked. Undefined is the answer of one who left instead: Ctrl-C, Ctrl-D. */
export interface Asker {
  ask(question: string): Promise<string | undefined>;
  /** Without showing what is typed. */
  askHidden(question: string): Promise<string | undefined>;
}

/** `justTyped` is false for a line that has waited, and is no longer the last on the screen. */
export type LineListener = (line: string, justTyped: boolean) => void;

interface Question {
  readonly text: string;
  readonly hidden: boolean;
  readonly answer: (text: string | undefined) => void;
}

export class Terminal implements Asker {
  /** Aborted when the user wants to leave, or `close` was called. */
  readonly left: AbortSignal;
  readonly #leaving = new AbortController();
  readonly #output: WriteStream;
  readonly #echo: EchoOutput;
  readonly #readline: Interface;
  /** The first is being asked. */
  readonly #questions: Question[] = [];
  #prompt = '';
  /** What was being typed when a question came. */
  #interrupted = '';
  #statusAt: (columns: number) => string = () => '';
  /** As it was drawn, or is to be drawn next. */
  #status = '';
  #onLine: LineListener | undefined;
  #onEdit: ((line: string) => void) | undefined;
  readonly #input: ReadStream;
  readonly #onKey = (): void => {
    if (this.#questions.length > 0 || this.left.aborted) return;
    const { line, cursor } = this.#readline;
    const fills = textWidth(this.#prompt + line) % this.columns === 0;
    // A terminal leaves the cursor behind a full row; readline counts it as on the next one, but moves it only sometimes.
    if (fills && line !== '' && cursor === line.length) this.#output.write(' \r');
    this.#onEdit?.(line);
  };
  /** False after a line was typed, until what stands before the next one is drawn. */
  #drawn = true;
  /** Typed while nobody listened. */
  #lines: string[] = [];

  constructor({ input, output }: TerminalOptions) {
    this.left = this.#leaving.signal;
    this.#output = output;
    this.#echo = new EchoOutput(output);
    this.#readline = createInterface({ input, output: this.#echo, terminal: true, prompt: '', historySize: 200 });
    this.#readline.on('line', (line) => this.#onTyped(line));
    this.#readline.on('history', (history) => {
      // Answers are not for the arrow keys to find, passwords least of all.
      if (this.#questions.length > 0) history.shift();
    });
    this.#readline.on('SIGINT', () => this.close());
    // After readline's own listener: the line has changed by then.
    this.#input = input;
    input.on('keypress', this.#onKey);
    output.on('resize', this.#onResize);
    this.#readline.once('close', () => this.#onClosed());
  }

  /** A terminal that does not know its size says 0. */
  get columns(): number {
    return this.#output.columns || 80;
  }

  /** Puts lines above the line being typed. */
  print(text: string): void {
    if (this.left.aborted || !this.#drawn) {
      this.#output.write(`${text}\n`);
      return;
    }
    const rows = this.#rowsAboveCursor();
    this.#clearFrom(rows);
    // readline goes up by as many rows as it had before it draws its line again: they are made here.
    this.#output.write(`${text}\n${'\n'.repeat(rows)}`);
    this.#draw();
  }

  /** Who is called with each line that answers no question. Lines wait while there is nobody. */
  set onLine(listener: LineListener | undefined) {
    this.#onLine = listener;
    while (this.#onLine !== undefined) {
      const line = this.#lines.shift();
      if (line === undefined) return;
      this.#onLine(line, false);
    }
  }

  /** Who is called with the line being typed, after each key. */
  set onEdit(listener: ((line: string) => void) | undefined) {
    this.#onEdit = listener;
  }

  /** What stands before the line being typed, when nothing is asked. */
  set prompt(prompt: string) {
    if (this.#prompt === prompt) return;
    this.#prompt = prompt;
    this.#drawPrompt();
  }

  /**
   * What stands in a row of its own above the line being typed, when nothing is asked: of a terminal of so many columns.
   * At most one row; empty for none.
   */
  set status(statusAt: (columns: number) => string) {
    this.#statusAt = statusAt;
    const status = statusAt(this.columns);
    if (this.#status === status) return;
    this.#status = status;
    this.#drawPrompt();
  }

  /** Takes the line that was just typed off the screen, for it is about to be printed in another form. */
  eraseTypedLine(line: string): void {
    this.#clearFrom(rowsOf(this.#prompt + line, this.columns));
  }

  ask(question: string): Promise<string | undefined> {
    return this.#ask(question, false);
  }

  askHidden(question: string): Promise<string | undefined> {
    return this.#ask(question, true);
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#readline.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #ask(text: string, hidden: boolean): Promise<string | undefined> {
    if (this.left.aborted) return Promise.resolve(undefined);
    return new Promise((answer) => {
      this.#questions.push({ text, hidden, answer });
      if (this.#questions.length === 1) {
        this.#interrupted = this.#readline.line;
        this.#replaceLine('');
        this.#askNext();
      }
    });
  }

  #askNext(): void {
    this.#drawn = true;
    const question = this.#questions[0];
    this.#echo.muted = false;
    this.#readline.setPrompt(question?.text ?? this.#fullPrompt);
    if (question === undefined) {
      this.#replaceLine(this.#interrupted);
      this.#interrupted = '';
    }
    this.#readline.prompt(true);
    this.#echo.muted = question?.hidden === true;
  }

  #replaceLine(line: string): void {
    this.#readline.write(null, { ctrl: true, name: 'e' });
    this.#readline.write(null, { ctrl: true, name: 'u' });
    if (line !== '') this.#readline.write(line);
  }

  #onTyped(line: string): void {
    const question = this.#questions.shift();
    if (question === undefined) {
      this.#drawn = false;
      this.#eraseStatus(line);
      if (this.#onLine === undefined) this.#lines.push(line);
      else this.#onLine(line, true);
      this.#drawn = true;
      // Leaving may have been what the line asked for.
      if (!this.left.aborted && this.#questions.length === 0) this.#readline.prompt();
      return;
    }
    if (question.hidden) this.#output.write('\n');
    this.#askNext();
    question.answer(line);
  }

  get #fullPrompt(): string {
    return this.#status === '' ? this.#prompt : `${this.#status}\n${this.#prompt}`;
  }

  #drawPrompt(): void {
    if (this.#questions.length > 0 || this.left.aborted) return;
    if (this.#drawn) this.#rowsAboveCursor();
    this.#readline.setPrompt(this.#fullPrompt);
    if (this.#drawn) this.#readline.prompt(true);
  }

  /**
   * The terminal has wrapped what was drawn anew: it takes other rows than it did, which readline does not know of. A
   * status that was made for another width would take several.
   */
  readonly #onResize = (): void => {
    if (this.left.aborted || this.#echo.muted) return;
    if (this.#drawn) this.#clearFrom(this.#readline.getCursorPos().rows);
    this.#status = this.#statusAt(this.columns);
    const question = this.#questions[0];
    this.#readline.setPrompt(question?.text ?? this.#fullPrompt);
    if (!this.#drawn) return;
    // As in `print`.
    this.#output.write('\n'.repeat(this.#rowsAboveCursor()));
    this.#draw();
  };

  /** What has been typed stays on the screen; what the status was then is not worth its row. */
  #eraseStatus(line: string): void {
    if (this.#status === '') return;
    this.#clearFrom(rowsOf(this.#prompt + line, this.columns) + 1);
    // As readline does, so that it takes as many rows as `rowsOf` says: a full row alone does not move the cursor on.
    const fills = textWidth(this.#prompt + line) % this.columns === 0;
    this.#output.write(`${this.#prompt}${line}${fills ? ' ' : ''}\n`);
  }

  /**
   * How many rows of the line being typed are above the cursor. readline loses count when text is pasted, which it
   * does not draw again: drawing unseen makes it count, so that it and we go up by the same number.
   */
  #rowsAboveCursor(): number {
    if (this.#echo.muted) return 0;
    this.#echo.muted = true;
    this.#readline.prompt(true);
    this.#echo.muted = false;
    return this.#readline.getCursorPos().rows;
  }

  #clearFrom(rowsUp: number): void {
    moveCursor(this.#output, 0, -rowsUp);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
  }

  #draw(): void {
    const question = this.#questions[0];
    if (question?.hidden === true) this.#output.write(question.text);
    else this.#readline.prompt(true);
  }

  #onClosed(): void {
    this.#input.off('keypress', this.#onKey);
    this.#output.off('resize', this.#onResize);
    // No prompt is left behind, where nothing answers any more.
    this.#clearFrom(this.#echo.muted ? 0 : this.#readline.getCursorPos().rows);
    this.#echo.muted = false;
    this.#leaving.abort();
    for (const { answer } of this.#questions.splice(0)) answer(undefined);
  }
}
