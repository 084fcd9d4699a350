/**
 * What a transport hands to the conformance suite, and the server that the suite runs its tests against. Knows the
 * core and channels; nothing of frames or streams. Time stands still unless a test moves it.
 */

import type { Channel, ChannelOptions } from '../contract/channel_port.ts';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { Core } from '../core/core.ts';
import type { DeriveKey } from '../core/password_hasher.ts';
import { State } from '../core/state.ts';
import type { ConversationContext } from '../front/conversation.ts';
import type { AccountRole, Ledger } from '../ledger/ledger.ts';
import { MemoryLedger } from '../ledger/memory/memory_ledger.ts';
import { ManualEnvironment } from '../testing/manual_environment.ts';
import { TestClient } from './test_client.ts';

export interface Transport {
  /** As the titles of the tests begin. */
  readonly name: string;
  /** Starts the front over a core, on a port of its own where it needs one. */
  start(context: ConversationContext & { readonly environment: ManualEnvironment }): Promise<TransportFront>;
  /** Opens an empty ledger for a server of its own. By default it is in memory. */
  readonly openLedger?: OpenTestLedger;
  /** By default argon2id, for those tests in which passwords are the point. */
  readonly deriveKey?: DeriveKey;
}

export type OpenTestLedger = (
  limits: Limits,
  environment: ManualEnvironment,
) => {
  readonly ledger: Ledger;
  readonly state: State;
  /** Opens it again once it has been closed, where it keeps what it holds. */
  readonly reopen?: () => { readonly ledger: Ledger; readonly state: State };
  /** Called when the ledger has been closed. */
  readonly remove?: () => void;
};

/** Both halves of a running front. */
export interface TransportFront {
  open(options?: ChannelOptions): Promise<Channel>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly limits?: Partial<Limits>;
}

/** An account that was created, and the client that created it. */
export interface TestAccount {
  readonly client: TestClient;
  readonly name: string;
  readonly password: string;
  readonly token: string;
}

export interface TestServer {
  readonly core: Core;
  readonly ledgerId: string;
  readonly environment: ManualEnvironment;
  open(options?: ChannelOptions): Promise<TestClient>;
  /** A new account with a name and, where it is told, a role of its own, logged in on a channel of its own. */
  account(role?: AccountRole): Promise<TestAccount>;
  /** Stops and starts again over what its ledger has kept. Channels end; tokens hold. Only where it keeps something. */
  restart(): Promise<void>;
  /** Stops as `duet serve` does, which ends every channel that is still open. */
  stop(): Promise<void>;
}

/** The server that tests share which leave no trace that another could trip over. */
export type SharedServer = () => TestServer;

export async function startTestServer(transport: Transport, options: TestServerOptions = {}): Promise<TestServer> {
  const environment = new ManualEnvironment();
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const opened = (transport.openLedger ?? openMemoryLedger)(limits, environment);
  const { deriveKey } = transport;
  const start = async ({ ledger, state }: Pick<typeof opened, 'ledger' | 'state'>): Promise<RunningCore> => {
    const core = new Core({ ledger, state, environment, limits, ...(deriveKey === undefined ? {} : { deriveKey }) });
    return { core, front: await transport.start({ core, limits, environment }) };
  };
  const server = { running: await start(opened), accounts: 0 };
  let stopping: Promise<void> | undefined;
  const open = async (channelOptions: ChannelOptions = {}): Promise<TestClient> =>
    new TestClient(await server.running.front.open(channelOptions));
  return {
    get core(): Core {
      return server.running.core;
    },
    ledgerId: opened.ledger.id,
    environment,
    open,
    async account(role): Promise<TestAccount> {
      server.accounts += 1;
      const name = `account-${server.accounts}`;
      const password = `password of ${name}`;
      const client = await open();
      const { token } = await client.call('createAccount', { name, password, fullName: '' });
      if (role !== undefined) await server.running.core.grantRole(name, role);
      return { client, name, password, token };
    },
    async restart(): Promise<void> {
      if (opened.reopen === undefined) throw new Error('this ledger keeps nothing');
      await stopAll(server.running);
      server.running = await start(opened.reopen());
    },
    stop(): Promise<void> {
      stopping ??= stopAll(server.running).then(opened.remove);
      return stopping;
    },
  };
}

interface RunningCore {
  readonly core: Core;
  readonly front: TransportFront;
}

const openMemoryLedger: OpenTestLedger = (limits) => ({
  ledger: new MemoryLedger('a1b2c3d4e5f60708', limits.memoryLedgerBytesMax),
  state: new State(limits),
});

async function stopAll({ front, core }: RunningCore): Promise<void> {
  const closed = front.close();
  core.endSubscriptions();
  await closed;
  await core.close();
}
