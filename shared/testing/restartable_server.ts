/**
 * A core with a front that can go away and come back on its port, as a server does that is restarted over a durable
 * ledger. Knows both transports; the hashes are cheap, all else is real. For tests.
 */

import { randomBytes } from 'node:crypto';
import { startGrpcServer } from '../../grpc/server.ts';
import { startWireServer } from '../../wire/server.ts';
import { connect, type Transport } from '../client/connect.ts';
import type { Client, ClientOptions } from '../client/index.ts';
import type { Environment } from '../contract/environment.ts';
import type { RunningFront } from '../contract/front_port.ts';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { Core } from '../core/core.ts';
import { MemoryLedger } from '../ledger/memory/memory_ledger.ts';
import { cheapKey } from './cheap_key.ts';

export const password = 'long enough';
/** For clients of tests: comes back at once. */
export const quickBackoff = { firstMs: 5, maxMs: 20 };

const startFront = { wire: startWireServer, grpc: startGrpcServer } as const;

export interface RestartableServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly limits?: Partial<Limits>;
}

export class RestartableServer implements AsyncDisposable {
  readonly transport: Transport;
  readonly #host: string;
  readonly #limits: Limits;
  readonly #faults: unknown[] = [];
  readonly #environment: Environment;
  #core: Core;
  #front: RunningFront | undefined;
  #port = 0;

  private constructor(transport: Transport, options: RestartableServerOptions) {
    this.transport = transport;
    this.#host = options.host ?? '127.0.0.1';
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#environment = {
      now: Date.now,
      randomBytes,
      startTimer: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs).unref();
        return { cancel: () => clearTimeout(timer) };
      },
      reportFault: (what, error) => this.#faults.push(new Error(what, { cause: error })),
    };
    this.#core = this.#newCore();
  }

  static async start(transport: Transport, options: RestartableServerOptions = {}): Promise<RestartableServer> {
    const server = new RestartableServer(transport, options);
    await server.comeBack();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return this.#addressOf(this.transport, this.#port);
  }

  get core(): Core {
    return this.#core;
  }

  connect(options: ClientOptions = {}): Promise<Client> {
    return connect(this.address, { backoff: quickBackoff, ...options });
  }

  /** A client with a new account of that name. */
  async account(name: string, options: ClientOptions = {}): Promise<Client> {
    const client = await this.connect(options);
    await client.createAccount(name, password);
    return client;
  }

  /** A second front over the same core, which stays while the first one goes. */
  async startFront(transport: Transport): Promise<RunningFront & { readonly address: string } & AsyncDisposable> {
    const front = await this.#startFront(transport, 0);
    const close = (): Promise<void> => front.close();
    return { port: front.port, close, address: this.#addressOf(transport, front.port), [Symbol.asyncDispose]: close };
  }

  /** The front stops, as when `duet serve` ends. Core and ledger stay. */
  async goAway(): Promise<void> {
    const closed = this.#front?.close();
    this.#core.endSubscriptions();
    await closed;
    this.#front = undefined;
  }

  /** The front starts again, on the same port. */
  async comeBack(): Promise<void> {
    this.#front = await this.#startFront(this.transport, this.#port);
    this.#port = this.#front.port;
  }

  /** Everything that was known is forgotten: another core, over another ledger. */
  async forgetAll(): Promise<void> {
    await this.#core.close();
    this.#core = this.#newCore();
  }

  /** Throws where the server had a fault meanwhile. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway();
    await this.#core.close();
    if (this.#faults.length > 0) throw new AggregateError(this.#faults, 'the server had faults');
  }

  #startFront(transport: Transport, port: number): Promise<RunningFront> {
    return startFront[transport]({
      core: this.#core,
      host: this.#host,
      port,
      limits: this.#limits,
      environment: this.#environment,
    });
  }

  #addressOf(transport: Transport, port: number): string {
    const host = this.#host.includes(':') ? `[${this.#host}]` : this.#host;
    return `${transport}://${host}:${port}`;
  }

  #newCore(): Core {
    const ledger = new MemoryLedger(randomBytes(8).toString('hex'), this.#limits.memoryLedgerBytesMax);
    return new Core({ ledger, environment: this.#environment, limits: this.#limits, deriveKey: cheapKey });
  }
}
