/**
 * How many requests of one connection have a password hashed for them. Hashing is dear and its queue is everybody's:
 * without a bound of its own one connection could fill it, and nobody else could log in. Knows names of operations.
 */

import { ChatError } from '../contract/chat_error.ts';
import type { ChatOperationName } from '../contract/contract.generated.ts';

const hashing: ReadonlySet<ChatOperationName> = new Set(['createAccount', 'login', 'changePassword', 'deleteAccount']);

export function hashesPassword(name: ChatOperationName): boolean {
  return hashing.has(name);
}

/** The count for fronts that cannot make a client wait: by connection, since each call comes alone. */
export class PasswordRequests {
  readonly #max: number;
  readonly #underWay = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Notes that a request begins; RESOURCE_EXHAUSTED where the connection has as many under way as it may. */
  begin(connection: string): void {
    const underWay = this.#underWay.get(connection) ?? 0;
    if (underWay >= this.#max) {
      const message = `${underWay} passwords of this connection are being hashed already`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    this.#underWay.set(connection, underWay + 1);
  }

  /** Notes that a request that began is done. */
  end(connection: string): void {
    const underWay = (this.#underWay.get(connection) ?? 0) - 1;
    if (underWay > 0) this.#underWay.set(connection, underWay);
    else this.#underWay.delete(connection);
  }
}
