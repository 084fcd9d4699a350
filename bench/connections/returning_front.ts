/**
 * One front over one core, that goes away and comes back on its port, as a server does that is restarted. The core
 * stays, so that sessions are there when their clients come back.
 */

import { randomBytes } from 'node:crypto';
import { systemEnvironment } from '../../cli/system_environment.ts';
import { startGrpcServer } from '../../grpc/server.ts';
import type { RunningFront } from '../../shared/contract/front_port.ts';
import type { Limits } from '../../shared/contract/limits.ts';
import { Core } from '../../shared/core/core.ts';
import { MemoryLedger } from '../../shared/ledger/memory/memory_ledger.ts';
import { startWireServer } from '../../wire/server.ts';
import { contenders } from '../plan/contenders.ts';
import { benchLimits } from '../process/bench_limits.ts';
import { cheapKey } from './cheap_key.ts';
import type { ConnectionServerSetup } from './connection_duties.ts';

const startFront = { wire: startWireServer, grpc: startGrpcServer } as const;

export class ReturningFront {
  readonly #start: typeof startWireServer | typeof startGrpcServer;
  readonly #limits: Limits;
  readonly #environment = systemEnvironment();
  readonly #core: Core;
  #front: RunningFront | undefined;
  #port = 0;

  constructor({ contender, hashing, connectionsMax }: ConnectionServerSetup) {
    this.#start = startFront[contenders[contender].transport];
    this.#limits = { ...benchLimits, connectionsMax };
    this.#core = new Core({
      ledger: new MemoryLedger(randomBytes(8).toString('hex'), this.#limits.memoryLedgerBytesMax),
      environment: this.#environment,
      limits: this.#limits,
      ...(hashing === 'cheap' ? { deriveKey: cheapKey } : {}),
    });
  }

  /** Resolves with the port once it listens there: a free one the first time, and the same again ever after. */
  async comeBack(): Promise<number> {
    const limits = this.#limits;
    const environment = this.#environment;
    const front = await this.#start({ core: this.#core, host: '127.0.0.1', port: this.#port, limits, environment });
    this.#front = front;
    this.#port = front.port;
    return front.port;
  }

  /** As a server that stops: what is under way is answered, subscriptions are ended, then every connection. */
  async goAway(): Promise<void> {
    const closed = this.#front?.close();
    this.#core.endSubscriptions();
    await closed;
    this.#front = undefined;
  }
}
