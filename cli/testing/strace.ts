/**
 * strace on a process that runs: what it asks of the kernel, in which order, and faults and delays on the way. Knows
 * processes; what the calls mean is for system_calls.ts.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why a test cannot have strace here; undefined where it can. */
export const straceMissing: string | undefined = whyMissing();

/** So much of what a call writes is shown: whole pages and whole writes of a front. */
const bytesShownMax = 65_536;

/** Detached, if the process still runs, when it is disposed of. */
export class Strace implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'duet-strace-'));
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #stderr = '';

  /** As strace takes them: `-e trace=...`, `-e inject=...`, `-P path`. Resolves when every thread of the process is held. */
  static async attach(pid: number, options: readonly string[]): Promise<Strace> {
    const strace = new Strace(pid, options);
    try {
      await strace.#attached();
      return strace;
    } catch (error) {
      await strace[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(pid: number, options: readonly string[]) {
    const all = ['-f', '-y', '-s', String(bytesShownMax), '-o', this.#file, ...options, '-p', String(pid)];
    this.#child = spawn('strace', all, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#ended = once(this.#child, 'close');
  }

  /** Lets the process go on without it, if it still runs; the lines of the trace. */
  async detach(): Promise<string> {
    this.#child.kill('SIGINT');
    await this.#ended;
    return readFileSync(this.#file, 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGINT');
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#folder, 'trace');
  }

  async #attached(): Promise<void> {
    const stderr = this.#child.stderr?.setEncoding('utf8');
    await new Promise<void>((resolve, reject) => {
      stderr?.on('data', (text: string) => {
        this.#stderr += text;
        if (/^strace: Process \d+ attached/m.test(this.#stderr)) resolve();
      });
      this.#ended.then(() => reject(new Error(`strace ended: ${this.#stderr}`)), reject);
    });
  }
}

/** By doing it: whether one process may hold another is decided in too many places to ask each. */
function whyMissing(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux';
  const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    const run = spawnSync('timeout', ['--signal=INT', '0.2', 'strace', '-o', '/dev/null', '-p', String(sleeper.pid)]);
    const said = run.stderr?.toString() ?? '';
    if (/Process \d+ attached/.test(said)) return undefined;
    return /No such file|not found/.test(said) || run.error !== undefined
      ? 'strace is not installed'
      : `strace may not be used here: ${said.trim().split('\n')[0]}`;
  } finally {
    sleeper.kill();
  }
}
