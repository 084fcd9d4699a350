/** What a bench says, as text for a terminal. Pure; the figures are made elsewhere. */

import type { LockCosts } from './lock_costs.ts';
import type { Machine } from './machine.ts';
import { contenders, type Scenario, scenarioMeaning } from './plan.ts';
import type { BenchPlan } from './run.ts';
import type { CellSummary, Ratio, Summary, Win } from './summary.ts';

export interface Report {
  readonly machine: Machine;
  readonly plan: BenchPlan;
  readonly summary: Summary;
  readonly locks: LockCosts;
}

const columns = ['', 'messages/s', 'p50', 'p99', 'server CPU', 'client CPU'] as const;
const columnWidths = [24, 12, 10, 10, 12, 12] as const;

export function renderReport({ machine, plan, summary, locks }: Report): string {
  const scenarios = [...new Set(plan.cells.map(({ scenario }) => scenario))];
  return [
    ...machineLines(machine, plan),
    ...scenarios.flatMap((scenario) => scenarioLines(scenario, summary)),
    ...winLines(summary.grpcWins),
    '',
    'A lock that nobody else wants, acquired and released:',
    `  metadata ${locks.metadataSharedNs.toFixed(0)} ns shared, ${locks.metadataExclusiveNs.toFixed(0)} ns alone; inbox ${locks.inboxNs.toFixed(0)} ns`,
    '',
    'What no figure shows: gRPC brings generated clients in a dozen languages, deadlines, and proxies,',
    'load balancers and tracing that understand it. Wire needs nothing but a socket, and can be read.',
    '',
    'What this does not say: it is a closed loop on the loopback interface, one sender, one receiver,',
    'no TLS, on the memory ledger. Latencies hold for their window; CPU is per message, of the whole',
    'process. The floors carry bytes and guarantee nothing. Compare ratios, not figures of another run.',
  ].join('\n');
}

function machineLines(machine: Machine, plan: BenchPlan): readonly string[] {
  const { duet, node, system, cpu, cores, memoryGib, loadAverage } = machine;
  const lines = [
    `Duet ${duet}, Node.js ${node}, ${system}`,
    `${cpu}, ${cores} cores, ${memoryGib} GiB, load average ${loadAverage.toFixed(2)}`,
    `${plan.rounds} rounds in random order, ${plan.cellMs} ms each, body ${plan.bodyBytes} bytes; medians over rounds`,
    'A server process and a load generator of its own for each line.',
  ];
  return cores < 4 ? [...lines, 'Fewer than 4 cores: server and load generator share them.'] : lines;
}

function scenarioLines(scenario: Scenario, { cells, ratios }: Summary): readonly string[] {
  const windows = [...new Set(cells.filter((cell) => cell.scenario === scenario).map(({ window }) => window))];
  return windows.flatMap((window) => {
    const here = (item: { readonly scenario: Scenario; readonly window: number }): boolean =>
      item.scenario === scenario && item.window === window;
    return [
      '',
      `${scenario}: ${scenarioMeaning[scenario]}; ${window} outstanding`,
      row(columns),
      ...cells.filter(here).map(cellLine),
      ...ratios.filter(here).map(ratioLine),
    ];
  });
}

function cellLine(cell: CellSummary): string {
  return row([
    `  ${contenders[cell.contender].label}`,
    Math.round(cell.messagesPerSecond).toLocaleString('en-US'),
    duration(cell.p50Us),
    cell.p99Us === undefined ? '–' : duration(cell.p99Us),
    duration(cell.serverCpuUsPerMessage),
    duration(cell.clientCpuUsPerMessage),
  ]);
}

function ratioLine({ of, to, throughput: { median, min, max } }: Ratio): string {
  const range = `${times(median)} [${times(min)}–${times(max)}]`;
  return `  ${contenders[of].label} / ${contenders[to].label}: ${range}`;
}

function winLines(wins: readonly Win[]): readonly string[] {
  if (wins.length === 0) return ['', 'Where gRPC wins: in no cell of this run, by the medians.'];
  const lines = wins.map(({ scenario, window, contender, metric, factor }) => {
    return `  ${scenario}, ${window} outstanding: ${contenders[contender].label}, ${metric}, ${times(factor)} as good as wire`;
  });
  return ['', 'Where gRPC wins (by the medians, however little):', ...lines];
}

/** The first cell to the left, the others to the right. */
function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(columnWidths[0]) : cell.padStart(columnWidths[index] ?? 0)))
    .join('')
    .trimEnd();
}

function times(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)}×`;
}

function duration(us: number): string {
  if (us >= 1_000) return `${(us / 1_000).toFixed(us >= 10_000 ? 0 : 1)} ms`;
  return `${us.toFixed(us >= 100 ? 0 : us >= 10 ? 1 : 2)} µs`;
}
