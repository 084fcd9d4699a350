/**
 * The coordinator: measures every cell once a round, in an order shuffled anew each time. Knows rounds and what is
 * measured; processes and data folders are handed to it or made by others, tables are not its business.
 */

import { randomInt } from 'node:crypto';
import { DataFolders } from '../data_folders.ts';
import { type LedgerName, ledgers } from '../plan/ledgers.ts';
import type { CpuUse } from '../process/cpu_use.ts';
import { unlessAborted } from '../process/unless_aborted.ts';
import { SeededRandom } from '../statistics/random.ts';
import { shuffled } from '../statistics/shuffled.ts';
import { type CommitRate, measureCommitRates } from './commit_rates.ts';
import { DiskSync, syncUsAround } from './disk_sync.ts';
import { type FileSystem, fileSystemOf } from './file_system.ts';
import type { LoadResult } from './messages.ts';
import { type Cell, type Entrant, entrantKey, ledgersOf } from './plan.ts';
import { type EntrantProcesses, Processes } from './processes.ts';

export interface BenchPlan {
  readonly cells: readonly Cell[];
  readonly rounds: number;
  /** How long one measurement lasts. */
  readonly cellMs: number;
  readonly bodyBytes: number;
  /** Where a folder for the data folders of ledgers is made, and removed at the end. */
  readonly data: string;
}

/** One cell in one round. Latencies are the load generator's; CPU is that of each process for this run. */
export interface Measurement extends Cell, LoadResult {
  readonly round: number;
  readonly messagesPerSecond: number;
  readonly serverCpu: CpuUse;
  readonly serverCpuUsPerMessage: number;
  readonly clientCpuUsPerMessage: number;
  /** What the disk took for a sync right before and after, the median; undefined where replies wait for none. */
  readonly diskSyncUs: number | undefined;
}

/** What an entrant's data folder held in the end. */
export interface DiskUse extends Entrant {
  readonly bytes: number;
  /** Of all rounds, and of those that were no measurements. */
  readonly messages: number;
}

/** Where the ledgers of a bench were. */
export interface DataPlace extends FileSystem {
  readonly folder: string;
}

export interface BenchResult {
  readonly measurements: readonly Measurement[];
  readonly diskUses: readonly DiskUse[];
  /** Of the ledgers by themselves. */
  readonly commitRates: readonly CommitRate[];
  /** Undefined where no ledger was on a disk. */
  readonly place: DataPlace | undefined;
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

/** A tenth of a measurement goes to the disk alone, and that again after it. */
const diskShare = 0.2;

/**
 * Runs the whole plan. Rejects where a reply was wrong or a delivery missing: then nothing is to be published. Rejects
 * with the signal's reason soon after that is aborted. Leaves neither a process nor a folder.
 */
export async function runBench(
  plan: BenchPlan,
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<BenchResult> {
  using folders = needsDisk(plan) ? new DataFolders(plan.data) : undefined;
  const place = folders && { folder: folders.root, ...fileSystemOf(folders.root) };
  const processes = new Processes();
  const work = async (): Promise<BenchResult> => {
    await processes.start(plan.cells, folders, plan.bodyBytes);
    using disk = folders && new DiskSync(folders.root);
    const measured = await runRounds(plan, { processes, disk }, onProgress);
    return { ...measured, commitRates: await commitRatesOf(plan, folders, signal), place };
  };
  const working = work();
  try {
    return await unlessAborted(working, signal);
  } finally {
    await processes.stop();
    // Without its processes it ends soon; what it has open is in the folders that are removed then.
    await working.catch(() => {});
  }
}

/** Each SQLite ledger by itself, when everything else has ended. */
async function commitRatesOf(
  plan: BenchPlan,
  folders: DataFolders | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly CommitRate[]> {
  const windows = [...new Set(plan.cells.map(({ window }) => window))].sort((left, right) => left - right);
  const rates: CommitRate[] = [];
  for (const ledger of ledgersOf(plan.cells)) {
    if (folders === undefined || !isOnDisk(ledger)) continue;
    const { cellMs: durationMs, bodyBytes } = plan;
    const ratePlan = { ledger, windows, durationMs, bodyBytes, signal };
    rates.push(...(await measureCommitRates(folders.make(ledger), ratePlan)));
  }
  return rates;
}

function needsDisk({ cells }: BenchPlan): boolean {
  return ledgersOf(cells).some((name) => isOnDisk(name));
}

function isOnDisk(name: LedgerName): boolean {
  return ledgers[name].durability !== undefined;
}

interface Bench {
  readonly processes: Processes;
  readonly disk: DiskSync | undefined;
}

async function runRounds(
  plan: BenchPlan,
  bench: Bench,
  onProgress: (progress: Progress) => void,
): Promise<Pick<BenchResult, 'measurements' | 'diskUses'>> {
  const measurements: Measurement[] = [];
  const messages = new Map<string, number>();
  const total = plan.cells.length * (plan.rounds + 1);
  let done = 0;
  const random = new SeededRandom(randomInt(0x1_0000_0000));
  // Round 0 warms up compilers and caches, and is not kept.
  for (let round = 0; round <= plan.rounds; round += 1) {
    for (const cell of shuffled(plan.cells, random)) {
      onProgress({ done, total, round, next: cell });
      const measurement = await measure(cell, round, round === 0 ? plan.cellMs / 2 : plan.cellMs, bench);
      if (round > 0) measurements.push(measurement);
      const key = entrantKey(cell);
      messages.set(key, (messages.get(key) ?? 0) + measurement.messages);
      done += 1;
    }
  }
  onProgress({ done, total, round: plan.rounds, next: undefined });
  const diskUses = (await bench.processes.closeLedgers()).map(({ entrant, bytes }) => {
    return { ...entrant, bytes, messages: messages.get(entrantKey(entrant)) ?? 0 };
  });
  return { measurements, diskUses };
}

async function measure(cell: Cell, round: number, durationMs: number, bench: Bench): Promise<Measurement> {
  const processes = bench.processes.of(cell);
  const { disk } = bench;
  if (disk === undefined || cell.ledger !== 'sqlite-synced') return measureAlone(cell, round, durationMs, processes);
  const { syncUs, result } = await syncUsAround(disk, durationMs * diskShare, () =>
    measureAlone(cell, round, durationMs, processes),
  );
  return { ...result, diskSyncUs: syncUs };
}

async function measureAlone(
  cell: Cell,
  round: number,
  durationMs: number,
  { server, load }: EntrantProcesses,
): Promise<Measurement> {
  const { scenario, window } = cell;
  const before = await server.ask('cpu', undefined);
  const result = await load.ask('run', { scenario, window, durationMs }, durationMs);
  const after = await server.ask('cpu', undefined);
  const serverCpu = { userUs: after.userUs - before.userUs, systemUs: after.systemUs - before.systemUs };
  return {
    ...cell,
    ...result,
    round,
    messagesPerSecond: (result.messages / result.elapsedMs) * 1_000,
    serverCpu,
    serverCpuUsPerMessage: totalUs(serverCpu) / result.messages,
    clientCpuUsPerMessage: totalUs(result.clientCpu) / result.messages,
    diskSyncUs: undefined,
  };
}

function totalUs({ userUs, systemUs }: CpuUse): number {
  return userUs + systemUs;
}
