/** From measurements to what is reported: medians over rounds, ratios round by round, and who wins. Pure. */

import { ledgerNames } from '../plan/ledgers.ts';
import { median, type Spread, spreadOf } from '../statistics/median.ts';
import { type Comparison, comparisonsOf } from './comparisons.ts';
import { diskSyncUsOf, type LedgerSize, ledgerSizesOf, type OneAtATime, oneAtATimeOf } from './ledger_costs.ts';
import { type Cell, contenderNames, contenders, entrantKey, ledgersOf } from './plan.ts';
import type { DiskUse, Measurement } from './run.ts';

/** With fewer samples beyond it a percentile is chance, and is withheld. */
const samplesBeyondMin = 30;

/** One cell over all rounds; medians. */
export interface CellSummary extends Cell {
  readonly messagesPerSecond: number;
  readonly p50Us: number;
  /** Undefined where there are too few samples beyond it. */
  readonly p99Us: number | undefined;
  readonly serverCpuUsPerMessage: number;
  readonly clientCpuUsPerMessage: number;
}

/** How many times the throughput of `to` that of `of` is, in the same round. */
export interface Ratio extends Comparison {
  readonly window: number;
  readonly throughput: Spread;
}

/** Something at which a gRPC contender was better than wire on the same ledger, by the medians. */
export interface Win extends Cell {
  readonly metric: string;
  /** How many times better: 1.2 is a fifth better. */
  readonly factor: number;
}

export interface Summary {
  readonly cells: readonly CellSummary[];
  readonly ratios: readonly Ratio[];
  readonly grpcWins: readonly Win[];
  readonly oneAtATime: readonly OneAtATime[];
  /** What the disk alone took for a sync beside each measurement that waits for syncs; undefined if none does. */
  readonly diskSyncUs: Spread | undefined;
  readonly ledgerSizes: readonly LedgerSize[];
}

export function summarise(measurements: readonly Measurement[], diskUses: readonly DiskUse[]): Summary {
  const rounds: Rounds = Map.groupBy(measurements, cellKey);
  const cells = [...rounds.values()].map(summariseCell).sort(inReportOrder);
  return {
    cells,
    ratios: ratiosOf(rounds, cells),
    grpcWins: grpcWinsOf(cells),
    oneAtATime: oneAtATimeOf(measurements),
    diskSyncUs: diskSyncUsOf(measurements),
    ledgerSizes: ledgerSizesOf(diskUses),
  };
}

/** The rounds of each cell that was measured, by its key. */
type Rounds = ReadonlyMap<string, readonly Measurement[]>;

function cellKey(cell: Cell): string {
  return `${cell.scenario} ${cell.window} ${entrantKey(cell)}`;
}

function summariseCell(rounds: readonly Measurement[]): CellSummary {
  const { contender, ledger, scenario, window } = rounds[0] as Measurement;
  const of = (value: (measurement: Measurement) => number): number => median(rounds.map(value));
  const enough = rounds.every(({ messages }) => messages / 100 >= samplesBeyondMin);
  return {
    contender,
    ledger,
    scenario,
    window,
    messagesPerSecond: of((round) => round.messagesPerSecond),
    p50Us: of((round) => round.p50Us),
    p99Us: enough ? of((round) => round.p99Us) : undefined,
    serverCpuUsPerMessage: of((round) => round.serverCpuUsPerMessage),
    clientCpuUsPerMessage: of((round) => round.clientCpuUsPerMessage),
  };
}

/** By window, then as contenders and ledgers are listed: measured they were in random order. */
function inReportOrder(left: Cell, right: Cell): number {
  return left.window - right.window || placeOf(left) - placeOf(right);
}

function placeOf({ contender, ledger }: Cell): number {
  const ledgerPlace = ledger === undefined ? 0 : ledgerNames.indexOf(ledger);
  return contenderNames.indexOf(contender) * ledgerNames.length + ledgerPlace;
}

function ratiosOf(rounds: Rounds, cells: readonly Cell[]): readonly Ratio[] {
  const windows = [...new Set(cells.map(({ window }) => window))];
  return comparisonsOf(ledgersOf(cells)).flatMap(({ scenario, of, to }) =>
    windows.flatMap((window) => {
      const above = rounds.get(cellKey({ ...of, scenario, window })) ?? [];
      const below = rounds.get(cellKey({ ...to, scenario, window })) ?? [];
      const ratios = above.flatMap((measurement) => {
        const other = below.find(({ round }) => round === measurement.round);
        return other === undefined ? [] : [measurement.messagesPerSecond / other.messagesPerSecond];
      });
      return ratios.length === 0 ? [] : [{ scenario, window, of, to, throughput: spreadOf(ratios) }];
    }),
  );
}

const metrics: readonly {
  readonly name: string;
  readonly better: (theirs: CellSummary, ours: CellSummary) => number;
}[] = [
  { name: 'throughput', better: (theirs, ours) => theirs.messagesPerSecond / ours.messagesPerSecond },
  { name: 'p50', better: (theirs, ours) => ours.p50Us / theirs.p50Us },
  { name: 'p99', better: (theirs, ours) => (ours.p99Us ?? Number.NaN) / (theirs.p99Us ?? Number.NaN) },
  { name: 'server CPU', better: (theirs, ours) => ours.serverCpuUsPerMessage / theirs.serverCpuUsPerMessage },
  { name: 'client CPU', better: (theirs, ours) => ours.clientCpuUsPerMessage / theirs.clientCpuUsPerMessage },
];

function grpcWinsOf(cells: readonly CellSummary[]): readonly Win[] {
  const ours = cells.filter(({ contender }) => contender === 'wire');
  const theirs = cells.filter(({ contender }) => contender !== 'wire' && !contenders[contender].floor);
  return ours.flatMap((wire) =>
    theirs
      .filter((grpc) => cellKey({ ...grpc, contender: 'wire' }) === cellKey(wire))
      .flatMap((grpc) =>
        metrics
          .map(({ name, better }) => ({ metric: name, factor: better(grpc, wire) }))
          .filter(({ factor }) => factor > 1)
          .map(({ metric, factor }) => {
            const { contender, ledger, scenario, window } = grpc;
            return { contender, ledger, scenario, window, metric, factor };
          }),
      ),
  );
}
