/** The real command as a child process, for tests. Knows its output and its end; nothing of what it does. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../duet.js', import.meta.url));

export interface DuetProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node itself. */
  readonly nodeArgs?: readonly string[];
  /** What the input holds; without it, the input stays open for `type`. */
  readonly input?: string | Uint8Array;
  /** On a terminal of its own, of 80 columns. */
  readonly terminal?: boolean;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether a test can have a terminal: `script` of util-linux makes one. */
export const terminalAvailable: boolean =
  process.platform === 'linux' && /util-linux/.test(spawnSync('script', ['--version']).stdout?.toString() ?? '');

const showsMsMax = 45_000;

/** Killed, if it still runs, when it is disposed of. */
export class DuetProcess {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';
  #over = false;
  #seen = 0;
  #onOutput: () => void = () => {};

  constructor(args: readonly string[], options: DuetProcessOptions = {}) {
    const command = [process.execPath, ...(options.nodeArgs ?? []), launcher, ...args];
    const [file = '', ...rest] = options.terminal === true ? onTerminal(command) : command;
    // Nothing of whoever runs the tests: neither a password nor a wish about colours.
    const env = { PATH: process.env.PATH, TERM: 'xterm-256color', TZ: 'UTC', ...options.env };
    const child = spawn(file, rest, { env, stdio: 'pipe' });
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#onOutput();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#onOutput();
    });
    // It may end before it has read what it is given.
    child.stdin?.on('error', () => {});
    if (options.input !== undefined) child.stdin?.end(options.input);
    this.ended = new Promise((resolve) => {
      child.once('close', (status) => {
        this.#over = true;
        this.#onOutput();
        resolve({ status, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  get stdout(): string {
    return this.#stdout;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /**
   * Resolves with the match once the output after the last match holds one. Rejects, with all output, when the process
   * ends without, or when it has not come for so long that it will not.
   */
  async shows(pattern: RegExp): Promise<RegExpExecArray> {
    const match = await this.#matches(pattern, () => this.#stdout.slice(this.#seen));
    this.#seen += match.index + match[0].length;
    return match;
  }

  /** As `shows`, of standard error, and of all that was written there. */
  async tells(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#matches(pattern, () => this.#stderr);
  }

  async #matches(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#onOutput();
    }, showsMsMax);
    try {
      for (;;) {
        const match = pattern.exec(text());
        if (match !== null) return match;
        if (late || this.#over) throw new Error(`no ${pattern} in ${JSON.stringify(this.#stdout)} ${this.#stderr}`);
        await new Promise<void>((resolve) => (this.#onOutput = resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#over) this.#child.kill('SIGKILL');
    await this.ended;
  }
}

function onTerminal(command: readonly string[]): readonly string[] {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return ['script', '--quiet', '--flush', '--return', '--command', `stty cols 80 rows 24; exec ${quoted}`, '/dev/null'];
}
