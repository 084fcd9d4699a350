/** Cores that are started one after another over the same data folder, with time going on between them. For tests. */

import type { Limits } from '../contract/limits.ts';
import type { Durability } from '../ledger/sqlite/durability.ts';
import { Caller, CoreFixture, settled } from './core_fixture.ts';
import { ManualEnvironment } from './manual_environment.ts';
import { TemporaryDataFolder } from './temporary_data_folder.ts';

export interface RestartedCoreOptions {
  readonly limits?: Partial<Limits>;
  readonly durability?: Durability;
  /** Of the ledger. */
  readonly onFailure?: (error: Error) => void;
  readonly onCoreFailure?: (error: unknown) => void;
}

/** Closed, and its folder removed, when it is disposed of. */
export class RestartedCore implements AsyncDisposable {
  readonly environment = new ManualEnvironment();
  readonly #options: RestartedCoreOptions;
  #folder = new TemporaryDataFolder();
  #fixture: CoreFixture;

  constructor(options: RestartedCoreOptions = {}) {
    this.#options = options;
    this.#fixture = this.#start();
  }

  /** The one that runs now. */
  get fixture(): CoreFixture {
    return this.#fixture;
  }

  get folder(): TemporaryDataFolder {
    return this.#folder;
  }

  /** As a new process that was told of a token. UNAUTHENTICATED where it counts no more. */
  caller(token: string): Caller {
    return new Caller(this.#fixture.core, token);
  }

  /** Ends cleanly and starts again; `downMs` pass in between. */
  async restart(downMs = 0): Promise<void> {
    await this.#fixture.core.close();
    this.environment.advance(downMs);
    this.#fixture = this.#start();
  }

  /** As after SIGKILL: starts from what is on the disk now. While nothing is being written. */
  async kill(): Promise<void> {
    const left = this.#folder.asKilledNow();
    await this.#fixture.core.close();
    this.#folder[Symbol.dispose]();
    this.#folder = left;
    this.#fixture = this.#start();
  }

  /** Lets time pass in small parts, each with all that is due in it, and what comes of that, done. */
  async pass(ms: number): Promise<void> {
    const { sessionSweepMs } = this.#fixture.limits;
    for (let leftMs = ms; leftMs > 0; leftMs -= sessionSweepMs) {
      this.environment.advance(Math.min(leftMs, sessionSweepMs));
      await settled();
      await this.#fixture.ledger.quiet();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#fixture.core.close();
    this.#folder[Symbol.dispose]();
  }

  #start(): CoreFixture {
    const { limits = {}, onCoreFailure = () => {}, ...rest } = this.#options;
    return new CoreFixture({
      limits,
      environment: this.environment,
      onFailure: onCoreFailure,
      openLedger: (limits, environment) => this.#folder.open({ ...rest, limits, environment }),
    });
  }
}
