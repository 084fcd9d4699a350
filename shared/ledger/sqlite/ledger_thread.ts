/** A thread of a SQLite ledger, as the server's thread sees it. Knows messages; nothing of what they mean. */

import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

export class LedgerThread<To, From> {
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;

  /** `onFailure` is told where the thread ends by itself. */
  constructor(program: string, data: unknown, onMessage: (message: From) => void, onFailure: (error: Error) => void) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = new Worker(new URL(`./${program}.${extension}`, import.meta.url), {
      workerData: data,
      env: environment(),
    });
    this.#worker.on('message', onMessage);
    this.#worker.on('error', (error) => onFailure(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (status) => {
      if (status !== 0) onFailure(new Error(`${program} ended with status ${status}`));
    });
    this.#ended = once(this.#worker, 'exit').catch(() => undefined);
  }

  tell(message: To, transferred: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transferred);
  }

  /** Resolves when the thread has ended, as it does when it is told to. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** A thread does not by itself keep what it compiled where the process does: with that, it starts in half the time. */
function environment(): NodeJS.ProcessEnv {
  const compiled = getCompileCacheDir();
  // What Node tells of is the folder that each of its versions makes in the one it is given.
  return compiled === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(compiled) };
}
