/** The coordinator's half of a bench process: starts it, asks it, ends it. Knows nothing of what it is asked for. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Asked, Duties, Said } from './protocol.ts';

/** How long a process may take to start, or to answer beyond the time that it was asked to run. */
export const answerMsMax = 20_000;

export interface BenchProcessOptions {
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Put before the command, such as `taskset --cpu-list 0`. */
  readonly wrapper?: readonly string[];
}

export class BenchProcess<D extends Duties> {
  readonly #child: ChildProcess;
  readonly #program: string;
  readonly #ready: Promise<unknown>;

  private constructor(child: ChildProcess, program: string) {
    this.#child = child;
    this.#program = program;
    this.#ready = this.#expect(answerMsMax);
    // Who never asks whether it is ready is told by the first answer that does not come.
    this.#ready.catch(() => {});
  }

  /** Starts a program of the bench, such as `saturation/load/load_main`: its path from `bench/`, without an ending. */
  static start<D extends Duties>(program: string, options: BenchProcessOptions = {}): BenchProcess<D> {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const path = fileURLToPath(new URL(`../${program}.${extension}`, import.meta.url));
    const [execPath = process.execPath, ...wrapped] = [...(options.wrapper ?? []), process.execPath];
    const child = fork(path, options.args ?? [], {
      execPath,
      execArgv: [...wrapped, ...(options.nodeArgs ?? [])],
      env: { ...process.env, ...compileCache(), ...options.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    return new BenchProcess<D>(child, program);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it said once it was ready. */
  ready<Ready>(): Promise<Ready> {
    return this.#ready as Promise<Ready>;
  }

  /** Rejects where it fails, ends, or has not answered after `waitMs` more than an answer may take. One at a time. */
  async ask<Name extends keyof D & string>(name: Name, request: Asked<D, Name>, waitMs = 0): Promise<Answer<D, Name>> {
    await this.#ready;
    const answer = this.#expect(waitMs + answerMsMax);
    this.#child.send({ name, request });
    return answer as Promise<Answer<D, Name>>;
  }

  /** Leaves it alone, so that it ends by itself, after what it started. Killed if that takes longer than an answer may. */
  async leave(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit', { signal: AbortSignal.timeout(answerMsMax) });
    if (this.#child.connected) this.#child.disconnect();
    await ended.catch(() => this.stop());
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #expect(waitMs: number): Promise<unknown> {
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(waitMs)]);
    try {
      const answered = once(this.#child, 'message', { signal }) as Promise<[Said]>;
      const ended = once(this.#child, 'exit', { signal }).then(([code]) => {
        throw new Error(`it ended with status ${code}`);
      });
      const [said] = await Promise.race([answered, ended]);
      if ('failed' in said) throw new Error(said.failed);
      return said.answer;
    } catch (error) {
      const late = error instanceof Error && error.name === 'AbortError';
      const reason = late ? `no answer within ${waitMs} ms` : error instanceof Error ? error.message : String(error);
      throw new Error(`bench process ${this.#program}: ${reason}`, { cause: error });
    } finally {
      waiting.abort();
    }
  }
}

/** What Node compiled once is kept where this process keeps it: a run in fresh processes starts a handful of them. */
function compileCache(): Readonly<Record<string, string>> {
  const compiled = getCompileCacheDir();
  // That of this version of Node lies in the folder that the variable names.
  return compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) };
}
