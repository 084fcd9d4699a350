/** What a bench says of ledgers, as lines of its report: where they were, what a sync costs, how large they are. Pure. */

import { ledgers } from '../plan/ledgers.ts';
import { count, duration, mebibytes } from '../report/format.ts';
import type { Spread } from '../statistics/median.ts';
import type { CommitRate } from './commit_rates.ts';
import { syncedBytes } from './disk_sync.ts';
import type { FileSystem } from './file_system.ts';
import { diskSyncsMax, type LedgerSize, type OneAtATime } from './ledger_costs.ts';
import { contenders, ledgersOf, type Scenario } from './plan.ts';
import type { BenchPlan, DataPlace } from './run.ts';

/** What was measured, and on which disk. Nothing where there is but the memory ledger. */
export function ledgerLines(
  { cells }: BenchPlan,
  place: DataPlace | undefined,
  diskSyncUs: Spread | undefined,
): readonly string[] {
  if (place === undefined) return [];
  const names = ledgersOf(cells);
  return [
    '',
    'Ledgers:',
    ...names.map((name) => `  ${ledgers[name].label} ${ledgers[name].meaning}`),
    ...placeLines(place),
    ...(diskSyncUs === undefined ? [] : [syncLine(diskSyncUs)]),
  ];
}

function syncLine({ median, min, max }: Spread): string {
  const range = `${duration(median)} [${duration(min)}–${duration(max)}]`;
  return `  the disk alone, ${count(syncedBytes)} bytes written and fdatasync, beside what is synced: p50 ${range}`;
}

/** Says it, where a sync is none: figures from there are no figures of a disk. */
export function placeLines(place: FileSystem & { readonly folder: string }): readonly string[] {
  const { folder, type, source, inMemory } = place;
  const lines = [`  in ${folder}, on ${type} (${source})`];
  if (inMemory) lines.push(`  WARNING: ${type} is no disk, and a sync does nothing there; name a folder with --data`);
  if (type === 'unknown') lines.push('  It is not known whether that is a disk.');
  return lines;
}

/** How one message at a time compares with the disk's own sync. */
export function oneAtATimeLines(scenario: Scenario, all: readonly OneAtATime[]): readonly string[] {
  const here = all.filter((one) => one.scenario === scenario);
  if (here.length === 0) return [];
  return [
    '  p50 one at a time, and how many syncs of the disk alone (D) it takes beyond the memory ledger (M):',
    ...here.map(oneAtATimeLine),
  ];
}

function oneAtATimeLine(one: OneAtATime): string {
  const { contender, syncedUs, diskSyncUs, memoryLedgerUs, diskSyncs } = one;
  const measured = `    ${contenders[contender].label}: synced ${duration(syncedUs)}; D ${duration(diskSyncUs)}`;
  if (memoryLedgerUs === undefined || diskSyncs === undefined) return measured;
  const { median, min, max } = diskSyncs;
  const quotient = `(synced − M) / D = ${median.toFixed(2)} [${min.toFixed(2)}–${max.toFixed(2)}]`;
  const bound = `3 D + M = ${duration(diskSyncsMax * diskSyncUs + memoryLedgerUs)}`;
  return `${measured}; M ${duration(memoryLedgerUs)}; ${quotient}; ${bound}`;
}

export function sizeLines(sizes: readonly LedgerSize[], bodyBytes: number): readonly string[] {
  if (sizes.length === 0) return [];
  return [
    '',
    `On the disk, when the servers had closed (body ${bodyBytes} bytes, whatever the number of recipients):`,
    ...sizes.map(({ ledger, messages, bytes, bytesPerMessage }) => {
      const all = `${count(messages)} messages, ${mebibytes(bytes)}`;
      return `  ${ledgers[ledger].label}: ${bytesPerMessage.toFixed(0)} bytes a message (${all})`;
    }),
  ];
}

export function commitRateLines(rates: readonly CommitRate[]): readonly string[] {
  if (rates.length === 0) return [];
  return [
    '',
    'A ledger by itself, in one process without core, front or client; measured once, each commit one message:',
    ...rates.map(({ ledger, window, commitsPerSecond }) => {
      return `  ${ledgers[ledger].label}, ${window} outstanding: ${count(commitsPerSecond)} commits/s`;
    }),
  ];
}
