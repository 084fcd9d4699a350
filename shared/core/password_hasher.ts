/**
 * argon2id, a few at a time. Each hash takes 19 MiB and tens of milliseconds of a thread, so how many run and how
 * many wait is bounded. Parameters: OWASP Password Storage Cheat Sheet (m=19456, t=2, p=1).
 */

import { argon2, timingSafeEqual } from 'node:crypto';
import { ChatError } from '../contract/chat_error.ts';
import type { Environment } from '../contract/environment.ts';

const memoryKib = 19_456;
const passes = 2;
const parallelism = 1;
const tagBytes = 32;
const saltBytes = 16;

export interface PasswordHasherBounds {
  readonly passwordHashesAtOnceMax: number;
  readonly passwordHashQueueMax: number;
}

/** What a password and a salt give; tests that need many accounts replace it by something cheap. */
export type DeriveKey = (password: string, salt: Uint8Array) => Promise<Uint8Array>;

export class PasswordHasher {
  readonly #environment: Environment;
  readonly #deriveKey: DeriveKey;
  readonly #bounds: PasswordHasherBounds;
  readonly #queue: (() => void)[] = [];
  #running = 0;
  /** What a login for an unknown name is compared with: nobody knows its password, and it costs the same time. */
  readonly #nobody: string;

  constructor(environment: Environment, bounds: PasswordHasherBounds, deriveKey: DeriveKey = argon2id) {
    this.#environment = environment;
    this.#deriveKey = deriveKey;
    this.#bounds = bounds;
    this.#nobody = phcString(environment.randomBytes(saltBytes), environment.randomBytes(tagBytes));
  }

  /** The PHC string of a new hash. RESOURCE_EXHAUSTED where too many wait. */
  async hash(password: string): Promise<string> {
    const salt = this.#environment.randomBytes(saltBytes);
    return phcString(salt, await this.#derive(password, salt));
  }

  /** Whether the password fits the hash; undefined stands for an account that does not exist. Same cost always. */
  async verify(password: string, phc: string | undefined): Promise<boolean> {
    const [salt = '', tag = ''] = (phc ?? this.#nobody).split('$').slice(4);
    const expected = Buffer.from(tag, 'base64');
    const found = await this.#derive(password, Buffer.from(salt, 'base64'));
    return timingSafeEqual(found, expected) && phc !== undefined;
  }

  async #derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
    await this.#enter();
    try {
      return await this.#deriveKey(password, salt);
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> | undefined {
    if (this.#running < this.#bounds.passwordHashesAtOnceMax) {
      this.#running += 1;
      return undefined;
    }
    if (this.#queue.length >= this.#bounds.passwordHashQueueMax) {
      const message = `${this.#queue.length} passwords wait to be hashed already`;
      throw new ChatError('RESOURCE_EXHAUSTED', message, { retryAfterMs: 1_000 });
    }
    return new Promise((resolve) => this.#queue.push(resolve));
  }

  /** Hands the place on to whoever waits longest. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

function argon2id(password: string, salt: Uint8Array): Promise<Uint8Array> {
  const parameters = { message: password, nonce: salt, parallelism, passes, memory: memoryKib, tagLength: tagBytes };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** https://github.com/P-H-C/phc-string-format */
function phcString(salt: Uint8Array, tag: Uint8Array): string {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}
