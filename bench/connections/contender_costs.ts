/**
 * What connections of one contender cost, in fresh processes: memory of idle ones, and how fast they come back; then a
 * storm of short ones, and logins, against a second server, which hashes passwords as the product does.
 */

import { type Contender, contenders } from '../plan/contenders.ts';
import { BenchProcess } from '../process/bench_process.ts';
import type { ConnectionCosts } from '../results/results.ts';
import { median } from '../statistics/median.ts';
import { ClientProcesses, reconnectsAtOnceMax } from './client_processes.ts';
import type {
  ConnectionServerDuties,
  ConnectionServerReady,
  ConnectionServerSetup,
  Hashing,
} from './connection_duties.ts';
import type { ConnectionsOptions } from './connections_options.ts';
import { slopeThrough } from './slope.ts';

/** A server that stops waits for its clients. */
const goAwayMsMax = 120_000;
const residentMsMax = 60_000;
/** Before anything is measured, so that code that is run for the first time is no part of what a connection costs. */
const warmUpConnections = 50;

export interface ContenderOptions extends ConnectionsOptions {
  /** Told before each step, `stepsOf` of them. */
  readonly onStep: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

export function stepsOf({ steps }: ConnectionsOptions): number {
  // The baseline, each step, the way back, the storm and the logins.
  return steps + 4;
}

export async function measureContender(contender: Contender, options: ContenderOptions): Promise<ConnectionCosts> {
  const idle = await withServer(contender, 'cheap', options, (server, clients) =>
    measureIdle(server, clients, options),
  );
  const busy = await withServer(contender, 'product', options, async (server, clients) => {
    const { storm, login, onStep } = options;
    onStep(`${storm.connects} connections, ${storm.atOnce} at a time`);
    // Not counted: starts the clients, and has run all code once.
    await clients.connectsPerSecond(Math.ceil(storm.connects / 4), storm.atOnce);
    const rates: number[] = [];
    await server.ask('gaugeStart', undefined);
    for (let round = 0; round < storm.rounds; round += 1) {
      rates.push(await clients.connectsPerSecond(storm.connects, storm.atOnce));
    }
    const use = await server.ask('gaugeStop', undefined);
    onStep(`${login.logins} logins`);
    return {
      rates,
      server: use,
      loginsPerSecond: await clients.loginsPerSecond(login.logins, login.atOnce),
    };
  });
  const { notes, ...costs } = idle;
  const { rates, ...others } = busy;
  return {
    contender,
    ...costs,
    ...others,
    connectsPerSecond: median(rates),
    notes: [...notes, ...notesOf(contender, options, rates)],
  };
}

type Server = BenchProcess<ConnectionServerDuties>;
type Idle = Pick<ConnectionCosts, 'samples' | 'bytesPerConnection' | 'reconnectMs' | 'notes'>;

async function measureIdle(server: Server, clients: ClientProcesses, options: ContenderOptions): Promise<Idle> {
  const { connections, steps, onStep } = options;
  onStep('memory without connections');
  await clients.open(Math.min(warmUpConnections, connections));
  await clients.deliverAndClose();
  const samples: { connections: number; serverResidentBytes: number }[] = [];
  let collected = true;
  for (let step = 0; step <= steps; step += 1) {
    const wanted = Math.round((connections * step) / steps);
    if (step > 0) onStep(`memory of ${wanted} connections`);
    await clients.open(wanted - (samples.at(-1)?.connections ?? 0));
    const resident = await server.ask('resident', undefined, residentMsMax);
    collected &&= resident.collected;
    samples.push({ connections: wanted, serverResidentBytes: resident.bytes });
  }
  onStep(`${connections} connections come back`);
  await clients.loseAll(() => server.ask('goAway', undefined, goAwayMsMax));
  await server.ask('comeBack', undefined);
  const reconnectMs = await clients.reconnect();
  await clients.deliver();
  const points = samples.map(({ connections: x, serverResidentBytes: y }) => ({ x, y }));
  return { samples, bytesPerConnection: slopeThrough(points), reconnectMs, notes: memoryNotes(collected) };
}

async function withServer<T>(
  contender: Contender,
  hashing: Hashing,
  { connections, storm, connectionsPerClientMax, signal }: ContenderOptions,
  work: (server: Server, clients: ClientProcesses) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const setup: ConnectionServerSetup = { contender, hashing, connectionsMax: connections + storm.atOnce * 2 + 100 };
  const server = BenchProcess.start<ConnectionServerDuties>('connections/server_main', {
    args: [JSON.stringify(setup)],
    nodeArgs: ['--expose-gc'],
  });
  let clients: ClientProcesses | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([clients?.stop(), server.stop()]);
  };
  // What is under way then fails, and says so; the signal's reason is what its caller is told.
  const abort = (): void => void stop();
  signal?.addEventListener('abort', abort);
  try {
    const { port } = await server.ready<ConnectionServerReady>();
    clients = new ClientProcesses(contender, port, connectionsPerClientMax);
    return await work(server, clients);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    await stop();
  }
}

function memoryNotes(collected: boolean): readonly string[] {
  return [
    'each idle connection has an account, a session and a subscriber of its own',
    'memory is the resident set of the server process; what the kernel keeps for a socket is not in it',
    collected
      ? 'garbage was collected before memory was looked at'
      : 'garbage could not be collected before memory was looked at',
    'passwords of their accounts were hashed cheaply',
  ];
}

function notesOf(
  contender: Contender,
  { connections, storm, login }: ConnectionsOptions,
  rates: readonly number[],
): readonly string[] {
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map((rate) =>
    Math.round(rate).toLocaleString('en-US'),
  );
  return [
    'all but the connect rate was measured once: how much it differs from one time to the next is not known',
    `connect rate: ${storm.connects} connections by 2 processes, ${storm.atOnce} at a time; each resumed a session, and ended`,
    `connect rate of ${contenders[contender].label}: the median of ${storm.rounds} rounds, ${least} to ${most}/s`,
    `login rate: ${login.logins} logins, ${login.atOnce} at a time, with passwords hashed as the product does`,
    `reconnect: all ${connections}, ${reconnectsAtOnceMax} at a time, each until its session, its subscriber and an answer were there`,
    'server and clients shared the cores of the machine',
  ];
}
