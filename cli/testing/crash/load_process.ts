/** The process of the senders, as the audit sees it: started, asked, ended. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadAnswer, LoadOptions, LoadRequest, LoadTokens } from './load_messages.ts';

const program = fileURLToPath(new URL('./senders_main.ts', import.meta.url));

/** How long an answer may take: by then it does not come any more. */
const answerMsMax = 120_000;

export class LoadProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor() {
    this.#child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
    this.#ended = once(this.#child, 'close');
  }

  async start(options: LoadOptions): Promise<LoadTokens> {
    const answer = await this.#ask({ type: 'start', options });
    return answer.type === 'started' ? answer : { tokens: [], chatTokens: {} };
  }

  async ask(request: Exclude<LoadRequest, { type: 'start' }>): Promise<void> {
    await this.#ask(request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #ask(request: LoadRequest): Promise<LoadAnswer> {
    const waiting = new AbortController();
    const late = setTimeout(() => waiting.abort(), answerMsMax);
    const { signal } = waiting;
    try {
      const answered = once(this.#child, 'message', { signal }) as Promise<[LoadAnswer]>;
      this.#child.send(request);
      const [answer] = await Promise.race([answered, this.#endsEarly(signal)]);
      if (answer.type === 'failed') throw new Error(`the senders: ${answer.message}`);
      return answer;
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Error(`the senders: no answer to ${request.type} within ${answerMsMax} ms`, { cause: error });
    } finally {
      clearTimeout(late);
      waiting.abort();
    }
  }

  async #endsEarly(signal: AbortSignal): Promise<never> {
    const [status] = await once(this.#child, 'exit', { signal });
    throw new Error(`the senders ended with ${status}`);
  }
}
