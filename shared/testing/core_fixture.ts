/**
 * A core whose time, chance, ledger answers and hashes a test holds in its hand, with cheap ways to fill it. Accounts
 * are made by the real operations; only the key derivation is a cheap one, unless a test asks otherwise. For tests.
 */

import type { ChatOperationName, ChatOperations, SubscribeRequest } from '../contract/contract.generated.ts';
import type { SessionHandle, Subscriber, Subscription } from '../contract/core_port.ts';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { Core, type CoreOptions } from '../core/core.ts';
import type { DeriveKey } from '../core/password_hasher.ts';
import { State } from '../core/state.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { MemoryLedger } from '../ledger/memory/memory_ledger.ts';
import { cheapKey } from './cheap_key.ts';
import { DelayedLedger } from './delayed_ledger.ts';
import { ManualEnvironment } from './manual_environment.ts';

export const password = 'a password';

export interface FixtureOptions {
  readonly limits?: Partial<Limits>;
  readonly locks?: CoreOptions['locks'];
  /** By default a cheap one. */
  readonly deriveKey?: DeriveKey;
  /** By default one of its own. */
  readonly environment?: ManualEnvironment;
  /** Opens the ledger, with what its events add up to. By default an empty one in memory. */
  readonly openLedger?: (limits: Limits, environment: ManualEnvironment) => { ledger: Ledger; state: State };
  readonly onFailure?: CoreOptions['onFailure'];
}

/** One session's view of the core. */
export class Caller {
  readonly token: string;
  readonly handle: SessionHandle;
  readonly #core: Core;

  constructor(core: Core, token: string) {
    this.#core = core;
    this.token = token;
    this.handle = core.resume(token);
  }

  get name(): string {
    return this.handle.account;
  }

  /** Always a promise, and asked before this returns: what is refused at once rejects too. */
  async call<Name extends ChatOperationName>(
    name: Name,
    request: ChatOperations[Name]['request'],
  ): Promise<ChatOperations[Name]['reply']> {
    return this.#core.operations[name](this.handle, request);
  }

  send(to: string, body: string, key = ''): Promise<ChatOperations['send']['reply']> {
    return this.call('send', { to, body, key, chat: '' });
  }

  /** To a chat, by its id. */
  write(chat: string, body: string, key = ''): Promise<ChatOperations['send']['reply']> {
    return this.call('send', { to: '', body, key, chat });
  }

  /** By default all that is not acknowledged, and no signals. */
  subscribe(subscriber: Subscriber, request: Partial<SubscribeRequest> = {}): Subscription {
    return this.#core.subscribe(this.handle, { after: undefined, ledgerId: '', signals: [], ...request }, subscriber);
  }
}

export class CoreFixture {
  readonly environment: ManualEnvironment;
  readonly limits: Limits;
  readonly state: State;
  readonly ledger: DelayedLedger;
  readonly core: Core;

  constructor(options: FixtureOptions = {}) {
    const { locks = {}, deriveKey = cheapKey, openLedger = openMemoryLedger, onFailure = () => {} } = options;
    this.environment = options.environment ?? new ManualEnvironment();
    this.limits = { ...defaultLimits, ...options.limits };
    const opened = openLedger(this.limits, this.environment);
    this.state = opened.state;
    this.ledger = new DelayedLedger(opened.ledger);
    const { ledger, environment, limits, state } = this;
    this.core = new Core({ ledger, environment, limits, state, locks, deriveKey, onFailure });
  }

  async create(name: string): Promise<Caller> {
    const reply = await this.core.operations.createAccount(undefined, { name, password, fullName: '' });
    return new Caller(this.core, reply.token);
  }

  async login(name: string, withPassword = password): Promise<Caller> {
    const reply = await this.core.operations.login(undefined, { name, password: withPassword });
    return new Caller(this.core, reply.token);
  }

  /** Fails where the core reported a fault. */
  requireNoFaults(): void {
    const [fault] = this.environment.faults;
    if (fault !== undefined) throw new Error(`fault: ${fault.what}`, { cause: fault.error });
  }
}

/** Resolves when everything has happened that waits for nothing but promises. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function openMemoryLedger(limits: Limits): { ledger: Ledger; state: State } {
  return { ledger: new MemoryLedger('test-ledger', limits.memoryLedgerBytesMax), state: new State(limits) };
}
