/** The coordinator's half of a bench process: starts it, asks it, ends it. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CpuUse, LoadResult, LoadRun, LoadSetup, Request, Response, ServerReady } from './messages.ts';

/** How long a process may take to start, or to answer beyond the time that it was asked to run. */
const answerMsMax = 20_000;
/** Longer than a server waits for its clients. */
const closeMsMax = 60_000;

export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #program: string;

  private constructor(child: ChildProcess, program: string) {
    this.#child = child;
    this.#program = program;
  }

  /** Starts a program of this folder, such as `load/load_main`. */
  static start(program: string, args: readonly string[] = []): BenchProcess {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const path = fileURLToPath(new URL(`./${program}.${extension}`, import.meta.url));
    return new BenchProcess(fork(path, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }), program);
  }

  /** What a server says once it listens. */
  async ready(): Promise<ServerReady> {
    return this.#expect('ready', answerMsMax);
  }

  async setup(setup: LoadSetup): Promise<void> {
    await this.#ask({ type: 'setup', setup }, 'ready', answerMsMax);
  }

  async run(run: LoadRun): Promise<LoadResult> {
    return (await this.#ask({ type: 'run', run }, 'result', run.durationMs + answerMsMax)).result;
  }

  /** The CPU time that the process has used so far. */
  async cpu(): Promise<CpuUse> {
    return (await this.#ask({ type: 'cpu' }, 'cpu', answerMsMax)).cpu;
  }

  /** Ends what it runs, and leaves its files whole. */
  async close(): Promise<void> {
    await this.#ask({ type: 'close' }, 'closed', closeMsMax);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #ask<Type extends Response['type']>(
    request: Request,
    type: Type,
    waitMs: number,
  ): Promise<Response & { type: Type }> {
    const answer = this.#expect(type, waitMs);
    this.#child.send(request);
    return answer;
  }

  async #expect<Type extends Response['type']>(type: Type, waitMs: number): Promise<Response & { type: Type }> {
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(waitMs)]);
    try {
      const answered = once(this.#child, 'message', { signal }) as Promise<[Response]>;
      const ended = once(this.#child, 'exit', { signal }).then(([code]) => {
        throw new Error(`it ended with status ${code}`);
      });
      const [response] = await Promise.race([answered, ended]);
      if (response.type === type) return response as Response & { type: Type };
      throw new Error(response.type === 'failed' ? response.message : `it answered ${response.type}, not ${type}`);
    } catch (error) {
      const reason =
        error instanceof Error && error.name === 'AbortError' ? `no answer within ${waitMs} ms` : String(error);
      throw new Error(`bench process ${this.#program}: ${reason}`, { cause: error });
    } finally {
      waiting.abort();
    }
  }
}
