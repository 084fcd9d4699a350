/**
 * Who may search now: so many of one account and in all, each counted from its beginning to its end, wherever it waits.
 * What a search does on this thread is done a slice a turn. Knows nothing of what is searched.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { Eventually } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { Limits } from '../contract/limits.ts';
import type { AccountId } from '../ledger/ledger.ts';
import { TurnQueue } from './turn_queue.ts';

/** Does a slice in a turn of its own. */
export type Turn = <T>(slice: () => Eventually<T>) => Eventually<T>;

export class Searches {
  readonly #limits: Pick<Limits, 'searchesPerAccountMax' | 'searchQueueMax'>;
  readonly #turns: TurnQueue;
  readonly #underWay = new Map<AccountId, number>();
  #all = 0;

  constructor(
    environment: Pick<Environment, 'startTimer'>,
    limits: Pick<Limits, 'searchesPerAccountMax' | 'searchQueueMax'>,
  ) {
    this.#limits = limits;
    this.#turns = new TurnQueue(environment, limits.searchQueueMax);
  }

  /** RESOURCE_EXHAUSTED where too many are under way. */
  async run<T>(account: AccountId, search: (turn: Turn) => Promise<T>): Promise<T> {
    const own = this.#underWay.get(account) ?? 0;
    const { searchesPerAccountMax, searchQueueMax } = this.#limits;
    if (own >= searchesPerAccountMax) throw tooMany(`${own} searches of this account are under way already`);
    if (this.#all >= searchQueueMax) throw tooMany(`${this.#all} searches are under way already`);
    this.#underWay.set(account, own + 1);
    this.#all += 1;
    try {
      return await search((slice) => this.#turns.run(slice) as ReturnType<typeof slice>);
    } finally {
      this.#all -= 1;
      const left = (this.#underWay.get(account) ?? 0) - 1;
      if (left > 0) this.#underWay.set(account, left);
      else this.#underWay.delete(account);
    }
  }
}

function tooMany(message: string): ChatError {
  return new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
}
