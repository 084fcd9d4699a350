/**
 * The coordinator: starts servers and load generators, each a process of its own, and measures every cell once a
 * round, in an order shuffled anew each time. Knows processes and rounds; nothing of tables.
 */

import { BenchProcess } from './bench_process.ts';
import type { CpuUse, LoadResult } from './messages.ts';
import { type Cell, type Contender, contenders, type ServerName } from './plan.ts';

export interface BenchPlan {
  readonly cells: readonly Cell[];
  readonly rounds: number;
  /** How long one measurement lasts. */
  readonly cellMs: number;
  readonly bodyBytes: number;
}

/** One cell in one round. Latencies are the load generator's; CPU is that of each process for this run. */
export interface Measurement extends Cell, LoadResult {
  readonly round: number;
  readonly messagesPerSecond: number;
  readonly serverCpu: CpuUse;
  readonly serverCpuUsPerMessage: number;
  readonly clientCpuUsPerMessage: number;
}

export interface Progress {
  /** Measurements that are done, and how many there will be, the warm-up's among them. */
  readonly done: number;
  readonly total: number;
  /** 0 while warming up. */
  readonly round: number;
  /** What is measured now; undefined when all is done. */
  readonly next: Cell | undefined;
}

const serverPrograms: Readonly<Record<ServerName, string>> = {
  duet: 'server_main',
  lineRouter: 'floors/line_router',
  grpcEcho: 'floors/grpc_echo',
};

/** Runs the whole plan. Rejects where a reply was wrong or a delivery missing: then nothing is to be published. */
export async function runBench(
  plan: BenchPlan,
  onProgress: (progress: Progress) => void,
): Promise<readonly Measurement[]> {
  const names = [...new Set(plan.cells.map((cell) => cell.contender))];
  const bench = await startProcesses(names, plan.bodyBytes);
  try {
    return await runRounds(plan, bench, onProgress);
  } finally {
    await bench.stop();
  }
}

/** A server and a load generator for each contender: none runs on code that was compiled for another one's load. */
interface Processes {
  readonly servers: ReadonlyMap<Contender, BenchProcess>;
  readonly loads: ReadonlyMap<Contender, BenchProcess>;
  stop(): Promise<void>;
}

async function startProcesses(names: readonly Contender[], bodyBytes: number): Promise<Processes> {
  const servers = new Map<Contender, BenchProcess>();
  const loads = new Map<Contender, BenchProcess>();
  const stop = async (): Promise<void> => {
    await Promise.all([...loads.values(), ...servers.values()].map((child) => child.stop()));
  };
  try {
    for (const contender of names) {
      const server = BenchProcess.start(serverPrograms[contenders[contender].server]);
      servers.set(contender, server);
      const { ports } = await server.ready();
      const load = BenchProcess.start('load/load_main');
      loads.set(contender, load);
      await load.setup({ contender, ports, bodyBytes });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers, loads, stop };
}

async function runRounds(
  plan: BenchPlan,
  bench: Processes,
  onProgress: (progress: Progress) => void,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  const total = plan.cells.length * (plan.rounds + 1);
  let done = 0;
  // Round 0 warms up compilers and caches, and is not kept.
  for (let round = 0; round <= plan.rounds; round += 1) {
    for (const cell of shuffled(plan.cells)) {
      onProgress({ done, total, round, next: cell });
      const measurement = await measure(cell, round, round === 0 ? plan.cellMs / 2 : plan.cellMs, bench);
      if (round > 0) measurements.push(measurement);
      done += 1;
    }
  }
  onProgress({ done, total, round: plan.rounds, next: undefined });
  return measurements;
}

async function measure(cell: Cell, round: number, durationMs: number, bench: Processes): Promise<Measurement> {
  const { contender, scenario, window } = cell;
  const server = bench.servers.get(contender);
  const load = bench.loads.get(contender);
  if (server === undefined || load === undefined) throw new Error(`${contender} was not started`);
  const before = await server.cpu();
  const result = await load.run({ scenario, window, durationMs });
  const after = await server.cpu();
  const serverCpu = { userUs: after.userUs - before.userUs, systemUs: after.systemUs - before.systemUs };
  return {
    ...cell,
    ...result,
    round,
    messagesPerSecond: (result.messages / result.elapsedMs) * 1_000,
    serverCpu,
    serverCpuUsPerMessage: totalUs(serverCpu) / result.messages,
    clientCpuUsPerMessage: totalUs(result.clientCpu) / result.messages,
  };
}

function totalUs({ userUs, systemUs }: CpuUse): number {
  return userUs + systemUs;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
