/** What a bench says, as text for a terminal. Pure; the figures are made elsewhere. */

import type { LockCosts } from '../lock_costs.ts';
import { type Machine, machineLines } from '../machine.ts';
import { type LedgerName, ledgers } from '../plan/ledgers.ts';
import { count, duration, times } from '../report/format.ts';
import type { CommitRate } from './commit_rates.ts';
import { commitRateLines, ledgerLines, oneAtATimeLines, sizeLines } from './ledger_lines.ts';
import { contenders, type Entrant, entrantLabel, ledgersOf, type Scenario, scenarioMeaning } from './plan.ts';
import type { BenchPlan, DataPlace } from './run.ts';
import type { CellSummary, Ratio, Summary, Win } from './summary.ts';
import { table } from './table.ts';

export interface Report {
  readonly machine: Machine;
  readonly plan: BenchPlan;
  readonly summary: Summary;
  readonly locks: LockCosts;
  readonly commitRates: readonly CommitRate[];
  /** Undefined where no ledger was on a disk. */
  readonly place: DataPlace | undefined;
}

const columns = ['', 'messages/s', 'p50', 'p99', 'server CPU', 'client CPU'] as const;
const columnWidths = [24, 12, 10, 10, 12, 12] as const;

/** An entrant as it is called in this report. */
type Label = (entrant: Entrant) => string;

export function renderReport({ machine, plan, summary, locks, commitRates, place }: Report): string {
  const scenarios = [...new Set(plan.cells.map(({ scenario }) => scenario))];
  const measured = ledgersOf(plan.cells);
  const label: Label = (entrant) => (measured.length > 1 ? entrantLabel(entrant) : contenders[entrant.contender].label);
  return [
    ...machineLines(machine),
    ...planLines(machine, plan),
    ...ledgerLines(plan, place, summary.diskSyncUs),
    ...scenarios.flatMap((scenario) => scenarioLines(scenario, summary, label)),
    ...winLines(summary.grpcWins, label),
    ...sizeLines(summary.ledgerSizes, plan.bodyBytes),
    ...commitRateLines(commitRates),
    '',
    'A lock that nobody else wants, acquired and released:',
    `  metadata ${locks.metadataSharedNs.toFixed(0)} ns shared, ${locks.metadataExclusiveNs.toFixed(0)} ns alone; inbox ${locks.inboxNs.toFixed(0)} ns`,
    '',
    'What no figure shows: gRPC brings generated clients in a dozen languages, deadlines, and proxies,',
    'load balancers and tracing that understand it. Wire needs nothing but a socket, and can be read.',
    '',
    'What this does not say: it is a closed loop on the loopback interface, one sender, one receiver,',
    `no TLS, ${onLedgers(measured)}. Latencies hold for their window; CPU is per message, of the whole`,
    'process. The floors carry bytes and guarantee nothing. Compare ratios, not figures of another run.',
  ].join('\n');
}

function onLedgers(measured: readonly LedgerName[]): string {
  return measured.every((name) => name === 'memory-ledger') ? 'on the memory ledger' : 'on the ledgers named';
}

function planLines({ cores }: Machine, plan: BenchPlan): readonly string[] {
  const lines = [
    `${plan.rounds} rounds in random order, ${plan.cellMs} ms each, body ${plan.bodyBytes} bytes; medians over rounds`,
    'A server process and a load generator of its own for each line.',
  ];
  return cores < 4 ? [...lines, 'Fewer than 4 cores: server and load generator share them.'] : lines;
}

function scenarioLines(scenario: Scenario, { cells, ratios, oneAtATime }: Summary, label: Label): readonly string[] {
  const windows = [...new Set(cells.filter((cell) => cell.scenario === scenario).map(({ window }) => window))];
  return windows.flatMap((window) => {
    const here = (item: { readonly scenario: Scenario; readonly window: number }): boolean =>
      item.scenario === scenario && item.window === window;
    return [
      '',
      `${scenario}: ${scenarioMeaning[scenario]}; ${window} outstanding`,
      ...table([columns, ...cells.filter(here).map((cell) => cellRow(cell, label))], columnWidths),
      ...ratios.filter(here).map((ratio) => ratioLine(ratio, label)),
      ...(window === 1 ? oneAtATimeLines(scenario, oneAtATime) : []),
    ];
  });
}

function cellRow(cell: CellSummary, label: Label): readonly string[] {
  return [
    `  ${label(cell)}`,
    count(cell.messagesPerSecond),
    duration(cell.p50Us),
    cell.p99Us === undefined ? '–' : duration(cell.p99Us),
    duration(cell.serverCpuUsPerMessage),
    duration(cell.clientCpuUsPerMessage),
  ];
}

function ratioLine({ of, to, throughput: { median, min, max } }: Ratio, label: Label): string {
  return `  ${ratioLabel(of, to, label)}: ${times(median)} [${times(min)}–${times(max)}]`;
}

/** What the two have in common is said once. */
function ratioLabel(of: Entrant, to: Entrant, label: Label): string {
  if (of.contender === to.contender && of.ledger !== undefined && to.ledger !== undefined) {
    return `${contenders[of.contender].label}, ${ledgers[of.ledger].label} / ${ledgers[to.ledger].label}`;
  }
  if (of.ledger === to.ledger) return `${contenders[of.contender].label} / ${label(to)}`;
  return `${label(of)} / ${label(to)}`;
}

function winLines(wins: readonly Win[], label: Label): readonly string[] {
  if (wins.length === 0) return ['', 'Where gRPC wins: in no cell of this run, by the medians.'];
  const lines = wins.map((win) => {
    const { scenario, window, metric, factor } = win;
    return `  ${scenario}, ${window} outstanding: ${label(win)}, ${metric}, ${times(factor)} as good as wire`;
  });
  return ['', 'Where gRPC wins (by the medians, however little; on the same ledger):', ...lines];
}
