/**
 * What durability costs, from measurements: how many syncs of the disk a synced message takes beyond what it takes on
 * the memory ledger, and how many bytes a message is on the disk. Pure.
 */

import { type LedgerName, ledgerNames } from '../plan/ledgers.ts';
import { median, type Spread, spreadOf } from '../statistics/median.ts';
import { type Contender, contenderNames, type Scenario } from './plan.ts';
import type { DiskUse, Measurement } from './run.ts';

/** One message at a time on the synced ledger: medians over rounds of the median latencies in them. */
export interface OneAtATime {
  readonly scenario: Scenario;
  readonly contender: Contender;
  readonly syncedUs: number;
  /** What the disk alone took for a sync, at the same time. */
  readonly diskSyncUs: number;
  /** Undefined where that ledger was not measured. */
  readonly memoryLedgerUs: number | undefined;
  /** (synced - memory ledger) / disk, round by round; undefined where that cannot be told. */
  readonly diskSyncs: Spread | undefined;
}

/** Of these at most, a commit is meant to cost: its own sync, and as much again twice for all that is around it. */
export const diskSyncsMax = 3;

export function oneAtATimeOf(measurements: readonly Measurement[]): readonly OneAtATime[] {
  const single = measurements.filter(({ window }) => window === 1);
  const synced = single.filter(({ ledger }) => ledger === 'sqlite-synced');
  const cells = Map.groupBy(synced, ({ scenario, contender }) => `${scenario} ${contender}`);
  const compared = [...cells.values()].map((rounds) => {
    const { scenario, contender } = rounds[0] as Measurement;
    const others = single.filter((other) => {
      return other.ledger === 'memory-ledger' && other.scenario === scenario && other.contender === contender;
    });
    const diskSyncs = rounds.flatMap(({ round, p50Us, diskSyncUs = Number.NaN }) => {
      const other = others.find((candidate) => candidate.round === round);
      return other === undefined ? [] : [(p50Us - other.p50Us) / diskSyncUs];
    });
    return {
      scenario,
      contender,
      syncedUs: median(rounds.map(({ p50Us }) => p50Us)),
      diskSyncUs: median(rounds.map(({ diskSyncUs = Number.NaN }) => diskSyncUs)),
      memoryLedgerUs: others.length === 0 ? undefined : median(others.map(({ p50Us }) => p50Us)),
      diskSyncs: diskSyncs.length === 0 ? undefined : spreadOf(diskSyncs),
    };
  });
  return compared.sort(
    (left, right) => contenderNames.indexOf(left.contender) - contenderNames.indexOf(right.contender),
  );
}

export function diskSyncUsOf(measurements: readonly Measurement[]): Spread | undefined {
  const measured = measurements.flatMap(({ diskSyncUs }) => (diskSyncUs === undefined ? [] : [diskSyncUs]));
  return measured.length === 0 ? undefined : spreadOf(measured);
}

/** What one kind of ledger has on the disk, over all servers that had it. */
export interface LedgerSize {
  readonly ledger: LedgerName;
  readonly messages: number;
  readonly bytes: number;
  readonly bytesPerMessage: number;
}

export function ledgerSizesOf(diskUses: readonly DiskUse[]): readonly LedgerSize[] {
  return ledgerNames.flatMap((ledger) => {
    const uses = diskUses.filter((use) => use.ledger === ledger);
    const messages = uses.reduce((sum, use) => sum + use.messages, 0);
    const bytes = uses.reduce((sum, use) => sum + use.bytes, 0);
    return messages === 0 ? [] : [{ ledger, messages, bytes, bytesPerMessage: bytes / messages }];
  });
}
