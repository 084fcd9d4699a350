/**
 * A core behind one front that a test speaks to by hand, over whichever transport; both stop when the test ends. Time
 * stands still, except where the test moves it. For tests.
 */

import type { ExecutionContext } from 'ava';
import type { CorePort } from '../contract/core_port.ts';
import type { Environment } from '../contract/environment.ts';
import type { RunningFront } from '../contract/front_port.ts';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { Core } from '../core/core.ts';
import { MemoryLedger } from '../ledger/memory/memory_ledger.ts';
import { ManualEnvironment } from './manual_environment.ts';

export const host = '127.0.0.1';
export const ledgerId = '1234';

/** What both transports' servers are started with. */
interface FrontOptions {
  readonly core: CorePort;
  readonly limits: Limits;
  readonly environment: Environment;
  readonly host: string;
  readonly port: number;
}

export interface FrontFixture {
  readonly port: number;
  readonly environment: ManualEnvironment;
  /** As whoever runs the server does. */
  readonly grantRole: Core['grantRole'];
  /** How many FETCH requests have reached the core. */
  readonly fetches: () => number;
  /** Stops as `duet serve` does. */
  stop(): Promise<void>;
}

/** Fails the test where the server had a fault. */
export async function startFront(
  t: ExecutionContext,
  start: (options: FrontOptions) => Promise<RunningFront>,
  over: Partial<Limits> = {},
): Promise<FrontFixture> {
  const limits: Limits = { ...defaultLimits, ...over };
  const environment = new ManualEnvironment();
  const core = new Core({ ledger: new MemoryLedger(ledgerId, limits.memoryLedgerBytesMax), environment, limits });
  let fetches = 0;
  const counting: CorePort = {
    operations: {
      ...core.operations,
      fetch: (session, request) => {
        fetches += 1;
        return core.operations.fetch(session, request);
      },
    },
    resume: (token) => core.resume(token),
    subscribe: (session, request, subscriber) => core.subscribe(session, request, subscriber),
  };
  const front = await start({ core: counting, limits, environment, host, port: 0 });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async (): Promise<void> => {
      const closed = front.close();
      core.endSubscriptions();
      await closed;
      await core.close();
    })();
    return stopping;
  };
  t.teardown(async () => {
    await stop();
    if (environment.faults.length > 0) throw new Error(`faults: ${JSON.stringify(environment.faults)}`);
  });
  return {
    port: front.port,
    environment,
    grantRole: (name, role) => core.grantRole(name, role),
    fetches: () => fetches,
    stop,
  };
}
