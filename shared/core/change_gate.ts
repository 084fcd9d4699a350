/**
 * How many changes one account has under way, or waiting for the metadata lock: each of them holds the lock alone, and
 * everybody's sends wait behind it. First messages are not counted: whoever sends a hundred at once to somebody new asks
 * for nothing unusual, and the bound on an account's chats bounds them. Knows no locks.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { AccountState } from './state.ts';

/** One change; given back when it is done, or refused. */
export interface ChangePass {
  release(): void;
}

export class ChangeGate {
  readonly #perAccountMax: number;
  readonly #underWay = new Map<AccountState, number>();

  constructor(perAccountMax: number) {
    this.#perAccountMax = perAccountMax;
  }

  /** RESOURCE_EXHAUSTED where the account has as many under way as it may. */
  enter(account: AccountState): ChangePass {
    const underWay = this.#underWay.get(account) ?? 0;
    if (underWay >= this.#perAccountMax) {
      const message = `you have ${underWay} changes under way, and more at once are not allowed`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    this.#underWay.set(account, underWay + 1);
    return { release: () => this.#leave(account) };
  }

  #leave(account: AccountState): void {
    const left = (this.#underWay.get(account) ?? 0) - 1;
    if (left > 0) this.#underWay.set(account, left);
    else this.#underWay.delete(account);
  }
}
