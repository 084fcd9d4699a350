/**
 * A terminal that is typed into while things are printed to it. Knows keys, prompts and the line being typed; nothing
 * of chats. Invariant: what is printed appears above the line being typed, which stays as it was; a hidden answer is
 * neither shown nor remembered.
 */

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { EchoOutput } from './echo_output.ts';
import { textWidth } from './text_width.ts';

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

interface Question {
  readonly text: string;
  readonly hidden: boolean;
  readonly answer: (text: string | undefined) => void;
}

export class Terminal implements Asker {
  /** Aborted when the user wants to leave, or `close` was called. */
  readonly left: AbortSignal;
  /** Called with each line that answers no question. */
  onLine: (line: string) => void = () => {};
  readonly #leaving = new AbortController();
  readonly #output: WriteStream;
  readonly #echo: EchoOutput;
  readonly #readline: Interface;
  /** The first is being asked. */
  readonly #questions: Question[] = [];
  #prompt = '';
  /** What was being typed when a question came. */
  #interrupted = '';

  constructor({ input, output }: TerminalOptions) {
    this.left = this.#leaving.signal;
    this.#output = output;
    this.#echo = new EchoOutput(output);
    this.#readline = createInterface({ input, output: this.#echo, terminal: true, prompt: '', historySize: 200 });
    this.#readline.on('line', (line) => this.#onLine(line));
    this.#readline.on('history', (history) => {
      // Answers are not for the arrow keys to find, passwords least of all.
      if (this.#questions.length > 0) history.shift();
    });
    this.#readline.on('SIGINT', () => this.close());
    this.#readline.once('close', () => this.#onClosed());
  }

  get columns(): number {
    return this.#output.columns;
  }

  /** Puts lines above the line being typed. */
  print(text: string): void {
    if (this.left.aborted) {
      this.#output.write(`${text}\n`);
      return;
    }
    const { rows } = this.#echo.muted ? { rows: 0 } : this.#readline.getCursorPos();
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
    // readline goes up by as many rows as it had before it draws its line again: they are made here.
    this.#output.write(`${text}\n${'\n'.repeat(rows)}`);
    this.#draw();
  }

  /** What stands before the line being typed, when nothing is asked. */
  set prompt(prompt: string) {
    if (this.#prompt === prompt) return;
    this.#prompt = prompt;
    if (this.#questions.length > 0 || this.left.aborted) return;
    this.#readline.setPrompt(prompt);
    this.#readline.prompt(true);
  }

  /** Takes the line that was just typed off the screen, for it is about to be printed in another form. */
  eraseTypedLine(line: string): void {
    const rows = Math.floor(textWidth(this.#prompt + line) / this.#output.columns) + 1;
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
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
    const question = this.#questions[0];
    this.#echo.muted = false;
    this.#readline.setPrompt(question?.text ?? this.#prompt);
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

  #onLine(line: string): void {
    const question = this.#questions.shift();
    if (question === undefined) {
      this.onLine(line);
      // Leaving may have been what the line asked for.
      if (!this.left.aborted && this.#questions.length === 0) this.#readline.prompt();
      return;
    }
    if (question.hidden) this.#output.write('\n');
    this.#askNext();
    question.answer(line);
  }

  #draw(): void {
    const question = this.#questions[0];
    if (question?.hidden === true) this.#output.write(question.text);
    else this.#readline.prompt(true);
  }

  #onClosed(): void {
    this.#echo.muted = false;
    // The cursor is left behind the prompt.
    this.#output.write('\n');
    this.#leaving.abort();
    for (const { answer } of this.#questions.splice(0)) answer(undefined);
  }
}
